// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "./Actor.sol";
import {Cbor} from "./Cbor.sol";

/// @title Storage providers' actors
/// @notice Who owns one, and how its sectors fare. `miner` is the actor's id.
/// @dev Each question reverts with `Actor.ActorFailed` if the actor is no miner or refuses.
library Miner {
    using Cbor for Cbor.Reader;
    using Actor for Actor.Answer;

    uint64 private constant GET_OWNER = 3275365574;
    uint64 private constant GET_SECTOR_SIZE = 3858292296;
    uint64 private constant GENERATE_SECTOR_LOCATION = 1321604665;
    uint64 private constant VALIDATE_SECTOR_STATUS = 3092458564;

    /// @notice How a sector fares, in the order of the miner's numbers. One never proven, expired or terminated is Dead.
    enum SectorStatus {
        Dead,
        Active,
        Faulty
    }

    /// @notice The owner's address, as bytes.
    function owner(uint64 miner) internal returns (bytes memory) {
        Cbor.Reader memory r = _ask(miner, GET_OWNER, "");
        r.expectArray(2);
        return r.readBytes(); // an owner proposed may follow
    }

    /// @notice Size of each of its sectors, in bytes.
    function sectorSize(uint64 miner) internal returns (uint64 size) {
        Cbor.Reader memory r = _ask(miner, GET_SECTOR_SIZE, "");
        size = r.readUnsigned();
        r.expectEnd();
    }

    /// @notice How a sector fares, and where it is filed. Searches all partitions; `hasStatus` is cheaper.
    /// @param location to be passed to `hasStatus`, then or later, until sectors are moved
    function sectorLocation(uint64 miner, uint64 sector) internal returns (SectorStatus status, bytes memory location) {
        bytes memory params = bytes.concat(Cbor.array(1), Cbor.unsigned(sector));
        Cbor.Reader memory r = _ask(miner, GENERATE_SECTOR_LOCATION, params);
        r.expectArray(2);
        (status, location) = (SectorStatus(r.readUnsigned()), r.readBytes());
        r.expectEnd();
    }

    /// @notice Whether a sector has a status, given where it is filed.
    function hasStatus(uint64 miner, uint64 sector, SectorStatus status, bytes memory location)
        internal
        returns (bool answer)
    {
        bytes memory params = bytes.concat(
            Cbor.array(3), Cbor.unsigned(sector), Cbor.unsigned(uint64(status)), Cbor.byteString(location)
        );
        Cbor.Reader memory r = _ask(miner, VALIDATE_SECTOR_STATUS, params);
        answer = r.readBoolean();
        r.expectEnd();
    }

    function _ask(uint64 miner, uint64 method, bytes memory params) private returns (Cbor.Reader memory) {
        return Cbor.reader(Actor.ask(miner, method, params).orRevert().data);
    }
}
