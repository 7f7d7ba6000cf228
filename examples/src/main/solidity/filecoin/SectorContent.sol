// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "./Actor.sol";
import {Cbor} from "./Cbor.sol";
import {CborValues} from "./CborValues.sol";

/// @title How storage providers tell that sectors hold data (FIP-0109)
/// @notice A provider that proves a sector calls `SectorContentChanged` at whom its pieces name. A list of sectors comes
/// in; for each sector and piece goes back whether it is accepted. A refusal fails the provider's message, if it asked
/// for that.
library SectorContent {
    using Cbor for Cbor.Reader;

    /// @notice FRC-42 number of the receiver's method.
    uint64 internal constant CHANGED = 2034386435;

    uint64 private constant POWER = 4;
    /// @dev FRC-42 number of "MinerRawPower", which fails for whoever is no storage provider.
    uint64 private constant MINER_RAW_POWER = 3753401894;

    /// @notice A piece of data in a sector.
    /// @param commitmentEpoch until when the provider has committed itself to keep it, at least
    /// @param cid its commitment (CommP), as CID bytes
    /// @param size padded, in bytes
    /// @param payload what the provider was told to pass on
    struct Piece {
        uint64 sector;
        uint64 commitmentEpoch;
        bytes cid;
        uint64 size;
        bytes payload;
    }

    /// @notice Whether an actor is a storage provider: anyone may call a contract by the same number.
    function isProvider(uint64 actorId) internal returns (bool) {
        return Actor.callById(POWER, MINER_RAW_POWER, 0, Cbor.unsigned(actorId)).exitCode == 0;
    }

    /// @notice Begins to read a notification.
    /// @return r for {readSector}
    /// @return sectors how many there are
    function open(bytes memory params) internal pure returns (Cbor.Reader memory r, uint64 sectors) {
        r = Cbor.reader(params);
        sectors = CborValues.readShortArray(r);
    }

    /// @notice The pieces of the next sector.
    function readSector(Cbor.Reader memory r) internal pure returns (Piece[] memory pieces) {
        r.expectArray(3);
        uint64 sector = r.readUnsigned();
        uint64 epoch = r.readUnsigned();
        pieces = new Piece[](CborValues.readShortArray(r));
        for (uint256 i = 0; i < pieces.length; ++i) {
            r.expectArray(3);
            pieces[i] = Piece(sector, epoch, Cbor.readLink(r), r.readUnsigned(), r.readBytes());
        }
    }
}
