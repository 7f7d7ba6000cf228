// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

/**
 * Ethereum's prices by fork, each as the changes to the one before. Instructions this library does
 * not have (CALLCODE, BLOBHASH, BLOBBASEFEE) are undefined in all of them.
 *
 * @see <a href="https://github.com/ethereum/execution-specs">Execution specifications</a>
 */
public final class EthereumSchedules {
  /** The Merge, on London's prices (EIP-2929, EIP-3529). */
  public static final GasSchedule PARIS = paris();

  /** PUSH0 (EIP-3855), initcode metered and limited (EIP-3860). */
  public static final GasSchedule SHANGHAI =
      PARIS
          .change("Shanghai")
          .cost(Opcode.PUSH0, 2)
          .price(Price.INITCODE_WORD, 2)
          .price(Price.MAX_INITCODE_BYTES, 49_152)
          .build();

  /** Transient storage (EIP-1153), MCOPY (EIP-5656). */
  public static final GasSchedule CANCUN =
      SHANGHAI
          .change("Cancun")
          .cost(Opcode.TLOAD, 100)
          .cost(Opcode.TSTORE, 100)
          .cost(Opcode.MCOPY, 3)
          .build();

  /** CLZ (EIP-7939). */
  public static final GasSchedule OSAKA = CANCUN.change("Osaka").cost(Opcode.CLZ, 5).build();

  private EthereumSchedules() {}

  private static GasSchedule paris() {
    GasSchedule.Builder builder = GasSchedule.builder("Paris").callGas(CallGas.EIP_150);
    tiers(builder);
    builder
        .cost(Opcode.EXP, 10)
        .cost(Opcode.KECCAK256, 30)
        .cost(Opcode.JUMPDEST, 1)
        .cost(Opcode.LOG0, 375)
        .cost(Opcode.LOG1, 2 * 375)
        .cost(Opcode.LOG2, 3 * 375)
        .cost(Opcode.LOG3, 4 * 375)
        .cost(Opcode.LOG4, 5 * 375)
        .cost(Opcode.CREATE, 32_000)
        .cost(Opcode.CREATE2, 32_000)
        .cost(Opcode.SELFDESTRUCT, 5_000)
        .price(Price.MEMORY_WORD, 3)
        .price(Price.MEMORY_QUADRATIC_DIVISOR, 512)
        .price(Price.COPY_WORD, 3)
        .price(Price.KECCAK_WORD, 6)
        .price(Price.EXP_BYTE, 50)
        .price(Price.LOG_BYTE, 8)
        .price(Price.SELFDESTRUCT_NEW_ACCOUNT, 25_000)
        .price(Price.CALL_VALUE, 9_000)
        .price(Price.CALL_NEW_ACCOUNT, 25_000)
        .price(Price.CALL_STIPEND, 2_300);
    access(builder);
    return builder.build();
  }

  /** The yellow paper's zero, base, very low, low, mid and high tiers. */
  private static void tiers(GasSchedule.Builder builder) {
    builder
        .cost(Opcode.STOP, 0)
        .cost(Opcode.ADD, 3)
        .cost(Opcode.MUL, 5)
        .cost(Opcode.SUB, 3)
        .cost(Opcode.DIV, Opcode.SMOD, 5)
        .cost(Opcode.ADDMOD, Opcode.MULMOD, 8)
        .cost(Opcode.SIGNEXTEND, 5)
        .cost(Opcode.LT, Opcode.SAR, 3)
        .cost(Opcode.ADDRESS, 2)
        .cost(Opcode.ORIGIN, Opcode.CALLVALUE, 2)
        .cost(Opcode.CALLDATALOAD, 3)
        .cost(Opcode.CALLDATASIZE, 2)
        .cost(Opcode.CALLDATACOPY, 3)
        .cost(Opcode.CODESIZE, 2)
        .cost(Opcode.CODECOPY, 3)
        .cost(Opcode.GASPRICE, 2)
        .cost(Opcode.RETURNDATASIZE, 2)
        .cost(Opcode.RETURNDATACOPY, 3)
        .cost(Opcode.BLOCKHASH, 20)
        .cost(Opcode.COINBASE, Opcode.CHAINID, 2)
        .cost(Opcode.SELFBALANCE, 5)
        .cost(Opcode.BASEFEE, 2)
        .cost(Opcode.POP, 2)
        .cost(Opcode.MLOAD, Opcode.MSTORE8, 3)
        .cost(Opcode.JUMP, 8)
        .cost(Opcode.JUMPI, 10)
        .cost(Opcode.PC, Opcode.GAS, 2)
        .cost(Opcode.PUSH1, Opcode.SWAP16, 3)
        .cost(Opcode.RETURN, 0)
        .cost(Opcode.REVERT, 0)
        .cost(Opcode.INVALID, 0);
  }

  /** EIP-2929 and EIP-3529: warm 100, cold account 2600, cold slot 2100; storage by change. */
  private static void access(GasSchedule.Builder builder) {
    builder
        .cost(Opcode.BALANCE, 100)
        .cost(Opcode.EXTCODESIZE, 100)
        .cost(Opcode.EXTCODECOPY, 100)
        .cost(Opcode.EXTCODEHASH, 100)
        .cost(Opcode.CALL, 100)
        .cost(Opcode.DELEGATECALL, 100)
        .cost(Opcode.STATICCALL, 100)
        .cost(Opcode.SLOAD, 100)
        .cost(Opcode.SSTORE, 0)
        .price(Price.COLD_ACCOUNT, 2_600 - 100)
        .price(Price.COLD_SLOAD, 2_100 - 100)
        .price(Price.COLD_SSTORE, 2_100)
        .price(Price.COLD_BENEFICIARY, 2_600)
        .price(Price.SSTORE_SENTRY, 2_300)
        .storage(StorageStatus.ASSIGNED, 100, 0)
        .storage(StorageStatus.ADDED, 20_000, 0)
        .storage(StorageStatus.DELETED, 2_900, 4_800)
        .storage(StorageStatus.MODIFIED, 2_900, 0)
        .storage(StorageStatus.DELETED_ADDED, 100, -4_800)
        .storage(StorageStatus.MODIFIED_DELETED, 100, 4_800)
        .storage(StorageStatus.DELETED_RESTORED, 100, 2_800 - 4_800)
        .storage(StorageStatus.ADDED_DELETED, 100, 19_900)
        .storage(StorageStatus.MODIFIED_RESTORED, 100, 2_800);
  }
}
