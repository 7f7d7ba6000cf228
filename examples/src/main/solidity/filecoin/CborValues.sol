// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Cbor} from "./Cbor.sol";

/// @title CBOR beyond tuples of numbers: null, epochs that have not come, amounts, lists of any length
/// @notice What storage providers and the market write, and {Cbor} has not.
library CborValues {
    using Cbor for Cbor.Reader;

    bytes1 private constant NULL = 0xf6;
    bytes1 private constant MINUS_ONE = 0x20;
    /// @dev Major type of an array's head.
    uint8 private constant ARRAY = 4;

    /// @notice Reads null if it is next; whether it was.
    function tryNull(Cbor.Reader memory r) internal pure returns (bool found) {
        found = _peek(r) == NULL;
        if (found) ++r.position;
    }

    /// @notice Reads an epoch, or -1 for one that has not come.
    function tryEpoch(Cbor.Reader memory r) internal pure returns (bool found, uint64 epoch) {
        if (_peek(r) != MINUS_ONE) return (true, r.readUnsigned());
        ++r.position;
    }

    /// @notice Reads the head of an array with less than 24 items.
    /// @return length how many items follow
    function readShortArray(Cbor.Reader memory r) internal pure returns (uint64 length) {
        uint8 head = uint8(_peek(r));
        length = head & 31;
        if (head >> 5 != ARRAY || length > 23) revert Cbor.BadCbor(r.position);
        ++r.position;
    }

    /// @notice Reads an amount that is not negative.
    function readTokenAmount(Cbor.Reader memory r) internal pure returns (uint256 atto) {
        uint256 start = r.position;
        bytes memory value = r.readBytes();
        if (value.length == 0) return 0;
        if (value[0] != 0 || value.length > 33) revert Cbor.BadCbor(start);
        for (uint256 i = 1; i < value.length; ++i) atto = (atto << 8) | uint8(value[i]);
    }

    function _peek(Cbor.Reader memory r) private pure returns (bytes1) {
        if (r.position >= r.document.length) revert Cbor.BadCbor(r.position);
        return r.document[r.position];
    }
}
