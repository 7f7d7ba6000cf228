// SPDX-License-Identifier: Apache-2.0
package io.jfvm.executor;

import io.jfvm.gas.Gas;
import io.jfvm.gas.PriceList;
import io.jfvm.machine.Machine;
import io.jfvm.machine.Manifest;
import io.jfvm.state.ActorState;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Message;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/**
 * What a message must pass before it runs. A message that fails changes nothing; the miner who
 * included it pays a penalty.
 *
 * <p>Source: ref-fvm {@code fvm/src/executor/default.rs} (preflight_message).
 */
final class Preflight {
  private final Machine machine;
  private final Message message;

  Preflight(Machine machine, Message message) {
    this.machine = machine;
    this.message = message;
  }

  /** How it went. */
  sealed interface Verdict {}

  /**
   * The message may run.
   *
   * @param inclusion milligas to charge before it does
   */
  record Passed(ActorId sender, long inclusion) implements Verdict {}

  /** The message is not to run. */
  record Failed(ExitCode exitCode, String reason, TokenAmount penalty) implements Verdict {}

  /** The sender need not be an account and pays nothing. */
  Verdict implicit() {
    requireGasLimit();
    Optional<ActorId> sender = machine.stateTree().resolve(message.from());
    return sender.isPresent()
        ? new Passed(sender.get(), 0)
        : senderInvalid("no actor has " + message.from(), TokenAmount.ZERO);
  }

  /** Takes the deposit and advances the nonce if all is well. */
  Verdict explicit(long chainLength) {
    requireGasLimit();
    PriceList prices = machine.network().prices();
    TokenAmount baseFee = machine.context().baseFee();
    long inclusion = prices.onChainMessage(chainLength);
    long inclusionGas = Gas.roundUp(inclusion);
    if (inclusionGas > message.gasLimit()) {
      return new Failed(
          ExitCode.SYS_OUT_OF_GAS,
          "inclusion takes " + inclusionGas + " gas, the limit is " + message.gasLimit(),
          baseFee.times(inclusionGas));
    }
    TokenAmount penalty = baseFee.times(message.gasLimit());
    Optional<ActorId> id = machine.stateTree().resolve(message.from());
    if (id.isEmpty()) {
      return senderInvalid("no actor has " + message.from(), penalty);
    }
    Optional<ActorState> actor = machine.stateTree().actor(id.get()).flatMap(this::asSender);
    if (actor.isEmpty()) {
      return senderInvalid(message.from() + " is no account", penalty);
    }
    ActorState sender = actor.get();
    if (message.sequence() != sender.sequence()) {
      return senderStateInvalid(
          "the message's nonce is %s, the sender's %s"
              .formatted(
                  Long.toUnsignedString(message.sequence()),
                  Long.toUnsignedString(sender.sequence())),
          penalty);
    }
    TokenAmount deposit = message.gasFeeCap().times(message.gasLimit());
    if (sender.balance().compareTo(deposit) < 0) {
      return senderStateInvalid(
          "the sender owns " + sender.balance() + ", gas may cost " + deposit, penalty);
    }
    requireFees();
    machine
        .stateTree()
        .setActor(
            id.get(),
            sender
                .withSequence(sender.sequence() + 1)
                .withBalance(sender.balance().minus(deposit)));
    return new Passed(id.get(), inclusion);
  }

  /** The actor if it may send; a placeholder of an Ethereum address becomes an account. */
  private Optional<ActorState> asSender(ActorState actor) {
    Manifest manifest = machine.manifest();
    if (manifest.is(ActorType.ACCOUNT, actor.code())) {
      return Optional.of(actor);
    }
    if (!machine.network().rules().hasEthereumAccounts()) {
      return Optional.empty();
    }
    if (manifest.is(ActorType.ETH_ACCOUNT, actor.code())) {
      return Optional.of(actor);
    }
    boolean promoted =
        manifest.is(ActorType.PLACEHOLDER, actor.code())
            && actor.sequence() == 0
            && actor
                .delegatedAddress()
                .flatMap(address -> address.namespace())
                .equals(Optional.of(ActorId.EAM));
    return promoted
        ? Optional.of(actor.withCode(manifest.codeOf(ActorType.ETH_ACCOUNT)))
        : Optional.empty();
  }

  private void requireGasLimit() {
    if (message.gasLimit() <= 0) {
      throw new IllegalArgumentException(
          "message gas limit is "
              + Long.toUnsignedString(message.gasLimit())
              + ", not 1 to 2^63 - 1");
    }
  }

  private void requireFees() {
    if (message.gasFeeCap().isNegative() || message.gasPremium().isNegative()) {
      throw new IllegalArgumentException(
          "message gas fee cap is "
              + message.gasFeeCap()
              + " and its premium "
              + message.gasPremium()
              + "; neither may be negative");
    }
  }

  private static Failed senderInvalid(String reason, TokenAmount penalty) {
    return new Failed(ExitCode.SYS_SENDER_INVALID, reason, penalty);
  }

  private static Failed senderStateInvalid(String reason, TokenAmount penalty) {
    return new Failed(ExitCode.SYS_SENDER_STATE_INVALID, reason, penalty);
  }
}
