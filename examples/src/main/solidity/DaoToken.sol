// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title The membership token of the DAO
/// @notice An ERC-20 token that remembers past balances: a vote counts what a member held when the proposal was made,
/// so moving tokens gives nobody a second vote.
contract DaoToken {
    /// @dev A balance and the epoch from whose end it holds; both in one storage slot.
    struct Checkpoint {
        uint64 epoch;
        uint192 balance;
    }

    string public name;
    string public symbol;
    uint8 public constant decimals = 18;

    /// @notice Who may mint.
    address public immutable owner;

    mapping(address holder => mapping(address spender => uint256)) public allowance;

    /// @dev Rising by epoch. The zero address, which can hold nothing, keeps the total supply.
    mapping(address holder => Checkpoint[]) private history;

    event Transfer(address indexed from, address indexed to, uint256 amount);
    event Approval(address indexed holder, address indexed spender, uint256 amount);

    error NotOwner(address caller);
    error InvalidReceiver(address receiver);
    error InsufficientBalance(address holder, uint256 balance, uint256 needed);
    error InsufficientAllowance(address spender, uint256 allowance, uint256 needed);
    /// @notice No more than 2^192 - 1 can be minted at a time; the sum may not exceed it either (a panic).
    error AmountTooLarge(uint256 amount);
    /// @notice A balance is final only when its epoch is over.
    error EpochNotOver(uint256 epoch);

    constructor(string memory name_, string memory symbol_) {
        name = name_;
        symbol = symbol_;
        owner = msg.sender;
    }

    /// @notice Makes `amount` new tokens for `to`. Only the owner may.
    function mint(address to, uint256 amount) external {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        if (amount > type(uint192).max) revert AmountTooLarge(amount);
        _record(address(0), _latest(address(0)) + uint192(amount));
        _credit(address(0), to, uint192(amount));
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    /// @notice Lets `spender` move up to `amount` of the caller's tokens; the largest number means any, for ever.
    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        emit Approval(msg.sender, spender, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed < amount) revert InsufficientAllowance(msg.sender, allowed, amount);
        if (allowed != type(uint256).max) allowance[from][msg.sender] = allowed - amount;
        _move(from, to, amount);
        return true;
    }

    function totalSupply() external view returns (uint256) {
        return _latest(address(0));
    }

    function balanceOf(address holder) external view returns (uint256) {
        return holder == address(0) ? 0 : _latest(holder);
    }

    /// @notice The total supply at the end of a past epoch.
    function pastTotalSupply(uint256 epoch) external view returns (uint256) {
        return _at(address(0), epoch);
    }

    /// @notice The balance of `holder` at the end of a past epoch.
    function pastBalanceOf(address holder, uint256 epoch) external view returns (uint256) {
        return holder == address(0) ? 0 : _at(holder, epoch);
    }

    function _move(address from, address to, uint256 amount) private {
        uint192 balance = from == address(0) ? 0 : _latest(from);
        if (balance < amount) revert InsufficientBalance(from, balance, amount);
        if (from != address(0)) _record(from, balance - uint192(amount));
        _credit(from, to, uint192(amount));
    }

    function _credit(address from, address to, uint192 amount) private {
        if (to == address(0)) revert InvalidReceiver(to);
        _record(to, _latest(to) + amount);
        emit Transfer(from, to, amount);
    }

    function _record(address holder, uint192 balance) private {
        Checkpoint[] storage past = history[holder];
        uint256 length = past.length;
        if (length > 0 && past[length - 1].epoch == block.number) past[length - 1].balance = balance;
        else past.push(Checkpoint(uint64(block.number), balance));
    }

    function _latest(address holder) private view returns (uint192) {
        Checkpoint[] storage past = history[holder];
        return past.length == 0 ? 0 : past[past.length - 1].balance;
    }

    /// @dev Binary search for the last checkpoint not after `epoch`: it is the one before `low`.
    function _at(address holder, uint256 epoch) private view returns (uint192) {
        if (epoch >= block.number) revert EpochNotOver(epoch);
        Checkpoint[] storage past = history[holder];
        uint256 low = 0;
        uint256 high = past.length;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (past[middle].epoch > epoch) high = middle;
            else low = middle + 1;
        }
        return low == 0 ? 0 : past[low - 1].balance;
    }
}
