// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "./Actor.sol";
import {Cbor} from "./Cbor.sol";
import {CborValues} from "./CborValues.sol";

/// @title DataCap: the right to have data stored that counts ten times
/// @notice The Verified Registry (f06) knows who may grant it, the Datacap actor (f07) keeps it as a token.
library Datacap {
    using Actor for Actor.Answer;
    using Cbor for Cbor.Reader;

    uint64 private constant VERIFIED_REGISTRY = 6;
    uint64 private constant DATACAP = 7;

    /// @dev FRC-42 numbers.
    uint64 private constant ADD_VERIFIED_CLIENT = 3916220144;
    uint64 private constant BALANCE = 3261979605;

    /// @dev The token has 18 decimals, and one token is a byte.
    uint256 private constant UNITS_PER_BYTE = 1e18;

    /// @notice Grants DataCap out of this contract's own allowance. Reverts with `ActorFailed`: 16 if the allowance is
    /// too small or the client may have none, 17 if this contract is no verifier.
    function grant(uint64 client, uint256 sizeInBytes) internal {
        bytes memory params = bytes.concat(
            Cbor.array(2), Cbor.byteString(Actor.idAddress(client)), CborValues.tokenAmount(sizeInBytes)
        );
        Actor.callById(VERIFIED_REGISTRY, ADD_VERIFIED_CLIENT, 0, params).orRevert();
    }

    /// @notice How much DataCap an actor has not used yet, in bytes.
    function balanceOf(uint64 client) internal returns (uint256) {
        bytes memory params = Cbor.byteString(Actor.idAddress(client));
        Cbor.Reader memory r = Cbor.reader(Actor.callById(DATACAP, BALANCE, 0, params).orRevert().data);
        return CborValues.readTokenAmount(r) / UNITS_PER_BYTE;
    }
}
