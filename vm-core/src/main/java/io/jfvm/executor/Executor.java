// SPDX-License-Identifier: Apache-2.0
package io.jfvm.executor;

import io.jfvm.call.CallManager;
import io.jfvm.call.Executables;
import io.jfvm.call.Origin;
import io.jfvm.engine.Engine;
import io.jfvm.gas.Gas;
import io.jfvm.gas.GasOutputs;
import io.jfvm.gas.OutOfGas;
import io.jfvm.ipld.IpldException;
import io.jfvm.kernel.Block;
import io.jfvm.kernel.CallOutcome;
import io.jfvm.kernel.FatalError;
import io.jfvm.kernel.SendOps;
import io.jfvm.kernel.SyscallException;
import io.jfvm.machine.Machine;
import io.jfvm.state.ActorState;
import io.jfvm.trace.TraceRecorder;
import io.jfvm.trace.TraceSink;
import io.jfvm.types.ActorId;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.HostException;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.Receipt;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Applies messages to a machine, one after the other.
 *
 * <p>Each application runs on a {@link DeepStack}. Whatever is thrown, the machine's state is then
 * as it was before the message. Used by one thread at a time. Source: ref-fvm {@code
 * fvm/src/executor/default.rs}.
 */
public final class Executor {
  private final Machine machine;
  private final Executables executables;
  private final DeepStack stack;

  /** Engines are asked in this order for the code of an actor. */
  public Executor(Machine machine, List<Engine> engines) {
    this(machine, engines, new DeepStack());
  }

  /** An executor that shares its threads with others. */
  public Executor(Machine machine, List<Engine> engines, DeepStack stack) {
    this.machine = machine;
    this.executables = new Executables(engines);
    this.stack = stack;
  }

  /** How a message ended, before fees. */
  private record Ending(ExitCode exitCode, Optional<Block> value, long gasUsed) {}

  /**
   * Applies a message of the chain, which pays for itself.
   *
   * @param chainLength bytes it takes on chain: signed, or unsigned for a BLS sender
   * @throws IllegalArgumentException if the gas limit is not 1 to 2^63 - 1, or a fee is negative
   * @throws io.jfvm.types.UnsupportedFeatureException if it needs what jfvm cannot do
   * @throws HostException if the state itself is missing or malformed where no message may end
   */
  public ApplyResult applyExplicit(Message message, long chainLength) {
    return apply(
        () ->
            switch (new Preflight(machine, message).explicit(chainLength)) {
              case Preflight.Passed passed -> run(message, passed, true);
              case Preflight.Failed failed -> refused(failed);
            });
  }

  /**
   * Applies a message of the protocol itself: cron, rewards. It has no nonce and pays nothing, but
   * its gas is counted. Throws as {@link #applyExplicit}.
   */
  public ApplyResult applyImplicit(Message message) {
    return apply(
        () ->
            switch (new Preflight(machine, message).implicit()) {
              case Preflight.Passed passed -> run(message, passed, false);
              case Preflight.Failed failed -> refused(failed);
            });
  }

  /** Writes the state. Returns its root. */
  public Cid flush() {
    return machine.flush();
  }

  public Machine machine() {
    return machine;
  }

  private ApplyResult apply(Supplier<ApplyResult> application) {
    return stack.call(
        () -> {
          boolean applied = false;
          machine.stateTree().beginTransaction();
          try {
            ApplyResult result = application.get();
            applied = true;
            return result;
          } catch (IpldException e) {
            throw new HostException("state: " + e.getMessage(), e);
          } finally {
            machine.stateTree().endTransaction(!applied);
          }
        });
  }

  private ApplyResult run(Message message, Preflight.Passed passed, boolean explicit) {
    TokenAmount premium =
        message
            .gasPremium()
            .min(message.gasFeeCap().minus(machine.context().baseFee()))
            .max(TokenAmount.ZERO);
    Origin origin =
        new Origin(
            passed.sender(),
            message.from(),
            machine.stateTree().resolve(message.to()),
            message.sequence(),
            premium);
    Optional<TraceRecorder> recorder =
        machine.context().tracing() ? Optional.of(new TraceRecorder()) : Optional.empty();
    TraceSink sink = recorder.isPresent() ? recorder.get() : TraceSink.NONE;
    CallManager calls = new CallManager(machine, executables, origin, message.gasLimit(), sink);
    calls.gas().charge("OnChainMessage", passed.inclusion());
    Ending ending = call(message, passed.sender(), calls);
    GasOutputs fees = explicit ? settle(message, passed.sender(), ending) : GasOutputs.NONE;
    Receipt receipt =
        new Receipt(
            ending.exitCode,
            ending.value.map(Block::data).orElse(new byte[0]),
            ending.gasUsed,
            calls.eventsRoot());
    return new ApplyResult(
        receipt,
        fees.minerPenalty(),
        fees.minerTip(),
        fees.baseFeeBurn(),
        fees.overEstimationBurn(),
        fees.refund(),
        fees.gasRefund(),
        fees.gasBurned(),
        ending.value.isPresent()
            ? OptionalLong.of(ending.value.get().codec())
            : OptionalLong.empty(),
        calls.events(),
        ending.exitCode.isSuccess() ? Optional.empty() : Optional.of(calls.backtrace()),
        recorder.map(TraceRecorder::trace));
  }

  private Ending call(Message message, ActorId sender, CallManager calls) {
    try {
      CallOutcome outcome =
          calls.call(
              sender,
              message.to(),
              message.method(),
              params(message),
              message.value(),
              SendOps.NO_GAS_LIMIT,
              false);
      return new Ending(outcome.exitCode(), outcome.value(), gasUsed(calls));
    } catch (OutOfGas e) {
      return new Ending(ExitCode.SYS_OUT_OF_GAS, Optional.empty(), gasUsed(calls));
    } catch (SyscallException e) {
      calls.beginBacktrace("send refused with " + e.error() + ": " + e.getMessage());
      return new Ending(exitCodeOf(e.error()), Optional.empty(), gasUsed(calls));
    } catch (FatalError e) {
      calls.concludeBacktrace("fatal: " + e.getMessage());
      return new Ending(ExitCode.SYS_ASSERTION_FAILED, Optional.empty(), message.gasLimit());
    }
  }

  private static long gasUsed(CallManager calls) {
    return Gas.roundUp(Math.max(0, calls.gas().used()));
  }

  /**
   * CBOR whose links nobody can reach, as it comes from outside; plain transfers take any bytes.
   */
  private Optional<Block> params(Message message) {
    byte[] params = message.params();
    long codec;
    if (machine.network().rules().knowsOnlyDagCbor()) {
      codec = Multicodec.DAG_CBOR;
    } else {
      codec = message.method().equals(MethodNum.SEND) ? Multicodec.RAW : Multicodec.CBOR;
    }
    return params.length == 0 ? Optional.empty() : Optional.of(Block.opaque(codec, params));
  }

  /** The exit code of a message that could not be dispatched at all. */
  private static ExitCode exitCodeOf(ErrorNumber refusal) {
    return switch (refusal) {
      case INSUFFICIENT_FUNDS -> ExitCode.SYS_INSUFFICIENT_FUNDS;
      case NOT_FOUND -> ExitCode.SYS_INVALID_RECEIVER;
      case ILLEGAL_ARGUMENT,
          ILLEGAL_OPERATION,
          LIMIT_EXCEEDED,
          ASSERTION_FAILED,
          INVALID_HANDLE,
          ILLEGAL_CID,
          ILLEGAL_CODEC,
          SERIALIZATION,
          FORBIDDEN,
          BUFFER_TOO_SMALL,
          READ_ONLY ->
          ExitCode.SYS_ASSERTION_FAILED;
    };
  }

  /** Shares out the deposit. */
  private GasOutputs settle(Message message, ActorId sender, Ending ending) {
    GasOutputs fees =
        GasOutputs.of(
            ending.gasUsed,
            message.gasLimit(),
            machine.context().baseFee(),
            message.gasFeeCap(),
            message.gasPremium());
    deposit(ActorId.BURNT_FUNDS, fees.baseFeeBurn());
    deposit(ActorId.REWARD, fees.minerTip());
    deposit(ActorId.BURNT_FUNDS, fees.overEstimationBurn());
    deposit(sender, fees.refund());
    return fees;
  }

  private void deposit(ActorId to, TokenAmount amount) {
    if (amount.isZero()) {
      return;
    }
    ActorState actor =
        machine
            .stateTree()
            .actor(to)
            .orElseThrow(() -> new HostException("there is no actor " + to + " to take fees"));
    machine.stateTree().setActor(to, actor.withBalance(actor.balance().plus(amount)));
  }

  private static ApplyResult refused(Preflight.Failed failed) {
    GasOutputs none = GasOutputs.NONE;
    return new ApplyResult(
        new Receipt(failed.exitCode(), new byte[0], 0, Optional.empty()),
        failed.penalty(),
        none.minerTip(),
        none.baseFeeBurn(),
        none.overEstimationBurn(),
        none.refund(),
        none.gasRefund(),
        none.gasBurned(),
        OptionalLong.empty(),
        List.of(),
        Optional.of(failed.reason()),
        Optional.empty());
  }
}
