// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actor} from "../filecoin/Actor.sol";
import {Datacap} from "../filecoin/Datacap.sol";

/// @title A notary with rules anyone can read
/// @notice A verifier of the Verified Registry that is no person but a contract. Stewards approve requests; two of them
/// must, a grant has an upper limit, and a client must use up what it has and wait before it gets more.
contract DataCapNotary {
    /// @notice A client's wish.
    struct Request {
        uint64 client;
        uint256 size;
        address firstSteward;
        bool granted;
    }

    address public immutable admin;
    /// @notice Bytes a single grant may have at most.
    uint256 public immutable largestGrant;
    /// @notice Epochs between two grants to a client, at least.
    uint64 public immutable pause;

    mapping(address => bool) public isSteward;
    mapping(uint64 client => uint256 epoch) public lastGrant;
    Request[] public requests;

    event Requested(uint256 indexed id, uint64 indexed client, uint256 size, string dataset);
    event Approved(uint256 indexed id, address steward);
    event Granted(uint256 indexed id, uint64 indexed client, uint256 size);

    error OnlyAdmin(address caller);
    error NotASteward(address caller);
    error ApprovedAlready(uint256 id);
    error TooLarge(uint256 size, uint256 largest);
    error TooSoon(uint64 client, uint256 epoch);
    error StillHas(uint64 client, uint256 size);

    constructor(uint256 largestGrant_, uint64 pause_) {
        admin = msg.sender;
        largestGrant = largestGrant_;
        pause = pause_;
    }

    /// @notice Names a steward or dismisses one.
    function setSteward(address account, bool steward) external {
        if (msg.sender != admin) revert OnlyAdmin(msg.sender);
        isSteward[account] = steward;
    }

    /// @notice Asks for DataCap for the actor at a Filecoin address (its bytes). Actors are told apart by id, so that
    /// nobody asks twice under two addresses.
    function request(bytes calldata client, uint256 size, string calldata dataset) external returns (uint256 id) {
        if (size > largestGrant) revert TooLarge(size, largestGrant);
        id = requests.length;
        uint64 actorId = Actor.resolveAddress(client);
        requests.push(Request(actorId, size, address(0), false));
        emit Requested(id, actorId, size, dataset);
    }

    /// @notice A steward approves; the second one's approval makes the grant.
    function approve(uint256 id) external {
        if (!isSteward[msg.sender]) revert NotASteward(msg.sender);
        Request storage wish = requests[id];
        if (wish.granted || wish.firstSteward == msg.sender) revert ApprovedAlready(id);
        emit Approved(id, msg.sender);
        if (wish.firstSteward == address(0)) {
            wish.firstSteward = msg.sender;
        } else {
            wish.granted = true;
            _grant(id, wish.client, wish.size);
        }
    }

    function _grant(uint256 id, uint64 client, uint256 size) private {
        uint256 last = lastGrant[client];
        if (last != 0 && block.number < last + pause) revert TooSoon(client, last + pause);
        uint256 left = Datacap.balanceOf(client);
        if (left != 0) revert StillHas(client, left);
        lastGrant[client] = block.number;
        Datacap.grant(client, size);
        emit Granted(id, client, size);
    }
}
