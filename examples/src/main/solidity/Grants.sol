// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "./filecoin/Actor.sol";
import {Cbor} from "./filecoin/Cbor.sol";
import {CborValues} from "./filecoin/CborValues.sol";

/// @title Grants to Filecoin actors, and their reports
/// @notice The part of the DAO that speaks Filecoin: it pays grants to any actor (a multisig, an account, a contract)
/// through the call-actor precompile, and takes reports that grantees send as native Filecoin messages.
/// @dev Grant and report are both FRC-42 "Receive" calls with CBOR parameters `[kind, payload]`, as in FRC-46.
abstract contract Grants {
    using Actor for Actor.Answer;
    using Cbor for Cbor.Reader;

    /// @notice Kind of a payment: the payload is a memo.
    uint32 public constant GRANT = uint32(bytes4(keccak256("jfvm.examples.Grant")));
    /// @notice Kind of a report: the payload is its text.
    uint32 public constant REPORT = uint32(bytes4(keccak256("jfvm.examples.Report")));

    /// @notice AttoFIL paid to each actor so far.
    mapping(uint64 actorId => uint256) public granted;
    /// @notice Reports taken from each actor so far.
    mapping(uint64 actorId => uint64) public reports;

    event GrantPaid(uint64 indexed actorId, uint256 amount, string memo);
    event ReportFiled(uint64 indexed actorId, uint64 number, string report);

    /// @notice Only the DAO itself may do this: make a proposal.
    error OnlyByProposal(address caller);
    error InsufficientTreasury(uint256 available, uint256 needed);
    error NotAGrantee(uint64 actorId);
    error UnsupportedMethod(uint64 method);
    error UnsupportedKind(uint64 kind);

    /// @notice Pays `amount` attoFIL to the actor at a Filecoin address, with a memo.
    /// @dev To be the target of a proposal of the DAO to itself. Reverts with `ActorFailed` if the actor refuses.
    function payGrant(bytes calldata grantee, uint256 amount, string calldata memo) external {
        if (msg.sender != address(this)) revert OnlyByProposal(msg.sender);
        if (amount > address(this).balance) revert InsufficientTreasury(address(this).balance, amount);
        bytes memory params = bytes.concat(Cbor.array(2), Cbor.unsigned(GRANT), Cbor.byteString(bytes(memo)));
        Actor.callByAddress(grantee, Actor.RECEIVE, amount, params).orRevert();
        uint64 actorId = Actor.resolveAddress(grantee);
        granted[actorId] += amount;
        emit GrantPaid(actorId, amount, memo);
    }

    /// @notice Entry point of native Filecoin messages: takes a grantee's report.
    /// @dev The EVM actor calls this for every method number from 1024 on. A native caller without an Ethereum address
    /// shows as a masked id. A revert becomes exit code 33 of the message.
    /// @return exitCode 0
    /// @return codec CBOR
    /// @return answer `[granted, reports]`: what the caller has been paid, and how often it has reported
    function handle_filecoin_method(uint64 method, uint64, bytes calldata params)
        external
        returns (uint32 exitCode, uint64 codec, bytes memory answer)
    {
        if (method != Actor.RECEIVE) revert UnsupportedMethod(method);
        uint64 actorId = Actor.idOf(msg.sender);
        if (granted[actorId] == 0) revert NotAGrantee(actorId);

        Cbor.Reader memory reader = Cbor.reader(params);
        reader.expectArray(2);
        uint64 kind = reader.readUnsigned();
        if (kind != REPORT) revert UnsupportedKind(kind);
        bytes memory report = reader.readBytes();
        reader.expectEnd();

        emit ReportFiled(actorId, ++reports[actorId], string(report));
        answer = bytes.concat(Cbor.array(2), CborValues.tokenAmount(granted[actorId]), Cbor.unsigned(reports[actorId]));
        return (0, Actor.CBOR, answer);
    }
}
