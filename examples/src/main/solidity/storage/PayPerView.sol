// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "../filecoin/Actor.sol";
import {Cbor} from "../filecoin/Cbor.sol";

/// @title Pay per view
/// @notice A publisher sells access to stored content for a time. Ethereum accounts pay by calling `watch`, native
/// accounts and multisigs by a native message; the money goes at once to the publisher's Filecoin address, of any kind.
/// @dev Whoever holds the content's key asks `mayWatch` before handing it out. Viewers are told apart by actor id, which
/// is the same whichever way they pay.
contract PayPerView {
    using Actor for Actor.Answer;
    using Cbor for Cbor.Reader;

    /// @notice FRC-42 number of "Watch": the parameter is the content's id, in CBOR.
    uint64 public constant WATCH = 2678094216;

    /// @notice Something for sale.
    /// @param publisher whom the price goes to: the bytes of an f0, f1, f2, f3 or f4 address
    /// @param period epochs a payment gives access for
    struct Content {
        bytes publisher;
        string cid;
        uint256 price;
        uint64 period;
    }

    Content[] public contents;
    mapping(uint256 id => mapping(uint64 viewer => uint256 epoch)) public watchableUntil;

    event Listed(uint256 indexed id, string cid, uint256 price, uint64 period);
    event Paid(uint256 indexed id, uint64 indexed viewer, uint256 price, uint256 until);

    error NoSuchContent(uint256 id);
    error WrongPrice(uint256 paid, uint256 price);
    error UnsupportedMethod(uint64 method);

    /// @notice Offers content.
    function list(bytes calldata publisher, string calldata cid, uint256 price, uint64 period)
        external
        returns (uint256 id)
    {
        id = contents.length;
        contents.push(Content(publisher, cid, price, period));
        emit Listed(id, cid, price, period);
    }

    /// @notice Pays for access. While there still is some, it is prolonged.
    /// @return until the first epoch without access
    function watch(uint256 id) external payable returns (uint256 until) {
        return _watch(id, Actor.idOf(msg.sender));
    }

    /// @notice Whether an actor has access now.
    function mayWatch(uint256 id, uint64 viewer) external view returns (bool) {
        return block.number < watchableUntil[id][viewer];
    }

    /// @notice Entry point of native Filecoin messages: "Watch" with the price as value.
    /// @return exitCode 0
    /// @return codec CBOR
    /// @return answer the first epoch without access
    function handle_filecoin_method(uint64 method, uint64, bytes calldata params)
        external
        payable
        returns (uint32 exitCode, uint64 codec, bytes memory answer)
    {
        if (method != WATCH) revert UnsupportedMethod(method);
        Cbor.Reader memory reader = Cbor.reader(params);
        uint64 id = reader.readUnsigned();
        reader.expectEnd();
        uint256 until = _watch(id, Actor.idOf(msg.sender));
        return (0, Actor.CBOR, Cbor.unsigned(uint64(until)));
    }

    function _watch(uint256 id, uint64 viewer) private returns (uint256 until) {
        if (id >= contents.length) revert NoSuchContent(id);
        Content storage content = contents[id];
        if (msg.value != content.price) revert WrongPrice(msg.value, content.price);
        uint256 from = watchableUntil[id][viewer];
        until = (from > block.number ? from : block.number) + content.period;
        watchableUntil[id][viewer] = until;
        emit Paid(id, viewer, msg.value, until);
        Actor.callByAddress(content.publisher, Actor.SEND, msg.value, "").orRevert();
    }
}
