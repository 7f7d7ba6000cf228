// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Cbor} from "../filecoin/Cbor.sol";
import {Actor} from "../filecoin/Actor.sol";
import {DealConsent} from "../filecoin/DealConsent.sol";

/// @title Keeps a piece stored for as long as it has money
/// @notice A client of storage deals that follow one another. Before a deal ends anyone may have the next one proposed;
/// the provider publishes it, the market asks this contract, and only the proposal of its own making is agreed to.
contract PerpetualStorage {
    using DealConsent for DealConsent.Proposal;

    uint64 public immutable provider;
    uint64 public immutable pieceSize;
    uint256 public immutable pricePerEpoch;
    /// @notice Epochs a deal lasts.
    uint64 public immutable duration;
    /// @notice Epochs before a deal's end from which the next one may be proposed, and before its own start by which it
    /// must be published.
    uint64 public immutable lead;

    bytes public pieceCid;
    /// @notice The proposal that waits to be published, as CBOR; empty if none does.
    bytes public pending;
    uint64 public pendingStart;
    uint64 public pendingEnd;

    uint64 public dealId;
    uint64 public dealStart;
    /// @notice The first epoch that no deal covers any more; 0 if there has been none, or it was lost.
    uint64 public coveredUntil;
    uint64 public renewals;

    event Proposed(uint64 start, uint64 end, bytes proposal);
    event Published(uint64 indexed dealId, uint64 start, uint64 end);
    event Lost(uint64 indexed dealId);

    error TooEarly(uint256 epoch, uint256 earliest);
    error StillPending(uint64 start);
    error InsufficientFunds(uint256 available, uint256 needed);
    error OnlyMarket(address caller);
    error NotOurProposal();
    error UnsupportedMethod(uint64 method);

    constructor(
        bytes memory pieceCid_,
        uint64 pieceSize_,
        uint64 provider_,
        uint256 pricePerEpoch_,
        uint64 duration_,
        uint64 lead_
    ) payable {
        pieceCid = pieceCid_;
        pieceSize = pieceSize_;
        provider = provider_;
        pricePerEpoch = pricePerEpoch_;
        duration = duration_;
        lead = lead_;
    }

    receive() external payable {}

    /// @notice Proposes the next deal and puts its price into escrow. It begins when the present one ends, or soon if
    /// there is none. A proposal that nobody published in time is replaced, and so is a deal that the provider never
    /// put into a sector or terminated.
    function renew() external {
        if (coveredUntil != 0 && DealConsent.isLost(dealId, dealStart)) {
            coveredUntil = 0;
            emit Lost(dealId);
        }
        if (block.number + lead < coveredUntil) revert TooEarly(block.number, coveredUntil - lead);
        if (pending.length != 0 && block.number <= pendingStart) revert StillPending(pendingStart);

        uint64 soon = uint64(block.number) + lead;
        pendingStart = coveredUntil > soon ? coveredUntil : soon;
        pendingEnd = pendingStart + duration;
        uint64 self = Actor.idOf(address(this));
        DealConsent.Proposal memory next = DealConsent.Proposal({
            pieceCid: pieceCid,
            pieceSize: pieceSize,
            client: self,
            provider: provider,
            label: "perpetual",
            startEpoch: pendingStart,
            endEpoch: pendingEnd,
            pricePerEpoch: pricePerEpoch
        });
        pending = next.encode();
        uint256 missing = DealConsent.missing(self, pricePerEpoch * duration);
        if (missing > address(this).balance) revert InsufficientFunds(address(this).balance, missing);
        if (missing != 0) DealConsent.deposit(self, missing);
        emit Proposed(pendingStart, pendingEnd, pending);
    }

    /// @notice Entry point of native Filecoin messages: the market asks for consent, and tells of a deal.
    function handle_filecoin_method(uint64 method, uint64, bytes calldata params)
        external
        returns (uint32 exitCode, uint64 codec, bytes memory answer)
    {
        if (Actor.idOf(msg.sender) != DealConsent.MARKET) revert OnlyMarket(msg.sender);
        if (method == DealConsent.AUTHENTICATE_MESSAGE) {
            _requireOurs(DealConsent.askedFor(params));
            return (0, Actor.CBOR, Cbor.boolean(true));
        }
        if (method != DealConsent.MARKET_NOTIFY_DEAL) revert UnsupportedMethod(method);
        bytes memory proposal;
        (proposal, dealId) = DealConsent.toldOf(params);
        _requireOurs(proposal);
        if (coveredUntil != 0) ++renewals;
        dealStart = pendingStart;
        coveredUntil = pendingEnd;
        delete pending;
        emit Published(dealId, pendingStart, pendingEnd);
        return (0, Actor.NOTHING, "");
    }

    function _requireOurs(bytes memory proposal) private view {
        if (pending.length == 0 || keccak256(proposal) != keccak256(pending)) revert NotOurProposal();
    }
}
