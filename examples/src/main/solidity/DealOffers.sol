// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "./filecoin/Actor.sol";
import {DealClient} from "./filecoin/DealClient.sol";
import {Market} from "./filecoin/Market.sol";
import {DaoToken} from "./DaoToken.sol";

/// @title What a data DAO wants kept, and the deals it offers for it
/// @notice Members name pieces and offer providers a deal for one.
abstract contract DealOffers is DealClient {
    struct Piece {
        bytes cid;
        uint64 size;
        string label;
        uint256 bounty;
        /// Who is offered the next deal if one is lost.
        uint64 substitute;
    }

    struct Offer {
        uint256 piece;
        uint64 provider;
        uint64 endEpoch;
    }

    /// @dev The market's shortest term, 180 days; and what a deal costs, in attoFIL.
    uint64 internal constant TERM = 518_400;
    uint64 private constant LEAD = 2880;
    uint256 private constant PRICE_PER_EPOCH = 1e12;
    uint256 private constant PROVIDER_COLLATERAL = 1 ether;

    DaoToken public immutable token;
    Piece[] public pieces;
    mapping(bytes32 digest => Offer) private _offers;

    event PieceNamed(uint256 indexed piece, bytes cid, uint256 bounty);
    /// @notice A deal is on offer to one provider.
    /// @param proposal in CBOR, as it is to be published
    event DealProposed(uint256 indexed piece, uint64 indexed provider, bytes proposal);
    event DealPublished(uint256 indexed piece, uint64 indexed provider, uint64 deal);

    error NotAMember(address caller);

    modifier onlyMembers() {
        if (token.balanceOf(msg.sender) == 0) revert NotAMember(msg.sender);
        _;
    }

    constructor(DaoToken token_) {
        token = token_;
    }

    /// @notice Puts some of this contract's money into its escrow with the market, from which deals are paid.
    function fundEscrow(uint256 amount) external onlyMembers {
        Market.addBalance(Actor.delegatedAddress(address(this)), amount);
    }

    /// @notice Names a piece to be kept.
    /// @param size padded, in bytes
    function namePiece(bytes calldata cid, uint64 size, string calldata label, uint256 bounty, uint64 substitute)
        external
        onlyMembers
        returns (uint256 piece)
    {
        piece = pieces.length;
        pieces.push(Piece(cid, size, label, bounty, substitute));
        emit PieceNamed(piece, cid, bounty);
    }

    /// @notice Offers a provider a deal that is to begin a day from now at the latest.
    function offerDeal(uint256 piece, uint64 provider) external onlyMembers {
        _offerDeal(piece, provider);
    }

    function _offerDeal(uint256 pieceId, uint64 provider) internal {
        Piece storage piece = pieces[pieceId];
        uint64 start = uint64(block.number) + LEAD;
        Market.Proposal memory proposal;
        proposal.pieceCid = piece.cid;
        proposal.pieceSize = piece.size;
        proposal.provider = Actor.idAddress(provider);
        proposal.label = piece.label;
        proposal.startEpoch = start;
        proposal.endEpoch = start + TERM;
        proposal.pricePerEpoch = PRICE_PER_EPOCH;
        proposal.providerCollateral = PROVIDER_COLLATERAL;
        bytes memory encoded = _agreeTo(proposal);
        _offers[keccak256(encoded)] = Offer(pieceId, provider, proposal.endEpoch);
        emit DealProposed(pieceId, provider, encoded);
    }

    function _published(uint64 deal, bytes32 digest) internal override {
        Offer memory offer = _offers[digest];
        _began(deal, offer);
        emit DealPublished(offer.piece, offer.provider, deal);
    }

    /// @dev A deal on offer was published under this number.
    function _began(uint64 deal, Offer memory offer) internal virtual;
}
