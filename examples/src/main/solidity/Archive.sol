// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "./filecoin/Actor.sol";
import {Market} from "./filecoin/Market.sol";
import {Miner} from "./filecoin/Miner.sol";
import {DaoToken} from "./DaoToken.sol";
import {DealOffers} from "./DealOffers.sol";

/// @title The archive of a data DAO
/// @notice It offers deals for what members of the DAO want kept. Whoever shows that a piece is in a proven sector has
/// the bounty paid: to the provider's owner, with a fee for the finder. Providers insure their deals; faults and
/// terminations, shown by anyone, cost them the insurance, and a terminated deal is offered anew.
contract Archive is DealOffers {
    using Actor for Actor.Answer;

    enum State {
        Unknown,
        Published,
        Kept,
        Faulty,
        Lost,
        Ended
    }

    struct Deal {
        State state;
        uint256 piece;
        uint64 provider;
        uint64 sector;
        uint64 endEpoch;
        uint256 insurance;
    }

    uint256 private constant FINDERS_SHARE = 10;

    mapping(uint64 id => Deal) public deals;

    event Insured(uint64 indexed deal, uint256 amount);
    event BountyPaid(uint64 indexed deal, uint64 owner, uint256 amount, address finder, uint256 fee);
    event Slashed(uint64 indexed deal, State state, uint256 amount);
    event Recovered(uint64 indexed deal);
    event Ended(uint64 indexed deal, uint256 refund);

    error NotInState(uint64 deal, State state);
    error NotActivated(uint64 deal);
    error OtherTerms(uint64 deal);
    error SectorNotActive(uint64 provider, uint64 sector);

    constructor(DaoToken token_) payable DealOffers(token_) {}

    /// @notice Adds to what the archive keeps if the deal fails.
    function insure(uint64 deal) external payable {
        State state = deals[deal].state;
        if (state != State.Published && state != State.Kept) revert NotInState(deal, state);
        deals[deal].insurance += msg.value;
        emit Insured(deal, msg.value);
    }

    /// @notice Pays the bounty for a deal whose piece is in a proven sector; anyone may call, once.
    function claim(uint64 id) external {
        Deal storage deal = deals[id];
        if (deal.state != State.Published) revert NotInState(id, deal.state);
        (int64 activated,) = Market.dealActivation(id);
        if (activated < 0) revert NotActivated(id);
        Piece storage piece = pieces[deal.piece];
        _requireTerms(id, piece);
        (deal.state, deal.sector) = (State.Kept, Market.dealSector(id));
        if (Miner.sectorSize(deal.provider) < piece.size || !_isActive(deal)) {
            revert SectorNotActive(deal.provider, deal.sector);
        }
        uint256 fee = piece.bounty / FINDERS_SHARE;
        bytes memory owner = Miner.owner(deal.provider);
        emit BountyPaid(id, Actor.resolveAddress(owner), piece.bounty - fee, msg.sender, fee);
        Actor.callByAddress(owner, Actor.SEND, piece.bounty - fee, "").orRevert();
        Actor.callById(Actor.idOf(msg.sender), Actor.SEND, fee, "").orRevert();
    }

    /// @notice Looks after a deal whose bounty was paid; anyone may call. A faulty sector costs half of the insurance,
    /// a dead one before its time the rest, and the piece is offered to the substitute.
    function inspect(uint64 id) external returns (Miner.SectorStatus status) {
        Deal storage deal = deals[id];
        if (deal.state != State.Kept && deal.state != State.Faulty) revert NotInState(id, deal.state);
        (status,) = Miner.sectorLocation(deal.provider, deal.sector);
        if (Market.isOver(id) || status == Miner.SectorStatus.Dead) {
            _end(id, deal);
        } else if (status == Miner.SectorStatus.Faulty && deal.state == State.Kept) {
            _slash(id, deal, State.Faulty, deal.insurance / 2);
        } else if (status == Miner.SectorStatus.Active && deal.state == State.Faulty) {
            deal.state = State.Kept;
            emit Recovered(id);
        }
    }

    function _began(uint64 id, Offer memory offer) internal override {
        deals[id] = Deal(State.Published, offer.piece, offer.provider, 0, offer.endEpoch, 0);
    }

    /// @dev What the market knows must be what was offered.
    function _requireTerms(uint64 id, Piece storage piece) private {
        (bytes memory cid, uint64 size) = Market.dealPiece(id);
        (, int64 duration) = Market.dealTerm(id);
        bool same = keccak256(cid) == keccak256(piece.cid) && size == piece.size && duration == int64(TERM)
            && Market.dealProvider(id) == deals[id].provider && Market.dealClient(id) == Actor.idOf(address(this));
        if (!same) revert OtherTerms(id);
    }

    function _isActive(Deal storage deal) private returns (bool) {
        (Miner.SectorStatus status, bytes memory location) = Miner.sectorLocation(deal.provider, deal.sector);
        return status == Miner.SectorStatus.Active && Miner.hasStatus(deal.provider, deal.sector, status, location);
    }

    function _slash(uint64 id, Deal storage deal, State state, uint256 amount) private {
        deal.state = state;
        deal.insurance -= amount;
        emit Slashed(id, state, amount);
    }

    /// @dev At its end a deal gives its insurance back to the provider's owner; before, the archive keeps it.
    function _end(uint64 id, Deal storage deal) private {
        if (block.number < deal.endEpoch) {
            _slash(id, deal, State.Lost, deal.insurance);
            _offerDeal(deal.piece, pieces[deal.piece].substitute);
            return;
        }
        uint256 refund = deal.insurance;
        (deal.state, deal.insurance) = (State.Ended, 0);
        emit Ended(id, refund);
        Actor.callByAddress(Miner.owner(deal.provider), Actor.SEND, refund, "").orRevert();
    }
}
