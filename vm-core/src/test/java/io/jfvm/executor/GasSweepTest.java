// SPDX-License-Identifier: Apache-2.0
package io.jfvm.executor;

import static io.jfvm.executor.Actors.METHOD;
import static io.jfvm.executor.Actors.abort;
import static io.jfvm.executor.Actors.script;
import static io.jfvm.executor.Actors.send;
import static io.jfvm.executor.Actors.transfer;
import static io.jfvm.executor.TestNetwork.CHAIN_LENGTH;
import static io.jfvm.executor.TestNetwork.INCLUSION_GAS;
import static io.jfvm.executor.TestNetwork.SENDER;
import static io.jfvm.executor.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.crypto.Hash;
import io.jfvm.state.ActorState;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.EventEntry;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A message that does a little of everything, under every gas limit at which its end can change.
 */
class GasSweepTest {
  private static final ActorId A = new ActorId(101);
  private static final ActorId B = new ActorId(102);
  private static final Address KEY = Address.ofBlsKey(new byte[48]);
  private static final TokenAmount ONE = TokenAmount.ofAtto(1);

  private final List<Long> available = new ArrayList<>();

  @Test
  void messageRunsOutOfGasAtEveryChargeAndThenChangesNothingButFees() {
    ApplyResult whole = apply(1_000_000_000, true);
    assertThat(whole.receipt().exitCode()).isEqualTo(ExitCode.OK);
    long used = whole.receipt().gasUsed();
    TreeSet<Long> limits = new TreeSet<>();
    for (long left : available) {
      long at = 1_000_000_000 - left / 1000;
      for (long limit = at - 2; limit <= at + 2; limit++) {
        limits.add(limit);
      }
    }
    for (long limit = used - 3; limit <= used + 3; limit++) {
      limits.add(limit);
    }
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 500; i++) {
      limits.add(random.nextLong(INCLUSION_GAS, used));
    }
    assertThat(limits).allMatch(limit -> limit >= INCLUSION_GAS).hasSizeGreaterThan(500);
    for (long limit : limits) {
      ApplyResult result = apply(limit, false);
      if (limit >= used) {
        assertThat(result.receipt()).as("limit %d", limit).isEqualTo(whole.receipt());
      } else {
        assertThat(result.receipt().exitCode())
            .as("limit %d", limit)
            .isEqualTo(ExitCode.SYS_OUT_OF_GAS);
        assertThat(result.receipt().gasUsed()).isEqualTo(limit);
        assertThat(result.receipt().returnData()).isEmpty();
        assertThat(result.receipt().eventsRoot()).isEmpty();
        assertUnchanged(limit);
      }
    }
  }

  private Executor executor;

  private ApplyResult apply(long gasLimit, boolean recording) {
    TestNetwork network = new TestNetwork();
    network.actor(
        102,
        ONE,
        script(
            (kernel, params) -> {
              kernel.chargeSyscall();
              kernel.emitEvent(List.of(new EventEntry(3, "k", Multicodec.RAW, new byte[9])));
              note(kernel.milligasAvailable(), recording);
              transfer(kernel, ActorId.BURNT_FUNDS.address(), ONE);
              note(kernel.milligasAvailable(), recording);
              throw abort();
            }));
    network.actor(
        101,
        TokenAmount.ofAtto(10),
        script(
            (kernel, params) -> {
              note(kernel.milligasAvailable(), recording);
              kernel.root();
              note(kernel.milligasAvailable(), recording);
              int block = kernel.createBlock(Multicodec.DAG_CBOR, new byte[] {(byte) 0x81, 1});
              note(kernel.milligasAvailable(), recording);
              Cid root = kernel.linkBlock(block, Hash.BLAKE2B_256.code(), 32);
              note(kernel.milligasAvailable(), recording);
              kernel.setRoot(root);
              note(kernel.milligasAvailable(), recording);
              transfer(kernel, KEY, ONE);
              note(kernel.milligasAvailable(), recording);
              kernel.emitEvent(List.of(new EventEntry(3, "key", Multicodec.RAW, new byte[3])));
              note(kernel.milligasAvailable(), recording);
              kernel.send(B.address(), METHOD, block, ONE, 900_000, 0);
              note(kernel.milligasAvailable(), recording);
              send(kernel, B);
              note(kernel.milligasAvailable(), recording);
              return kernel.openBlock(root).id();
            }));
    executor = network.executor();
    return executor.applyExplicit(
        message(A).method(METHOD).value(ONE).gasLimit(gasLimit).build(), CHAIN_LENGTH);
  }

  private void note(long milligas, boolean recording) {
    if (recording) {
      available.add(milligas);
    }
  }

  private void assertUnchanged(long limit) {
    ActorState a = executor.machine().stateTree().actor(A).orElseThrow();
    assertThat(a.balance()).as("limit %d", limit).isEqualTo(TokenAmount.ofAtto(10));
    assertThat(a.head()).isEqualTo(StateTree.EMPTY_ARRAY);
    assertThat(executor.machine().stateTree().resolve(KEY)).isEqualTo(Optional.empty());
    assertThat(executor.machine().stateTree().initState().nextId()).isEqualTo(200);
    ActorState sender = executor.machine().stateTree().actor(SENDER).orElseThrow();
    assertThat(sender.sequence()).isEqualTo(1);
    assertThat(sender.balance())
        .isEqualTo(TestNetwork.SENDER_BALANCE.minus(TokenAmount.ofAtto(110 * limit)));
  }
}
