// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Caller} from "../Caller.sol";

/// @title A guest who tries to come in a second time
contract Visitor {
    /// @notice Enters `host` again while it is still busy with us.
    /// @return refused whether the lock held
    /// @return reason the revert data
    function visit(Caller host) external returns (bool refused, bytes memory reason) {
        try host.admit(this) {
            return (false, "");
        } catch (bytes memory data) {
            return (true, data);
        }
    }
}
