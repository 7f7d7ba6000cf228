// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title A vault for FIL
/// @notice Takes FIL from anyone and gives it to its owner, who may also close the vault. On Filecoin a closed vault is
/// gone at the end of the message, whenever it was made (unlike Ethereum since EIP-6780), and the address can be used
/// again by the same CREATE2: with an empty storage.
contract Vault {
    /// @notice Who may withdraw and close.
    address public immutable owner;
    /// @notice Epoch of the vault's making.
    uint256 public immutable openedAt;
    /// @notice Deposits since then.
    uint256 public deposits;

    event Deposited(address indexed from, uint256 amount, uint256 number);
    event Withdrawn(address indexed to, uint256 amount);
    event Closed(address indexed heir, uint256 amount);

    error NotOwner(address caller);
    error InsufficientBalance(uint256 balance, uint256 needed);

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _;
    }

    constructor(address owner_) payable {
        owner = owner_;
        openedAt = block.number;
    }

    receive() external payable {
        emit Deposited(msg.sender, msg.value, ++deposits);
    }

    /// @notice Sends `amount` attoFIL to `to`.
    function withdraw(address payable to, uint256 amount) external onlyOwner {
        if (amount > address(this).balance) revert InsufficientBalance(address(this).balance, amount);
        (bool ok,) = to.call{value: amount}("");
        require(ok, "receiver refused");
        emit Withdrawn(to, amount);
    }

    /// @notice Destroys the vault; all it holds goes to `heir`.
    function close(address payable heir) external onlyOwner {
        emit Closed(heir, address(this).balance);
        selfdestruct(heir);
    }
}
