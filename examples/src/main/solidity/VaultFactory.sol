// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Vault} from "./Vault.sol";

/// @title Makes vaults
/// @notice Either at the next address (CREATE) or at one known beforehand (CREATE2), to which FIL can be sent before
/// the vault exists.
contract VaultFactory {
    event VaultOpened(address indexed vault, address indexed owner, uint256 amount);

    /// @notice Opens a vault by CREATE: its address follows from the factory's nonce.
    function open(address owner) external payable returns (Vault vault) {
        vault = new Vault{value: msg.value}(owner);
        emit VaultOpened(address(vault), owner, msg.value);
    }

    /// @notice Opens a vault by CREATE2, at the predicted address. Fails while a vault is there.
    function openAt(address owner, bytes32 salt) external payable returns (Vault vault) {
        vault = new Vault{salt: salt, value: msg.value}(owner);
        assert(address(vault) == predict(owner, salt));
        emit VaultOpened(address(vault), owner, msg.value);
    }

    /// @notice The address of `openAt` (EIP-1014).
    function predict(address owner, bytes32 salt) public view returns (address) {
        bytes32 initcodeHash = keccak256(abi.encodePacked(type(Vault).creationCode, abi.encode(owner)));
        bytes32 hash = keccak256(abi.encodePacked(bytes1(0xff), address(this), salt, initcodeHash));
        return address(uint160(uint256(hash)));
    }
}
