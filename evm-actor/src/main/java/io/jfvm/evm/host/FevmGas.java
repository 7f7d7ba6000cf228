// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.host;

import io.jfvm.evm.interpreter.CallGas;
import io.jfvm.evm.interpreter.GasSchedule;
import io.jfvm.evm.interpreter.Opcode;
import io.jfvm.evm.interpreter.Price;
import io.jfvm.evm.system.InstanceMemory;

/**
 * What a contract's own computing costs, in milligas. On the network that is the Wasm metering of
 * the official actor's bytecode, which no table can repeat: these are estimates, by family, of the
 * Wasm instructions the official actor runs for each EVM instruction, at the network's price of an
 * instruction. What an instruction does through syscalls (hashing, reading and writing blocks,
 * sending, events) is not in here, nor what every invocation costs: the VM charges that.
 *
 * <p>So what depends on the amount of gas (GAS, calls with a limit, where gas runs out, gasUsed)
 * differs from the network; nothing else does.
 */
public final class FevmGas {
  /** A Wasm instruction. Source: ref-fvm {@code gas/price_list.rs} (instruction_default). */
  private static final long INSTRUCTION = 4000;

  /** Finding the jump destinations, for each byte of code. */
  public static final long CODE_BYTE = 12 * INSTRUCTION;

  /** A word of 32 bytes moved by a bulk copy. */
  private static final long COPIED_WORD = 32L * InstanceMemory.MILLIGAS_PER_BYTE;

  /** The prices of bundle v18, and its instructions: those of Osaka but for blobs and CALLCODE. */
  public static final GasSchedule SCHEDULE = schedule();

  private FevmGas() {}

  private static GasSchedule schedule() {
    GasSchedule.Builder builder =
        GasSchedule.builder("FEVM v18")
            .callGas(CallGas.HOST)
            .memoryLimitBytes(Integer.MAX_VALUE / 32 * 32);
    computing(builder);
    environment(builder);
    stack(builder);
    memory(builder);
    world(builder);
    return builder.build();
  }

  private static void computing(GasSchedule.Builder builder) {
    family(builder, Opcode.ADD, Opcode.SUB, 75);
    builder
        .cost(Opcode.MUL, instructions(150))
        .cost(Opcode.EXP, instructions(300))
        .cost(Opcode.SIGNEXTEND, instructions(80))
        .cost(Opcode.ADDMOD, instructions(600))
        .cost(Opcode.MULMOD, instructions(1200))
        .cost(Opcode.KECCAK256, instructions(140))
        .price(Price.EXP_BYTE, instructions(1600));
    family(builder, Opcode.DIV, Opcode.SMOD, 420);
    family(builder, Opcode.LT, Opcode.BYTE, 70);
    family(builder, Opcode.SHL, Opcode.SAR, 95);
    builder.cost(Opcode.CLZ, instructions(70));
  }

  private static void environment(GasSchedule.Builder builder) {
    family(builder, Opcode.ADDRESS, Opcode.BASEFEE, 60);
    builder
        .cost(Opcode.CALLDATALOAD, instructions(120))
        .cost(Opcode.BALANCE, instructions(250))
        .cost(Opcode.SELFBALANCE, instructions(150))
        .cost(Opcode.ORIGIN, instructions(250))
        .cost(Opcode.GASPRICE, instructions(250))
        .cost(Opcode.BLOCKHASH, instructions(300))
        .cost(Opcode.PREVRANDAO, instructions(400));
    copies(builder, Opcode.CALLDATACOPY, Opcode.CODECOPY, Opcode.RETURNDATACOPY);
    family(builder, Opcode.EXTCODESIZE, Opcode.EXTCODECOPY, 2000);
    builder.cost(Opcode.EXTCODEHASH, instructions(2000));
  }

  private static void stack(GasSchedule.Builder builder) {
    builder.cost(Opcode.POP, instructions(25)).cost(Opcode.PUSH0, instructions(35));
    family(builder, Opcode.PUSH1, Opcode.PUSH32, 55);
    family(builder, Opcode.DUP1, Opcode.DUP16, 45);
    family(builder, Opcode.SWAP1, Opcode.SWAP16, 55);
    builder
        .cost(Opcode.JUMP, instructions(50))
        .cost(Opcode.JUMPI, instructions(60))
        .cost(Opcode.JUMPDEST, instructions(20))
        .cost(Opcode.PC, instructions(35))
        .cost(Opcode.MSIZE, instructions(35))
        .cost(Opcode.GAS, instructions(60));
  }

  private static void memory(GasSchedule.Builder builder) {
    builder
        .cost(Opcode.MLOAD, instructions(110))
        .cost(Opcode.MSTORE, instructions(110))
        .cost(Opcode.MSTORE8, instructions(80))
        .price(Price.MEMORY_WORD, COPIED_WORD)
        .price(Price.COPY_WORD, COPIED_WORD)
        .price(Price.LOG_BYTE, 2L * InstanceMemory.MILLIGAS_PER_BYTE)
        .price(Price.INITCODE_WORD, 2 * COPIED_WORD);
    copies(builder, Opcode.MCOPY);
  }

  private static void world(GasSchedule.Builder builder) {
    builder
        .cost(Opcode.SLOAD, instructions(1200))
        .cost(Opcode.SSTORE, instructions(3000))
        .cost(Opcode.TLOAD, instructions(800))
        .cost(Opcode.TSTORE, instructions(2000))
        .cost(Opcode.STOP, instructions(30))
        .cost(Opcode.INVALID, instructions(30))
        .cost(Opcode.SELFDESTRUCT, instructions(800));
    family(builder, Opcode.RETURN, Opcode.RETURN, 120);
    family(builder, Opcode.REVERT, Opcode.REVERT, 120);
    for (int topics = 0; topics <= 4; topics++) {
      Opcode log = Opcode.of(Opcode.LOG0.code() + topics);
      builder.cost(log, instructions(500 + 200 * topics));
    }
    builder
        .cost(Opcode.CALL, instructions(3000))
        .cost(Opcode.STATICCALL, instructions(3000))
        .cost(Opcode.DELEGATECALL, instructions(4000))
        .cost(Opcode.CREATE, instructions(4000))
        .cost(Opcode.CREATE2, instructions(4000));
  }

  private static void copies(GasSchedule.Builder builder, Opcode... opcodes) {
    for (Opcode opcode : opcodes) {
      builder.cost(opcode, instructions(120));
    }
  }

  private static void family(
      GasSchedule.Builder builder, Opcode from, Opcode to, int instructions) {
    builder.cost(from, to, instructions(instructions));
  }

  private static long instructions(int count) {
    return count * INSTRUCTION;
  }
}
