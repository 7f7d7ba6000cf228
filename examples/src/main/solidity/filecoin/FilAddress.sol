// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Filecoin addresses as bytes
library FilAddress {
    /// @notice The f0 address of an actor: protocol 0 and its id as LEB128.
    function ofId(uint64 actorId) internal pure returns (bytes memory result) {
        result = hex"00";
        while (actorId > 127) {
            result = abi.encodePacked(result, uint8(actorId & 127 | 128));
            actorId >>= 7;
        }
        return abi.encodePacked(result, uint8(actorId));
    }
}
