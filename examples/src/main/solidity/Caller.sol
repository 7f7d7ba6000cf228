// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "./filecoin/Actor.sol";
import {Counter} from "./targets/Counter.sol";
import {Refuser} from "./targets/Refuser.sol";
import {Visitor} from "./targets/Visitor.sol";

/// @title One of everything a contract can do to others
/// @notice Delegate and static calls, caught failures, events, transient storage, memory copies, and Filecoin's own
/// precompiles.
contract Caller {
    // Same layout as Counter, so that its code can count here.
    uint256 public count;
    address public lastSender;

    /// @dev Lives until the end of the message (EIP-1153).
    bool private transient locked;

    event Plain(uint256 number, string note);
    event Marked(uint256 indexed number, address indexed sender, bytes32 indexed tag, string note);
    event Whispered(string note) anonymous;
    event Caught(string kind, bytes reason);
    event ActorAnswered(int256 exitCode, uint64 codec, bytes data);

    error Locked();

    modifier once() {
        if (locked) revert Locked();
        locked = true;
        _;
        locked = false;
    }

    /// @notice Counts here by the code of `counter`: our storage changes, the sender stays.
    function delegateIncrement(Counter counter, uint256 by) external returns (uint256) {
        (bool ok, bytes memory result) = address(counter).delegatecall(abi.encodeCall(Counter.increment, (by)));
        require(ok, "delegate call failed");
        return abi.decode(result, (uint256));
    }

    /// @notice Reads by a static call, then tries to write by one, which fails and is survived.
    function staticIncrement(Counter counter) external returns (uint256 unchanged, bool violated) {
        (bool ok,) = address(counter).staticcall(abi.encodeCall(Counter.increment, (1)));
        if (!ok) emit Caught("static violation", "");
        return (counter.count(), !ok);
    }

    /// @notice Lets `refuser` fail two calls deep and tells the ways of failing apart.
    function catchRefusal(Refuser refuser, Refuser.Kind kind) external returns (string memory) {
        try refuser.refuseDeeper(kind) {
            return "accepted";
        } catch Error(string memory reason) {
            emit Caught("reason", bytes(reason));
            return reason;
        } catch Panic(uint256 code) {
            emit Caught("panic", abi.encode(code));
            return "panic";
        } catch (bytes memory data) {
            emit Caught(data.length == 0 ? "nothing" : "custom error", data);
            return data.length == 0 ? "no reason given" : "custom error";
        }
    }

    /// @notice Lets `refuser` fail and fails with it, with the same reason.
    function passRefusal(Refuser refuser, Refuser.Kind kind) external view returns (uint256) {
        return refuser.refuseDeeper(kind);
    }

    /// @notice One event of each kind: without topics of its own, with all three, and with none at all.
    function announce(uint256 number, bytes32 tag, string calldata note) external {
        emit Plain(number, note);
        emit Marked(number, msg.sender, tag, note);
        emit Whispered(note);
    }

    /// @notice Lets a visitor in, who will try to come in again; the transient lock refuses.
    function admit(Visitor visitor) external once returns (bool refused, bytes memory reason) {
        return visitor.visit(this);
    }

    /// @notice Rotates bytes left by overlapping memory copies (MCOPY, EIP-5656).
    function rotate(bytes memory data, uint256 by) external pure returns (bytes memory) {
        if (data.length == 0) return data;
        by %= data.length;
        bytes memory doubled = bytes.concat(data, data);
        assembly ("memory-safe") {
            let start := add(doubled, 32)
            mcopy(start, add(start, by), mload(data))
            mstore(doubled, mload(data))
        }
        return doubled;
    }

    /// @notice Forwards the sent FIL to the actor at a Filecoin address, with a method and CBOR parameters.
    /// @return exitCode of the actor; a failure is reported, not passed on, and the FIL stays here
    function callActor(bytes calldata to, uint64 method, bytes calldata params)
        external
        payable
        returns (int256 exitCode, bytes memory data)
    {
        return _report(Actor.callByAddress(to, method, msg.value, params));
    }

    /// @notice The same by actor id.
    function callActorById(uint64 to, uint64 method, bytes calldata params)
        external
        payable
        returns (int256 exitCode, bytes memory data)
    {
        return _report(Actor.callById(to, method, msg.value, params));
    }

    /// @notice The actor id and the f4 address (empty if it has none) behind a Filecoin address.
    function whoIs(bytes calldata filAddress) external view returns (uint64 actorId, bytes memory delegated) {
        actorId = Actor.resolveAddress(filAddress);
        delegated = Actor.lookupDelegatedAddress(actorId);
    }

    /// @notice The random beacon's digest at a past epoch.
    function randomness(uint64 epoch) external view returns (bytes32) {
        return Actor.randomness(epoch);
    }

    function _report(Actor.Answer memory answer) private returns (int256, bytes memory) {
        emit ActorAnswered(answer.exitCode, answer.codec, answer.data);
        return (answer.exitCode, answer.data);
    }
}
