// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "./Actor.sol";
import {Cbor} from "./Cbor.sol";
import {Market} from "./Market.sol";

/// @title A contract that is a client of the storage market
/// @notice When a provider publishes a deal, the market asks the contract whether the proposal is its own, where it
/// would check an account's signature, and tells it the deal's number. Prices are paid out of the contract's escrow.
abstract contract DealClient {
    using Cbor for Cbor.Reader;

    /// @dev FRC-42 numbers of "AuthenticateMessage" and "MarketNotifyDeal".
    uint64 private constant AUTHENTICATE_MESSAGE = 2643134072;
    uint64 private constant MARKET_NOTIFY_DEAL = 4186741094;

    /// @notice Proposals that may be published, each once, by the hash of their CBOR.
    mapping(bytes32 digest => bool) public offered;

    error ProposalNotOffered(bytes32 digest);
    error NotTheMarket(address caller);
    error UnsupportedMethod(uint64 method);

    /// @notice Entry point of native Filecoin messages.
    /// @dev The EVM actor calls this for every method number from 1024 on.
    function handle_filecoin_method(uint64 method, uint64, bytes calldata params)
        external
        returns (uint32 exitCode, uint64 codec, bytes memory answer)
    {
        if (Actor.idOf(msg.sender) != Market.ID) revert NotTheMarket(msg.sender);
        if (method != AUTHENTICATE_MESSAGE && method != MARKET_NOTIFY_DEAL) revert UnsupportedMethod(method);
        Cbor.Reader memory r = Cbor.reader(params);
        r.expectArray(2);
        if (method == AUTHENTICATE_MESSAGE) r.readBytes(); // the signature
        bytes32 digest = keccak256(r.readBytes());
        if (!offered[digest]) revert ProposalNotOffered(digest);
        uint64 deal = method == MARKET_NOTIFY_DEAL ? r.readUnsigned() : 0;
        r.expectEnd();
        if (method == AUTHENTICATE_MESSAGE) return (0, Actor.CBOR, Cbor.boolean(true));
        delete offered[digest];
        _published(deal, digest);
        return (0, Actor.NOTHING, "");
    }

    /// @dev Agrees to a proposal with this contract as client. Its signature may be anything.
    /// @return encoded the proposal in CBOR, as it is to be published
    function _agreeTo(Market.Proposal memory proposal) internal returns (bytes memory encoded) {
        proposal.client = Actor.idAddress(Actor.idOf(address(this))); // as the market writes it when it reports back
        encoded = Market.encode(proposal);
        offered[keccak256(encoded)] = true;
    }

    /// @dev The proposal with this hash was published under this number.
    function _published(uint64 deal, bytes32 digest) internal virtual;
}
