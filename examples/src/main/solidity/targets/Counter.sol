// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title A counter
/// @notice Called, it counts in its own storage; delegate-called, in the storage of whoever has the same layout.
contract Counter {
    uint256 public count;
    address public lastSender;

    event Counted(address indexed sender, uint256 count);

    function increment(uint256 by) external payable returns (uint256) {
        count += by;
        lastSender = msg.sender;
        emit Counted(msg.sender, count);
        return count;
    }
}
