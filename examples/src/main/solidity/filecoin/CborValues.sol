// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Cbor} from "./Cbor.sol";

/// @title CBOR beyond tuples of numbers: booleans, null, text, links, lists of any length
/// @notice What storage providers and the market write, and {Cbor} has not.
library CborValues {
    using Cbor for Cbor.Reader;

    bytes1 private constant FALSE = 0xf4;
    bytes1 private constant TRUE = 0xf5;
    bytes1 private constant NULL = 0xf6;
    bytes1 private constant MINUS_ONE = 0x20;
    /// @dev Major type of an array's head, and of a text's.
    uint8 private constant ARRAY = 4;
    uint8 private constant TEXT = 3;
    /// @dev Tag 42: a CID, as a byte string that begins with a zero.
    bytes2 private constant LINK_TAG = 0xd82a;

    /// @notice A boolean.
    function boolean(bool value) internal pure returns (bytes memory) {
        return abi.encodePacked(value ? TRUE : FALSE);
    }

    /// @notice A text of less than 24 bytes.
    function shortText(string memory value) internal pure returns (bytes memory) {
        uint256 length = bytes(value).length;
        require(length < 24, "a short text has less than 24 bytes");
        return abi.encodePacked(uint8(TEXT << 5 | length), value);
    }

    /// @notice A link to the data with a CID, given by its bytes.
    function link(bytes memory cid) internal pure returns (bytes memory) {
        return bytes.concat(LINK_TAG, Cbor.byteString(bytes.concat(hex"00", cid)));
    }

    /// @notice Reads a boolean.
    function readBool(Cbor.Reader memory r) internal pure returns (bool) {
        bytes1 head = _peek(r);
        if (head != TRUE && head != FALSE) revert Cbor.BadCbor(r.position);
        ++r.position;
        return head == TRUE;
    }

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

    /// @notice Reads a link: the bytes of its CID.
    function readLink(Cbor.Reader memory r) internal pure returns (bytes memory cid) {
        uint256 start = r.position;
        if (_peek(r) != LINK_TAG[0]) revert Cbor.BadCbor(start);
        ++r.position;
        if (_peek(r) != LINK_TAG[1]) revert Cbor.BadCbor(start);
        ++r.position;
        bytes memory value = r.readBytes();
        if (value.length == 0 || value[0] != 0) revert Cbor.BadCbor(start);
        cid = new bytes(value.length - 1);
        for (uint256 i = 0; i < cid.length; ++i) cid[i] = value[i + 1];
    }

    function _peek(Cbor.Reader memory r) private pure returns (bytes1) {
        if (r.position >= r.document.length) revert Cbor.BadCbor(r.position);
        return r.document[r.position];
    }
}
