// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title The Filecoin precompiles
/// @notice Calls from a contract to any Filecoin actor, and what only Filecoin can answer: who has which actor id,
/// which address an actor was given, what the random beacon said.
/// @dev The precompiles read plain ABI words without a selector. A contract may call method 0 (send) and methods from
/// 1024 on, which in practice are the exported FRC-42 numbers.
library Actor {
    address private constant RESOLVE_ADDRESS = 0xFE00000000000000000000000000000000000001;
    address private constant LOOKUP_DELEGATED_ADDRESS = 0xfE00000000000000000000000000000000000002;
    address private constant CALL_BY_ADDRESS = 0xfe00000000000000000000000000000000000003;
    address private constant CALL_BY_ID = 0xfe00000000000000000000000000000000000005;
    address private constant GET_RANDOMNESS = 0xfE00000000000000000000000000000000000006;

    /// @notice A plain transfer of FIL; runs no code at the receiver.
    uint64 internal constant SEND = 0;
    /// @notice FRC-42 number of "Receive", the universal receiver hook of FRC-46.
    uint64 internal constant RECEIVE = 3726118371;

    /// @notice Codec of an absent block.
    uint64 internal constant NOTHING = 0;
    /// @notice Codec of a CBOR block, the only one the precompiles take.
    uint64 internal constant CBOR = 0x51;

    /// @dev Send flag: whatever is called may read, and neither write, emit nor create.
    uint64 private constant READ_ONLY = 1;

    /// @dev First 12 bytes of the Ethereum form of an actor without an Ethereum address: 0xff, then zeros.
    uint160 private constant MASKED_ID_PREFIX = 0xff0000000000000000000000;
    /// @dev First bytes of an f410 address: protocol 4, namespace 10 (the Ethereum address manager).
    bytes2 private constant F410_PREFIX = 0x040a;

    /// @notice The actor to call does not exist.
    error UnknownActor(bytes filAddress);
    /// @notice The called actor exited with `exitCode` (positive), or the system refused the send (negative).
    error ActorFailed(int256 exitCode, bytes data);
    /// @notice The precompile refused its input, or is absent: this is not a Filecoin network.
    error PrecompileFailed(address precompile);

    /// @notice What came back from an actor.
    /// @param exitCode 0 success; positive: the actor's exit code; negative: minus the system's error number
    struct Answer {
        int256 exitCode;
        uint64 codec;
        bytes data;
    }

    /// @notice Calls the actor at a Filecoin address (its bytes, any protocol), sending `value` attoFIL.
    function callByAddress(bytes memory to, uint64 method, uint256 value, bytes memory params)
        internal
        returns (Answer memory)
    {
        return _call(CALL_BY_ADDRESS, abi.encode(method, value, 0, _codec(params), params, to));
    }

    /// @notice Calls the actor with an id, sending `value` attoFIL.
    function callById(uint64 to, uint64 method, uint256 value, bytes memory params) internal returns (Answer memory) {
        return _call(CALL_BY_ID, abi.encode(method, value, 0, _codec(params), params, to));
    }

    /// @notice Asks the actor with an id; nothing can change by it.
    /// @dev Not `view`, because the precompile is reached by DELEGATECALL.
    function ask(uint64 to, uint64 method, bytes memory params) internal returns (Answer memory) {
        return _call(CALL_BY_ID, abi.encode(method, 0, READ_ONLY, _codec(params), params, to));
    }

    /// @notice The answer, or a revert that carries the exit code.
    function orRevert(Answer memory answer) internal pure returns (Answer memory) {
        if (answer.exitCode != 0) revert ActorFailed(answer.exitCode, answer.data);
        return answer;
    }

    /// @notice The id of the actor at a Filecoin address.
    function resolveAddress(bytes memory filAddress) internal view returns (uint64) {
        bytes memory word = _ask(RESOLVE_ADDRESS, filAddress);
        if (word.length == 0) revert UnknownActor(filAddress);
        return abi.decode(word, (uint64));
    }

    /// @notice The f4 address of an actor, as bytes; empty if it has none.
    function lookupDelegatedAddress(uint64 actorId) internal view returns (bytes memory) {
        return _ask(LOOKUP_DELEGATED_ADDRESS, abi.encode(actorId));
    }

    /// @notice The random beacon's digest at an epoch that is not in the future.
    function randomness(uint64 epoch) internal view returns (bytes32) {
        return abi.decode(_ask(GET_RANDOMNESS, abi.encode(epoch)), (bytes32));
    }

    /// @notice The id of the actor behind an Ethereum address: masked ids are read, others resolved.
    function idOf(address account) internal view returns (uint64) {
        uint160 bits = uint160(account);
        return bits >> 64 == MASKED_ID_PREFIX ? uint64(bits) : resolveAddress(delegatedAddress(account));
    }

    /// @notice The f410 address behind an Ethereum address, as bytes. Not for masked ids.
    function delegatedAddress(address account) internal pure returns (bytes memory) {
        return abi.encodePacked(F410_PREFIX, account);
    }

    /// @notice The f0 address of an actor, as bytes: protocol 0, then the id in LEB128.
    function idAddress(uint64 actorId) internal pure returns (bytes memory filAddress) {
        filAddress = hex"00";
        for (; actorId > 127; actorId >>= 7) filAddress = bytes.concat(filAddress, bytes1(uint8(actorId) | 128));
        return bytes.concat(filAddress, bytes1(uint8(actorId)));
    }

    /// @dev Actors are called by DELEGATECALL, which makes the precompile send in the name of this contract.
    function _call(address precompile, bytes memory input) private returns (Answer memory answer) {
        (bool ok, bytes memory output) = precompile.delegatecall(input);
        if (!ok || output.length == 0) revert PrecompileFailed(precompile);
        (answer.exitCode, answer.codec, answer.data) = abi.decode(output, (int256, uint64, bytes));
    }

    function _ask(address precompile, bytes memory input) private view returns (bytes memory output) {
        bool ok;
        (ok, output) = precompile.staticcall(input);
        if (!ok) revert PrecompileFailed(precompile);
    }

    function _codec(bytes memory params) private pure returns (uint64) {
        return params.length == 0 ? NOTHING : CBOR;
    }
}
