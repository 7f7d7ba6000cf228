// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Parameters and results of Filecoin actors, as CBOR (RFC 8949)
/// @notice Canonical heads are written, and none but these read. Enough for tuples of integers, booleans, strings, CIDs.
library Cbor {
    uint8 private constant UNSIGNED = 0;
    uint8 private constant NEGATIVE = 1;
    uint8 private constant BYTES = 2;
    uint8 private constant TEXT = 3;
    uint8 private constant ARRAY = 4;
    uint8 private constant SIMPLE = 7;
    uint64 private constant FALSE = 20;
    uint64 private constant TRUE = 21;

    /// @dev Tag 42, a CID; the byte string in it begins with a zero byte.
    bytes2 private constant LINK = 0xd82a;

    /// @notice The item at `position` is not of the expected kind, not canonical, or cut short.
    error BadCbor(uint256 position);

    /// @notice A place in a CBOR document: what is read next begins at `position`.
    struct Reader {
        bytes document;
        uint256 position;
    }

    /// @notice The head of an array; its `length` items follow.
    function array(uint64 length) internal pure returns (bytes memory) {
        return _head(ARRAY, length);
    }

    /// @notice An unsigned integer.
    function unsigned(uint64 value) internal pure returns (bytes memory) {
        return _head(UNSIGNED, value);
    }

    /// @notice A byte string.
    function byteString(bytes memory value) internal pure returns (bytes memory) {
        return bytes.concat(_head(BYTES, uint64(value.length)), value);
    }

    /// @notice A text.
    function text(string memory value) internal pure returns (bytes memory) {
        return bytes.concat(_head(TEXT, uint64(bytes(value).length)), bytes(value));
    }

    /// @notice A truth value.
    function boolean(bool value) internal pure returns (bytes memory) {
        return _head(SIMPLE, value ? TRUE : FALSE);
    }

    /// @notice A CID, given as its bytes.
    function link(bytes memory cid) internal pure returns (bytes memory) {
        return bytes.concat(LINK, byteString(bytes.concat(hex"00", cid)));
    }

    /// @notice A reader at the beginning of a document.
    function reader(bytes memory document) internal pure returns (Reader memory) {
        return Reader(document, 0);
    }

    /// @notice Reads the head of an array that must have `length` items.
    function expectArray(Reader memory r, uint64 length) internal pure {
        uint256 start = r.position;
        if (_readHead(r, ARRAY) != length) revert BadCbor(start);
    }

    /// @notice Reads an unsigned integer.
    function readUnsigned(Reader memory r) internal pure returns (uint64) {
        return _readHead(r, UNSIGNED);
    }

    /// @notice Reads an integer.
    function readInteger(Reader memory r) internal pure returns (int64) {
        uint256 start = r.position;
        bool negative = _peekMajor(r) == NEGATIVE;
        uint64 argument = _readHead(r, negative ? NEGATIVE : UNSIGNED);
        if (argument > uint64(type(int64).max)) revert BadCbor(start);
        return negative ? -1 - int64(argument) : int64(argument);
    }

    /// @notice Reads a truth value.
    function readBoolean(Reader memory r) internal pure returns (bool) {
        uint256 start = r.position;
        uint64 value = _readHead(r, SIMPLE);
        if (value != TRUE && value != FALSE) revert BadCbor(start);
        return value == TRUE;
    }

    /// @notice Reads a CID; gives its bytes.
    function readLink(Reader memory r) internal pure returns (bytes memory cid) {
        uint256 start = r.position;
        bytes memory document = r.document;
        if (start + 2 > document.length || document[start] != LINK[0] || document[start + 1] != LINK[1]) {
            revert BadCbor(start);
        }
        r.position = start + 2;
        bytes memory prefixed = readBytes(r);
        if (prefixed.length == 0 || prefixed[0] != 0) revert BadCbor(start);
        cid = new bytes(prefixed.length - 1);
        for (uint256 i = 0; i < cid.length; ++i) cid[i] = prefixed[i + 1];
    }

    /// @notice Reads a byte string.
    function readBytes(Reader memory r) internal pure returns (bytes memory value) {
        uint256 start = r.position;
        uint256 length = _readHead(r, BYTES);
        bytes memory document = r.document;
        if (length > document.length - r.position) revert BadCbor(start);
        value = new bytes(length);
        uint256 from = r.position;
        assembly ("memory-safe") {
            mcopy(add(value, 32), add(add(document, 32), from), length)
        }
        r.position = from + length;
    }

    /// @notice Checks that nothing follows.
    function expectEnd(Reader memory r) internal pure {
        if (r.position != r.document.length) revert BadCbor(r.position);
    }

    function _head(uint8 major, uint64 argument) private pure returns (bytes memory) {
        uint8 kind = major << 5;
        if (argument < 24) return abi.encodePacked(kind | uint8(argument));
        if (argument <= type(uint8).max) return abi.encodePacked(kind | 24, uint8(argument));
        if (argument <= type(uint16).max) return abi.encodePacked(kind | 25, uint16(argument));
        if (argument <= type(uint32).max) return abi.encodePacked(kind | 26, uint32(argument));
        return abi.encodePacked(kind | 27, argument);
    }

    function _peekMajor(Reader memory r) private pure returns (uint8) {
        if (r.position >= r.document.length) revert BadCbor(r.position);
        return uint8(r.document[r.position]) >> 5;
    }

    function _readHead(Reader memory r, uint8 major) private pure returns (uint64 argument) {
        bytes memory document = r.document;
        uint256 start = r.position;
        if (_peekMajor(r) != major) revert BadCbor(start);
        uint8 low = uint8(document[start]) & 31;
        r.position = start + 1;
        if (low < 24) return low;
        uint256 width = low < 28 ? 1 << (low - 24) : type(uint256).max;
        if (width > document.length - r.position) revert BadCbor(start);
        for (uint256 i = 0; i < width; ++i) argument = (argument << 8) | uint8(document[r.position++]);
        if (_head(major, argument).length != 1 + width) revert BadCbor(start);
    }
}
