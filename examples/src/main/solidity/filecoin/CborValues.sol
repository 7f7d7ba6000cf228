// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Cbor} from "./Cbor.sol";

/// @title CBOR beyond tuples of numbers: null, amounts, lists of any length
/// @notice What storage providers and the market write, and {Cbor} has not.
library CborValues {
    using Cbor for Cbor.Reader;

    bytes1 private constant NULL = 0xf6;
    /// @dev Major type of an array's head.
    uint8 private constant ARRAY = 4;

    /// @notice A non-negative amount as Filecoin writes big integers: a byte string of a sign byte and the magnitude,
    /// big-endian without leading zeros; zero is the empty string.
    function tokenAmount(uint256 atto) internal pure returns (bytes memory) {
        if (atto == 0) return Cbor.byteString("");
        uint256 length;
        for (uint256 rest = atto; rest != 0; rest >>= 8) ++length;
        bytes memory magnitude = new bytes(length);
        for (uint256 rest = atto; rest != 0; rest >>= 8) magnitude[--length] = bytes1(uint8(rest));
        return Cbor.byteString(bytes.concat(hex"00", magnitude));
    }

    /// @notice Reads null if it is next; whether it was.
    function tryNull(Cbor.Reader memory r) internal pure returns (bool found) {
        found = _peek(r) == NULL;
        if (found) ++r.position;
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
