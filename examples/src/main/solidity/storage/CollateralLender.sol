// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "../filecoin/Actor.sol";
import {Beneficiary} from "../filecoin/Beneficiary.sol";

/// @title Lends collateral to storage providers
/// @notice A loan goes into the provider's actor as pledge, and the contract becomes its beneficiary for principal and
/// interest: whatever the provider withdraws comes here until that is paid. The terms are the chain's, not a promise.
contract CollateralLender {
    using Actor for Actor.Answer;
    using Beneficiary for Beneficiary.Terms;

    /// @notice A loan offered (not drawn yet) or running.
    /// @param repaid what came in by `repay`; withdrawals are counted by the provider's actor
    struct Loan {
        uint256 principal;
        uint256 debt;
        uint256 repaid;
        bool drawn;
    }

    address public immutable lender;
    uint256 public immutable interestPercent;
    /// @notice How many epochs the contract must stay beneficiary, at least.
    uint64 public immutable minimumTerm;

    mapping(uint64 miner => Loan) public loans;

    event Offered(uint64 indexed miner, uint256 principal, uint256 debt);
    event Drawn(uint64 indexed miner, uint256 principal, uint64 expiration);
    event Collected(uint64 indexed miner, uint256 amount);
    event Repaid(uint64 indexed miner, uint256 amount);
    event Released(uint64 indexed miner);

    error OnlyLender(address caller);
    error NoOffer(uint64 miner);
    error StillOwes(uint64 miner, uint256 amount);
    /// @notice The provider's owner has not proposed this contract on the offer's terms.
    error WrongProposal(uint256 quota, uint256 expected, uint64 expiration, uint256 earliest);
    /// @notice A former beneficiary has not agreed, or the contract still is the one of an earlier loan.
    error TermsNotInForce(uint64 miner, uint256 used);
    error PayOutFailed();

    modifier onlyLender() {
        if (msg.sender != lender) revert OnlyLender(msg.sender);
        _;
    }

    constructor(uint256 interestPercent_, uint64 minimumTerm_) payable {
        lender = msg.sender;
        interestPercent = interestPercent_;
        minimumTerm = minimumTerm_;
    }

    receive() external payable {}

    /// @notice Offers a loan.
    /// @dev The lender vouches that `miner` is a storage provider and no contract that answers like one.
    function offer(uint64 miner, uint256 principal) external onlyLender {
        if (owed(miner) != 0) revert StillOwes(miner, owed(miner));
        uint256 debt = principal + principal * interestPercent / 100;
        loans[miner] = Loan(principal, debt, 0, false);
        emit Offered(miner, principal, debt);
    }

    /// @notice Takes an offered loan, after the provider's owner has proposed this contract as beneficiary with the debt
    /// as quota. The contract agrees and pays the principal into the provider's actor.
    function draw(uint64 miner) external {
        Loan storage loan = loans[miner];
        if (loan.debt == 0 || loan.drawn) revert NoOffer(miner);
        loan.drawn = true;

        (, Beneficiary.Terms memory proposed) = Beneficiary.ask(miner);
        uint256 earliest = block.number + minimumTerm;
        bool ours = proposed.isOf(Actor.idOf(address(this)));
        if (!ours || proposed.quota != loan.debt || proposed.expiration < earliest) {
            revert WrongProposal(proposed.quota, loan.debt, proposed.expiration, earliest);
        }
        Beneficiary.consent(miner, proposed);
        (Beneficiary.Terms memory active,) = Beneficiary.ask(miner);
        if (!active.isOf(Actor.idOf(address(this))) || active.used != 0) revert TermsNotInForce(miner, active.used);

        Actor.callById(miner, Actor.SEND, loan.principal, "").orRevert();
        emit Drawn(miner, loan.principal, active.expiration);
    }

    /// @notice Withdraws from the provider what it can spare, at most the debt. Anyone may ask for it.
    function collect(uint64 miner) external returns (uint256 amount) {
        amount = Beneficiary.withdraw(miner, owed(miner));
        emit Collected(miner, amount);
    }

    /// @notice Pays a debt from outside. What is too much goes back.
    function repay(uint64 miner) external payable {
        uint256 rest = owed(miner);
        uint256 amount = msg.value < rest ? msg.value : rest;
        loans[miner].repaid += amount;
        emit Repaid(miner, amount);
        if (msg.value > amount) _pay(msg.sender, msg.value - amount);
    }

    /// @notice Agrees that the owner, who has proposed it, becomes the beneficiary again. Needs the debt to be paid.
    function release(uint64 miner) external {
        uint256 rest = owed(miner);
        if (rest != 0) revert StillOwes(miner, rest);
        (, Beneficiary.Terms memory proposed) = Beneficiary.ask(miner);
        Beneficiary.consent(miner, proposed);
        delete loans[miner];
        emit Released(miner);
    }

    /// @notice Pays the lender out of what is here.
    function takeOut(uint256 amount) external onlyLender {
        _pay(lender, amount);
    }

    /// @notice What is left of a debt. Nothing once the contract is no longer the beneficiary: the quota was used up, or
    /// the term is over and the rest is lost.
    function owed(uint64 miner) public returns (uint256) {
        Loan memory loan = loans[miner];
        if (!loan.drawn) return 0;
        (Beneficiary.Terms memory active,) = Beneficiary.ask(miner);
        if (!active.isOf(Actor.idOf(address(this)))) return 0;
        uint256 paid = active.used + loan.repaid;
        return paid < loan.debt ? loan.debt - paid : 0;
    }

    function _pay(address to, uint256 amount) private {
        (bool ok,) = to.call{value: amount}("");
        if (!ok) revert PayOutFailed();
    }
}
