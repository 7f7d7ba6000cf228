// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "./filecoin/Actor.sol";
import {Cbor} from "./filecoin/Cbor.sol";
import {Market} from "./filecoin/Market.sol";

/// @title A contract that is a client of the storage market
/// @notice It offers deals by events. When a provider publishes one, the market asks the contract whether the proposal
/// is its own, where it would check an account's signature, and tells it the deal's number.
abstract contract DealClient {
    using Cbor for Cbor.Reader;

    /// @dev FRC-42 numbers of "AuthenticateMessage" and "MarketNotifyDeal".
    uint64 private constant AUTHENTICATE_MESSAGE = 2643134072;
    uint64 private constant MARKET_NOTIFY_DEAL = 4186741094;

    /// @notice Proposals that may be published, each once, by the hash of their CBOR.
    mapping(bytes32 digest => bool) public offered;

    /// @notice A deal is on offer to one provider. Its signature may be anything.
    /// @param proposal in CBOR, as it is to be published
    event DealProposed(uint256 indexed piece, uint64 indexed provider, bytes proposal);
    event DealPublished(uint256 indexed piece, uint64 indexed provider, uint64 deal);

    error ProposalNotOffered(bytes32 digest);
    error NotTheMarket(address caller);
    error UnsupportedMethod(uint64 method);

    struct Offer {
        uint256 piece;
        uint64 provider;
        uint64 endEpoch;
    }

    mapping(bytes32 digest => Offer) private _offers;

    /// @notice Entry point of native Filecoin messages.
    /// @dev The EVM actor calls this for every method number from 1024 on.
    function handle_filecoin_method(uint64 method, uint64, bytes calldata params)
        external
        returns (uint32 exitCode, uint64 codec, bytes memory answer)
    {
        if (Actor.idOf(msg.sender) != Market.ID) revert NotTheMarket(msg.sender);
        Cbor.Reader memory reader = Cbor.reader(params);
        reader.expectArray(2);
        if (method == AUTHENTICATE_MESSAGE) {
            reader.readBytes(); // the signature
            _requireOffered(keccak256(reader.readBytes()));
            return (0, Actor.CBOR, Cbor.boolean(true));
        }
        if (method != MARKET_NOTIFY_DEAL) revert UnsupportedMethod(method);
        bytes32 digest = keccak256(reader.readBytes());
        _requireOffered(digest);
        delete offered[digest];
        Offer memory offer = _offers[digest];
        uint64 deal = reader.readUnsigned();
        _published(deal, offer);
        emit DealPublished(offer.piece, offer.provider, deal);
        return (0, Actor.NOTHING, "");
    }

    /// @dev Puts a deal with this contract as client on offer.
    function _offer(uint256 piece, uint64 provider, Market.Proposal memory proposal) internal {
        proposal.client = Actor.idAddress(Actor.idOf(address(this))); // as the market writes it when it reports back
        proposal.provider = Actor.idAddress(provider);
        bytes memory encoded = Market.encode(proposal);
        bytes32 digest = keccak256(encoded);
        offered[digest] = true;
        _offers[digest] = Offer(piece, provider, proposal.endEpoch);
        emit DealProposed(piece, provider, encoded);
    }

    /// @dev A deal on offer was published under this number.
    function _published(uint64 deal, Offer memory offer) internal virtual;

    function _requireOffered(bytes32 digest) private view {
        if (!offered[digest]) revert ProposalNotOffered(digest);
    }
}
