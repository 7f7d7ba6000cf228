// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "../filecoin/Actor.sol";
import {Cbor} from "../filecoin/Cbor.sol";
import {SectorContent} from "../filecoin/SectorContent.sol";

/// @title Bounties for storing data
/// @notice Pays the first storage provider that proves a sector with a piece in it. No deal, no market: the provider's
/// actor itself tells this contract, which records the piece or rejects it. What becomes of the sector later is not
/// looked at.
contract StorageBounties {
    using Actor for Actor.Answer;
    using Cbor for Cbor.Reader;

    /// @notice A piece somebody wants stored.
    /// @param until the epoch the sector must last to, at least
    /// @param miner who stores it, 0 if nobody does yet
    struct Bounty {
        bytes32 cidHash;
        uint64 size;
        uint64 until;
        uint256 reward;
        uint64 miner;
        uint64 sector;
    }

    Bounty[] public bounties;
    /// @notice AttoFIL to be paid out to each provider.
    mapping(uint64 miner => uint256) public earned;

    event Offered(uint256 indexed id, bytes cid, uint64 size, uint64 until, uint256 reward);
    event Stored(uint256 indexed id, uint64 indexed miner, uint64 sector);
    event Rejected(uint64 indexed miner, uint64 sector, bytes payload, string reason);
    event PaidOut(uint64 indexed miner, uint256 amount);

    error UnsupportedMethod(uint64 method);
    error NotAProvider(uint64 actorId);
    error NothingEarned(uint64 miner);

    /// @notice Offers the sent FIL for storing a piece. Providers name the bounty by the id as CBOR.
    function offer(bytes calldata cid, uint64 size, uint64 until) external payable returns (uint256 id) {
        id = bounties.length;
        bounties.push(Bounty(keccak256(cid), size, until, msg.value, 0, 0));
        emit Offered(id, cid, size, until, msg.value);
    }

    /// @notice Pays what a provider has earned into its actor. Anyone may ask for it.
    function payOut(uint64 miner) external {
        uint256 amount = earned[miner];
        if (amount == 0) revert NothingEarned(miner);
        earned[miner] = 0;
        Actor.callById(miner, Actor.SEND, amount, "").orRevert();
        emit PaidOut(miner, amount);
    }

    /// @notice Entry point of native Filecoin messages: a provider tells what its sectors hold.
    /// @return exitCode 0
    /// @return codec CBOR
    /// @return answer for each sector a list: which of its pieces are accepted
    function handle_filecoin_method(uint64 method, uint64, bytes calldata params)
        external
        returns (uint32 exitCode, uint64 codec, bytes memory answer)
    {
        if (method != SectorContent.CHANGED) revert UnsupportedMethod(method);
        uint64 miner = Actor.idOf(msg.sender);
        if (!SectorContent.isProvider(miner)) revert NotAProvider(miner);

        (Cbor.Reader memory reader, uint64 sectors) = SectorContent.open(params);
        answer = Cbor.array(sectors);
        for (uint64 i = 0; i < sectors; ++i) {
            SectorContent.Piece[] memory pieces = SectorContent.readSector(reader);
            answer = bytes.concat(answer, Cbor.array(uint64(pieces.length)));
            for (uint256 j = 0; j < pieces.length; ++j) {
                answer = bytes.concat(answer, Cbor.boolean(_take(miner, pieces[j])));
            }
        }
        reader.expectEnd();
        return (0, Actor.CBOR, answer);
    }

    /// @dev Records a piece if it is what a bounty asks for.
    function _take(uint64 miner, SectorContent.Piece memory piece) private returns (bool) {
        Cbor.Reader memory reader = Cbor.reader(piece.payload);
        uint64 id = reader.readUnsigned();
        reader.expectEnd();

        string memory reason = _objection(id, piece);
        if (bytes(reason).length != 0) {
            emit Rejected(miner, piece.sector, piece.payload, reason);
            return false;
        }
        Bounty storage bounty = bounties[id];
        bounty.miner = miner;
        bounty.sector = piece.sector;
        earned[miner] += bounty.reward;
        emit Stored(id, miner, piece.sector);
        return true;
    }

    function _objection(uint64 id, SectorContent.Piece memory piece) private view returns (string memory) {
        if (id >= bounties.length) return "no such bounty";
        Bounty storage bounty = bounties[id];
        if (bounty.miner != 0) return "stored already";
        if (bounty.cidHash != keccak256(piece.cid) || bounty.size != piece.size) return "other data";
        if (piece.commitmentEpoch < bounty.until) return "ends too early";
        return "";
    }
}
