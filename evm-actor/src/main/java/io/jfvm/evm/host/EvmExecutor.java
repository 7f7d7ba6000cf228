// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.host;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.encoding.Codecs;
import io.jfvm.evm.interpreter.CodeAnalysis;
import io.jfvm.evm.interpreter.Evm;
import io.jfvm.evm.interpreter.ExecutionResult;
import io.jfvm.evm.interpreter.Halt;
import io.jfvm.evm.interpreter.Invocation;
import io.jfvm.evm.perf.EvmLoop;
import io.jfvm.evm.system.EvmExits;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.system.InstanceMemory;
import io.jfvm.evm.system.Words;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import io.jfvm.types.ExitCode;
import io.jfvm.types.HostException;
import io.jfvm.types.TokenAmount;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Runs the code of contracts; serves every contract on every thread. */
public final class EvmExecutor {
  /** Interpreters kept for later invocations. */
  private static final int KEPT = 64;

  private final CodeCache cache = new CodeCache();
  private final BlockingQueue<Evm> idle = new ArrayBlockingQueue<>(KEPT);

  /**
   * Who calls a contract with what.
   *
   * @param value and
   * @param caller as the contract sees them
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
  public record Call(EthAddress receiver, EthAddress caller, TokenAmount value, byte[] input) {}

  /** Runs code that is kept in a block. */
  public byte[] run(EvmSystem system, Cid cid, byte[] code, Call call) {
    return run(system, cache.get(cid, code), call);
  }

  /** Runs code once, as constructors are. */
  public byte[] run(EvmSystem system, byte[] code, Call call) {
    return run(system, CodeAnalysis.of(code, FevmGas.SCHEDULE), call);
  }

  /**
   * What the contract returns. Aborts if it ends otherwise: with REVERTED and its data if it
   * reverts, with one of {@link EvmExits} if it fails.
   */
  private byte[] run(EvmSystem system, CodeAnalysis code, Call call) {
    ActorRuntime rt = system.runtime();
    rt.chargeCompute(FevmGas.CODE_BYTE * code.size());
    FevmHost host = new FevmHost(system, call.caller(), call.value());
    Invocation invocation =
        new Invocation(
            Words.of(call.receiver()),
            Words.of(call.caller()),
            Words.of(call.value()),
            call.input(),
            system.isReadOnly(),
            host.takeOver());
    ExecutionResult result = execute(host, code, invocation);
    host.settle(Math.max(0, result.gasLeft()));
    if (result.halt().isSuccess()) {
      return result.output();
    }
    throw failure(rt, result);
  }

  private ExecutionResult execute(FevmHost host, CodeAnalysis code, Invocation invocation) {
    Evm kept = idle.poll();
    Evm evm = kept != null ? kept : new Evm(FevmGas.SCHEDULE, EvmLoop::run);
    try {
      return evm.execute(host, code, invocation);
    } finally {
      boolean unused = idle.offer(evm);
    }
  }

  private static RuntimeException failure(ActorRuntime rt, ExecutionResult result) {
    String where = "ABORT(pc=" + result.pc() + "): ";
    return switch (result.halt()) {
      case STOP, RETURN, SELFDESTRUCT ->
          throw new HostException("a success is no failure: " + result.halt());
      case REVERT ->
          new ActorException(
              EvmExits.REVERTED,
              "contract reverted at " + result.pc(),
              Optional.of(IpldBlock.ofCbor(Codecs.BYTES, result.output())));
      case INVALID -> abort(EvmExits.INVALID_INSTRUCTION, where, result.halt());
      case UNDEFINED_OPCODE -> abort(EvmExits.UNDEFINED_INSTRUCTION, where, result.halt());
      case STACK_UNDERFLOW -> abort(EvmExits.STACK_UNDERFLOW, where, result.halt());
      case STACK_OVERFLOW -> abort(EvmExits.STACK_OVERFLOW, where, result.halt());
      case BAD_JUMP -> abort(EvmExits.BAD_JUMP, where, result.halt());
      case ILLEGAL_MEMORY_ACCESS -> abort(EvmExits.ILLEGAL_MEMORY_ACCESS, where, result.halt());
      case READ_ONLY -> abort(ExitCode.USR_READ_ONLY, where, result.halt());
      case MEMORY_LIMIT -> InstanceMemory.overflow(FevmGas.SCHEDULE.memoryLimitBytes());
      case OUT_OF_GAS -> outOfGas(rt);
      case INITCODE_TOO_LONG -> throw new HostException("the FEVM has no limit on initcode");
    };
  }

  private static ActorException abort(ExitCode exitCode, String where, Halt halt) {
    return new ActorException(exitCode, where + halt);
  }

  /** Takes more than is left, so that the VM itself finds that the gas ran out. */
  private static HostException outOfGas(ActorRuntime rt) {
    rt.chargeCompute(rt.milligasAvailable() + 1);
    return new HostException("the VM gave more gas than there is");
  }
}
