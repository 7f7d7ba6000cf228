// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DaoToken} from "./DaoToken.sol";
import {Grants} from "./Grants.sol";

/// @title A DAO with a treasury
/// @notice Token holders propose calls, vote with the weight of their tokens, and anyone executes what passed. A
/// proposal is a call with a value; one whose target is the DAO itself pays a grant to a Filecoin actor.
contract DataDao is Grants {
    enum State {
        Pending,
        Active,
        Defeated,
        Passed,
        Executed
    }

    struct Proposal {
        address proposer;
        /// Balances at the end of this epoch count; voting is open from the next epoch on.
        uint64 snapshot;
        address target;
        /// Last epoch in which votes are taken.
        uint64 deadline;
        bool executed;
        uint256 value;
        uint256 yes;
        uint256 no;
        bytes data;
    }

    DaoToken public immutable token;
    /// @notice Epochs a vote is open.
    uint64 public immutable votingPeriod;
    /// @notice Per cent of all tokens that must vote.
    uint8 public immutable quorumPercent;

    Proposal[] public proposals;
    mapping(uint256 id => mapping(address voter => bool)) public hasVoted;

    event Deposited(address indexed from, uint256 amount);
    event Proposed(uint256 indexed id, address indexed proposer, address target, uint256 value, string description);
    event Voted(uint256 indexed id, address indexed voter, bool support, uint256 weight);
    event Executed(uint256 indexed id, address indexed executor, bytes result);

    error NotAMember(address caller);
    error UnknownProposal(uint256 id);
    error VotingClosed(uint256 id, State state);
    error AlreadyVoted(uint256 id, address voter);
    error NotPassed(uint256 id, State state);

    constructor(DaoToken token_, uint64 votingPeriod_, uint8 quorumPercent_) payable {
        require(votingPeriod_ > 0, "voting period is zero");
        require(quorumPercent_ <= 100, "quorum over 100 per cent");
        token = token_;
        votingPeriod = votingPeriod_;
        quorumPercent = quorumPercent_;
    }

    /// @notice Adds to the treasury. A native Filecoin send (method 0) adds as well, but runs no code: no event.
    receive() external payable {
        emit Deposited(msg.sender, msg.value);
    }

    /// @notice Proposes to call `target` with `data`, paying `value` attoFIL.
    function propose(address target, uint256 value, bytes calldata data, string calldata description)
        external
        returns (uint256 id)
    {
        if (token.balanceOf(msg.sender) == 0) revert NotAMember(msg.sender);
        id = proposals.length;
        Proposal storage p = proposals.push();
        p.proposer = msg.sender;
        p.snapshot = uint64(block.number);
        p.deadline = uint64(block.number) + votingPeriod;
        p.target = target;
        p.value = value;
        p.data = data;
        emit Proposed(id, msg.sender, target, value, description);
    }

    /// @notice Votes with all tokens the caller held at the proposal's snapshot, once.
    function vote(uint256 id, bool support) external {
        State current = state(id);
        if (current != State.Active) revert VotingClosed(id, current);
        if (hasVoted[id][msg.sender]) revert AlreadyVoted(id, msg.sender);
        Proposal storage p = proposals[id];
        uint256 weight = token.pastBalanceOf(msg.sender, p.snapshot);
        if (weight == 0) revert NotAMember(msg.sender);
        hasVoted[id][msg.sender] = true;
        if (support) p.yes += weight;
        else p.no += weight;
        emit Voted(id, msg.sender, support, weight);
    }

    /// @notice Does what was decided; anyone may call. If the call fails, its reason is passed on and nothing happened.
    function execute(uint256 id) external returns (bytes memory) {
        State current = state(id);
        if (current != State.Passed) revert NotPassed(id, current);
        Proposal storage p = proposals[id];
        if (p.value > address(this).balance) revert InsufficientTreasury(address(this).balance, p.value);
        p.executed = true;
        (bool ok, bytes memory result) = p.target.call{value: p.value}(p.data);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(result, 32), mload(result))
            }
        }
        emit Executed(id, msg.sender, result);
        return result;
    }

    /// @notice Where a proposal stands: votes, then the quorum and the majority decide once the deadline is over.
    function state(uint256 id) public view returns (State) {
        if (id >= proposals.length) revert UnknownProposal(id);
        Proposal storage p = proposals[id];
        if (p.executed) return State.Executed;
        if (block.number <= p.snapshot) return State.Pending;
        if (block.number <= p.deadline) return State.Active;
        bool quorate = (p.yes + p.no) * 100 >= token.pastTotalSupply(p.snapshot) * quorumPercent;
        return quorate && p.yes > p.no ? State.Passed : State.Defeated;
    }
}
