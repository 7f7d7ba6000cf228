// SPDX-License-Identifier: Apache-2.0
package io.jfvm.call;

import static io.jfvm.executor.Actors.refusal;
import static io.jfvm.executor.Actors.transfer;
import static io.jfvm.executor.TestNetwork.CHAIN_LENGTH;
import static io.jfvm.executor.TestNetwork.INCLUSION_GAS;
import static io.jfvm.executor.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.Executor;
import io.jfvm.executor.TestNetwork;
import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.SyscallException;
import io.jfvm.state.ActorState;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EventEntry;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Message;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;

/** A network whose actors f0101 to f0103 call each other; what a message costs. */
abstract class CallFixture {
  static final ActorId A = new ActorId(101);
  static final ActorId B = new ActorId(102);
  static final ActorId C = new ActorId(103);
  static final TokenAmount ONE = TokenAmount.ofAtto(1);
  static final Address KEY = Address.ofBlsKey(new byte[48]);
  static final Address ETH = Address.ofDelegated(ActorId.EAM, new byte[20]);
  static final Address ACTOR = Address.ofActor(new byte[] {1});

  static final long LOOKUP = 500_000;
  static final long UPDATE = 475_000;
  static final long CREATE = 650_000 + 1_050_000 + 1_000_000;
  static final long TRANSFER = 6000;
  static final long INVOKE = 75_000;

  final TestNetwork network = new TestNetwork();
  Executor executor;

  static Optional<ErrorNumber> refusedSend(Kernel kernel, Address to) {
    return refusal(() -> transfer(kernel, to, TokenAmount.ZERO));
  }

  static void emit(Kernel kernel, String key) throws SyscallException {
    kernel.emitEvent(
        List.of(new EventEntry(EventEntry.INDEX_ALL, key, Multicodec.RAW, new byte[] {1})));
  }

  Optional<ActorState> actor(long id) {
    return executor.machine().stateTree().actor(new ActorId(id));
  }

  ApplyResult apply(Message message) {
    executor = network.executor();
    return executor.applyExplicit(message, CHAIN_LENGTH);
  }

  /** Gas a message uses besides its inclusion; it must succeed. */
  long gasOf(Message message) {
    ApplyResult result = apply(message);
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.OK);
    return result.receipt().gasUsed() - INCLUSION_GAS;
  }
}
