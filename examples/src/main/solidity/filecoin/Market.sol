// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "./Actor.sol";
import {Cbor} from "./Cbor.sol";
import {CborValues} from "./CborValues.sol";

/// @title The storage market, f05
/// @notice Escrow of clients and providers, and what the market knows of a deal.
/// @dev Each question reverts with `Actor.ActorFailed` for a deal the market does not know: exit code 17 for one that
/// was never published, DEAL_OVER for one that has ended or was terminated.
library Market {
    using Cbor for Cbor.Reader;
    using Actor for Actor.Answer;

    uint64 internal constant ID = 5;
    /// @notice Exit code for a deal that is no longer there.
    int256 internal constant DEAL_OVER = 32;

    uint64 private constant ADD_BALANCE = 822473126;
    uint64 private constant GET_BALANCE = 726108461;
    uint64 private constant GET_DEAL_DATA_COMMITMENT = 1157985802;
    uint64 private constant GET_DEAL_CLIENT = 128053329;
    uint64 private constant GET_DEAL_PROVIDER = 935081690;
    uint64 private constant GET_DEAL_TERM = 163777312;
    uint64 private constant GET_DEAL_ACTIVATION = 2567238399;
    uint64 private constant GET_DEAL_SECTOR = 2611213344;

    /// @notice A client's offer. Addresses and CIDs are bytes, amounts attoFIL.
    /// @param pieceSize padded, in bytes: a power of two
    /// @param startEpoch when a proven sector must hold the piece at the latest
    struct Proposal {
        bytes pieceCid;
        uint64 pieceSize;
        bool verified;
        bytes client;
        bytes provider;
        string label;
        uint64 startEpoch;
        uint64 endEpoch;
        uint256 pricePerEpoch;
        uint256 providerCollateral;
        uint256 clientCollateral;
    }

    /// @notice The proposal as the market reads it.
    function encode(Proposal memory p) internal pure returns (bytes memory) {
        bytes memory what = bytes.concat(
            Cbor.array(11), Cbor.link(p.pieceCid), Cbor.unsigned(p.pieceSize), Cbor.boolean(p.verified)
        );
        bytes memory who = bytes.concat(Cbor.byteString(p.client), Cbor.byteString(p.provider), Cbor.text(p.label));
        bytes memory terms = bytes.concat(
            Cbor.unsigned(p.startEpoch),
            Cbor.unsigned(p.endEpoch),
            CborValues.tokenAmount(p.pricePerEpoch),
            CborValues.tokenAmount(p.providerCollateral),
            CborValues.tokenAmount(p.clientCollateral)
        );
        return bytes.concat(what, who, terms);
    }

    /// @notice Puts `atto` of this contract's balance into the escrow of the actor at a Filecoin address.
    function addBalance(bytes memory account, uint256 atto) internal {
        Actor.callById(ID, ADD_BALANCE, atto, Cbor.byteString(account)).orRevert();
    }

    /// @notice What the actor at a Filecoin address has in escrow and is not locked, in attoFIL.
    function freeBalance(bytes memory account) internal returns (uint256 free) {
        Cbor.Reader memory r = Cbor.reader(Actor.ask(ID, GET_BALANCE, Cbor.byteString(account)).orRevert().data);
        r.expectArray(2);
        free = CborValues.readTokenAmount(r);
        free -= CborValues.readTokenAmount(r);
        r.expectEnd();
    }

    /// @notice The CID of a deal's piece and its padded size in bytes.
    function dealPiece(uint64 deal) internal returns (bytes memory cid, uint64 size) {
        Cbor.Reader memory r = Cbor.reader(_ask(GET_DEAL_DATA_COMMITMENT, deal).orRevert().data);
        r.expectArray(2);
        (cid, size) = (r.readLink(), r.readUnsigned());
        r.expectEnd();
    }

    /// @notice The actor that pays for a deal.
    function dealClient(uint64 deal) internal returns (uint64) {
        return _number(GET_DEAL_CLIENT, deal);
    }

    /// @notice The miner that stores it.
    function dealProvider(uint64 deal) internal returns (uint64) {
        return _number(GET_DEAL_PROVIDER, deal);
    }

    /// @notice First epoch and number of epochs.
    function dealTerm(uint64 deal) internal returns (int64 start, int64 duration) {
        return _readPair(_ask(GET_DEAL_TERM, deal));
    }

    /// @notice When a sector with the piece was proven, and when the deal was terminated; -1 for never.
    function dealActivation(uint64 deal) internal returns (int64 activated, int64 terminated) {
        return _readPair(_ask(GET_DEAL_ACTIVATION, deal));
    }

    /// @notice The sector that holds an activated deal.
    function dealSector(uint64 deal) internal returns (uint64) {
        return _number(GET_DEAL_SECTOR, deal);
    }

    /// @notice Whether a deal, once published, has ended or was terminated.
    function isOver(uint64 deal) internal returns (bool over) {
        (over,,) = tryDealActivation(deal);
    }

    /// @notice As {dealActivation}, for a deal that may have ended or been terminated since it was published.
    function tryDealActivation(uint64 deal) internal returns (bool over, int64 activated, int64 terminated) {
        Actor.Answer memory answer = _ask(GET_DEAL_ACTIVATION, deal);
        if (answer.exitCode == DEAL_OVER) return (true, -1, -1);
        (activated, terminated) = _readPair(answer);
    }

    function _ask(uint64 method, uint64 deal) private returns (Actor.Answer memory) {
        return Actor.ask(ID, method, Cbor.unsigned(deal));
    }

    function _number(uint64 method, uint64 deal) private returns (uint64 number) {
        Cbor.Reader memory r = Cbor.reader(_ask(method, deal).orRevert().data);
        number = r.readUnsigned();
        r.expectEnd();
    }

    function _readPair(Actor.Answer memory answer) private pure returns (int64 first, int64 second) {
        Cbor.Reader memory r = Cbor.reader(answer.orRevert().data);
        r.expectArray(2);
        (first, second) = (r.readInteger(), r.readInteger());
        r.expectEnd();
    }
}
