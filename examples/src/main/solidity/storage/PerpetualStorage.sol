// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "../filecoin/Actor.sol";
import {DealClient} from "../filecoin/DealClient.sol";
import {Market} from "../filecoin/Market.sol";

/// @title Keeps a piece stored for as long as it has money
/// @notice A client of storage deals that follow one another. Before a deal ends anyone may have the next one proposed;
/// the provider publishes it, the market asks this contract, and only the proposal of its own making is agreed to.
contract PerpetualStorage is DealClient {
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
        if (coveredUntil != 0 && _isLost()) {
            coveredUntil = 0;
            emit Lost(dealId);
        }
        if (block.number + lead < coveredUntil) revert TooEarly(block.number, coveredUntil - lead);
        if (pending.length != 0 && block.number <= pendingStart) revert StillPending(pendingStart);

        uint64 soon = uint64(block.number) + lead;
        pendingStart = coveredUntil > soon ? coveredUntil : soon;
        pendingEnd = pendingStart + duration;
        Market.Proposal memory next;
        next.pieceCid = pieceCid;
        next.pieceSize = pieceSize;
        next.provider = Actor.idAddress(provider);
        next.label = "perpetual";
        next.startEpoch = pendingStart;
        next.endEpoch = pendingEnd;
        next.pricePerEpoch = pricePerEpoch;
        delete offered[keccak256(pending)];
        pending = _agreeTo(next);
        _fill(pricePerEpoch * duration);
        emit Proposed(pendingStart, pendingEnd, pending);
    }

    function _published(uint64 deal, bytes32) internal override {
        if (coveredUntil != 0) ++renewals;
        dealId = deal;
        dealStart = pendingStart;
        coveredUntil = pendingEnd;
        delete pending;
        emit Published(deal, dealStart, coveredUntil);
    }

    /// @dev Brings what is free in escrow up to an amount.
    function _fill(uint256 amount) private {
        bytes memory self = Actor.delegatedAddress(address(this));
        uint256 free = Market.freeBalance(self);
        if (free >= amount) return;
        uint256 missing = amount - free;
        if (missing > address(this).balance) revert InsufficientFunds(address(this).balance, missing);
        Market.addBalance(self, missing);
    }

    /// @dev Whether the last deal is of no use: over, or not in a sector when it was to start.
    function _isLost() private returns (bool) {
        (bool over, int64 activated, int64 terminated) = Market.tryDealActivation(dealId);
        return over || terminated >= 0 || activated < 0 && block.number > dealStart;
    }
}
