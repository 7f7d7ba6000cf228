// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "./Actor.sol";
import {Cbor} from "./Cbor.sol";
import {CborValues} from "./CborValues.sol";

/// @title Whom a storage provider's withdrawals go to
/// @notice The owner proposes a beneficiary with a quota and a last epoch; that one agrees by proposing the same. From
/// then on every withdrawal goes there until the quota is used up, and nothing changes without its consent.
library Beneficiary {
    using Actor for Actor.Answer;
    using Cbor for Cbor.Reader;

    /// @dev FRC-42 numbers of the provider's methods.
    uint64 private constant CHANGE_BENEFICIARY = 1570634796;
    uint64 private constant GET_BENEFICIARY = 4158972569;
    uint64 private constant WITHDRAW_BALANCE = 2280458852;

    /// @notice Terms, in force or proposed.
    /// @param beneficiary f0 address, as bytes
    /// @param used how much of the quota has been withdrawn; 0 for a proposal
    struct Terms {
        bytes beneficiary;
        uint256 quota;
        uint256 used;
        uint64 expiration;
    }

    /// @notice Whether these terms are an actor's.
    function isOf(Terms memory terms, uint64 actorId) internal pure returns (bool) {
        return keccak256(terms.beneficiary) == keccak256(Actor.idAddress(actorId));
    }

    /// @notice The terms in force and, unless its beneficiary is empty, the proposal.
    function ask(uint64 miner) internal returns (Terms memory active, Terms memory proposed) {
        Actor.Answer memory answer = Actor.callById(miner, GET_BENEFICIARY, 0, "").orRevert();
        Cbor.Reader memory r = Cbor.reader(answer.data);
        r.expectArray(2);
        r.expectArray(2);
        active.beneficiary = r.readBytes();
        r.expectArray(3);
        active.quota = CborValues.readTokenAmount(r);
        active.used = CborValues.readTokenAmount(r);
        active.expiration = r.readUnsigned();
        if (!CborValues.tryNull(r)) {
            r.expectArray(5);
            proposed.beneficiary = r.readBytes();
            proposed.quota = CborValues.readTokenAmount(r);
            proposed.expiration = r.readUnsigned();
            Cbor.readBoolean(r);
            Cbor.readBoolean(r);
        }
        r.expectEnd();
    }

    /// @notice Agrees to a proposal, as the present or the proposed beneficiary.
    function consent(uint64 miner, Terms memory proposed) internal {
        bytes memory params = bytes.concat(
            Cbor.array(3),
            Cbor.byteString(proposed.beneficiary),
            CborValues.tokenAmount(proposed.quota),
            Cbor.unsigned(proposed.expiration)
        );
        Actor.callById(miner, CHANGE_BENEFICIARY, 0, params).orRevert();
    }

    /// @notice Has the provider pay out to its beneficiary what it can spare, at most `amount`.
    /// @return paid how much that was
    function withdraw(uint64 miner, uint256 amount) internal returns (uint256 paid) {
        bytes memory params = bytes.concat(Cbor.array(1), CborValues.tokenAmount(amount));
        Actor.Answer memory answer = Actor.callById(miner, WITHDRAW_BALANCE, 0, params).orRevert();
        Cbor.Reader memory r = Cbor.reader(answer.data);
        paid = CborValues.readTokenAmount(r);
        r.expectEnd();
    }
}
