// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "./Actor.sol";
import {Cbor} from "./Cbor.sol";
import {CborValues} from "./CborValues.sol";

/// @title A contract as client of storage deals
/// @notice The market asks the client for its consent (`AuthenticateMessage`) when a provider publishes a proposal, and
/// then tells it the deal's id (`MarketNotifyDeal`). Prices are paid out of the client's escrow.
library DealConsent {
    using Actor for Actor.Answer;
    using Cbor for Cbor.Reader;

    uint64 internal constant MARKET = 5;
    /// @notice FRC-42 numbers of what the market calls.
    uint64 internal constant AUTHENTICATE_MESSAGE = 2643134072;
    uint64 internal constant MARKET_NOTIFY_DEAL = 4186741094;

    uint64 private constant ADD_BALANCE = 822473126;
    uint64 private constant GET_BALANCE = 726108461;
    uint64 private constant GET_DEAL_ACTIVATION = 2567238399;

    /// @notice A deal without collateral of either side and without DataCap. Parties are given by id, as the market
    /// writes them itself, so that what it asks about and what it tells of are the same bytes.
    struct Proposal {
        bytes pieceCid;
        uint64 pieceSize;
        uint64 client;
        uint64 provider;
        string label;
        uint64 startEpoch;
        uint64 endEpoch;
        uint256 pricePerEpoch;
    }

    /// @notice The proposal as the market reads it.
    function encode(Proposal memory p) internal pure returns (bytes memory) {
        bytes memory what = bytes.concat(
            Cbor.array(11), Cbor.link(p.pieceCid), Cbor.unsigned(p.pieceSize), Cbor.boolean(false)
        );
        bytes memory who = bytes.concat(
            Cbor.byteString(Actor.idAddress(p.client)),
            Cbor.byteString(Actor.idAddress(p.provider)),
            Cbor.text(p.label)
        );
        bytes memory terms = bytes.concat(
            Cbor.unsigned(p.startEpoch),
            Cbor.unsigned(p.endEpoch),
            Cbor.tokenAmount(p.pricePerEpoch),
            Cbor.tokenAmount(0),
            Cbor.tokenAmount(0)
        );
        return bytes.concat(what, who, terms);
    }

    /// @notice How much an actor's escrow lacks to have `amount` that is not locked.
    function missing(uint64 client, uint256 amount) internal returns (uint256) {
        bytes memory params = Cbor.byteString(Actor.idAddress(client));
        Cbor.Reader memory r = Cbor.reader(Actor.callById(MARKET, GET_BALANCE, 0, params).orRevert().data);
        r.expectArray(2);
        uint256 free = CborValues.readTokenAmount(r);
        free -= CborValues.readTokenAmount(r);
        r.expectEnd();
        return free < amount ? amount - free : 0;
    }

    /// @notice Puts money into an actor's escrow.
    function deposit(uint64 client, uint256 amount) internal {
        Actor.callById(MARKET, ADD_BALANCE, amount, Cbor.byteString(Actor.idAddress(client))).orRevert();
    }

    /// @notice Whether a deal is of no use: not in a sector when it was to start, ended before its time, or forgotten.
    function isLost(uint64 dealId, uint64 startEpoch) internal returns (bool) {
        Actor.Answer memory answer = Actor.callById(MARKET, GET_DEAL_ACTIVATION, 0, Cbor.unsigned(dealId));
        if (answer.exitCode != 0) return true;
        Cbor.Reader memory r = Cbor.reader(answer.data);
        r.expectArray(2);
        (bool activated,) = CborValues.tryEpoch(r);
        (bool terminated,) = CborValues.tryEpoch(r);
        r.expectEnd();
        return terminated || !activated && block.number > startEpoch;
    }

    /// @notice The proposal that `AuthenticateMessage` asks about; contracts need no signature.
    function askedFor(bytes memory params) internal pure returns (bytes memory proposal) {
        Cbor.Reader memory r = Cbor.reader(params);
        r.expectArray(2);
        r.readBytes();
        proposal = r.readBytes();
        r.expectEnd();
    }

    /// @notice The proposal that `MarketNotifyDeal` tells of, and the deal's id.
    function toldOf(bytes memory params) internal pure returns (bytes memory proposal, uint64 dealId) {
        Cbor.Reader memory r = Cbor.reader(params);
        r.expectArray(2);
        proposal = r.readBytes();
        dealId = r.readUnsigned();
        r.expectEnd();
    }
}
