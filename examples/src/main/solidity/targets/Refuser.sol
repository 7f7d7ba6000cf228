// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Fails on request, in each way a contract can
contract Refuser {
    enum Kind {
        Reason,
        Custom,
        Panic,
        Nothing,
        Invalid
    }

    error Refused(uint256 code, string why);

    /// @notice Fails.
    function refuse(Kind kind) external pure returns (uint256) {
        if (kind == Kind.Reason) revert("the refuser says no");
        if (kind == Kind.Custom) revert Refused(42, "custom errors carry values");
        if (kind == Kind.Panic) return uint256(1) / uint256(uint8(kind) - 2);
        assembly ("memory-safe") {
            if eq(kind, 3) { revert(0, 0) }
            invalid()
        }
    }

    /// @notice Fails one call deeper; the reason comes up unchanged.
    function refuseDeeper(Kind kind) external view returns (uint256) {
        return this.refuse(kind);
    }
}
