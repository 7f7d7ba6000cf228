// SPDX-License-Identifier: Apache-2.0
package io.jfvm.call;

import static io.jfvm.executor.Actors.METHOD;
import static io.jfvm.executor.Actors.abort;
import static io.jfvm.executor.Actors.refusal;
import static io.jfvm.executor.Actors.script;
import static io.jfvm.executor.Actors.send;
import static io.jfvm.executor.Actors.transfer;
import static io.jfvm.executor.TestNetwork.SENDER_KEY;
import static io.jfvm.executor.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.TestNetwork;
import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.SendOps.Sent;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallManagerTest extends CallFixture {

  // --- who can be reached

  @Test
  void sendsToActorsThatDoNotExist() {
    Address foreign = Address.ofDelegated(new ActorId(77), new byte[20]);
    byte[] infinity = new byte[48];
    infinity[0] = (byte) 0xc0;
    network.actor(
        101,
        script(
            (kernel, params) -> {
              assertThat(refusedSend(kernel, Address.ofId(555))).contains(ErrorNumber.NOT_FOUND);
              assertThat(refusedSend(kernel, ACTOR)).contains(ErrorNumber.NOT_FOUND);
              assertThat(refusedSend(kernel, foreign)).contains(ErrorNumber.NOT_FOUND);
              assertThat(refusedSend(kernel, Address.ofBlsKey(infinity)))
                  .contains(ErrorNumber.ILLEGAL_ARGUMENT);
              assertThat(refusedSend(kernel, Address.ofSecp256k1Key(new byte[] {3}))).isEmpty();
              assertThat(refusedSend(kernel, ETH)).isEmpty();
              return 0;
            }));
    assertThat(apply(message(A).method(METHOD).build()).receipt().exitCode())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void readOnlyCallsCreateNobodyAndMoveNothing() {
    network.actor(
        102,
        script(
            (kernel, params) -> {
              assertThat(kernel.messageContext().readOnly()).isTrue();
              assertThat(refusedSend(kernel, KEY)).contains(ErrorNumber.READ_ONLY);
              assertThat(refusedSend(kernel, ETH)).contains(ErrorNumber.READ_ONLY);
              assertThat(refusedSend(kernel, ACTOR)).contains(ErrorNumber.NOT_FOUND);
              assertThat(refusal(() -> transfer(kernel, A.address(), ONE)))
                  .contains(ErrorNumber.READ_ONLY);
              send(kernel, C);
              return 0;
            }));
    network.actor(
        103,
        script(
            (kernel, params) -> {
              // Inherited by a send without the flag.
              assertThat(kernel.messageContext().readOnly()).isTrue();
              return 0;
            }));
    network.actor(
        101,
        script(
            (kernel, params) -> {
              assertThat(
                      kernel
                          .send(B.address(), METHOD, 0, TokenAmount.ZERO, -1, Kernel.READ_ONLY)
                          .exitCode())
                  .isEqualTo(ExitCode.OK);
              return 0;
            }));
    assertThat(apply(message(A).method(METHOD).build()).receipt().exitCode())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void transferRules() {
    network.actor(102, (kernel, params) -> 0);
    network.actor(
        101,
        TokenAmount.ofAtto(10),
        script(
            (kernel, params) -> {
              assertThat(refusal(() -> transfer(kernel, B.address(), TokenAmount.ofAtto(11))))
                  .contains(ErrorNumber.INSUFFICIENT_FUNDS);
              assertThat(refusal(() -> transfer(kernel, A.address(), TokenAmount.ofAtto(11))))
                  .contains(ErrorNumber.INSUFFICIENT_FUNDS);
              assertThat(refusal(() -> transfer(kernel, B.address(), TokenAmount.ofAtto(-1))))
                  .contains(ErrorNumber.ILLEGAL_ARGUMENT);
              transfer(kernel, A.address(), TokenAmount.ofAtto(10));
              transfer(kernel, B.address(), TokenAmount.ofAtto(10));
              return 0;
            }));
    apply(message(A).method(METHOD).build());
    assertThat(actor(101).orElseThrow().balance()).isEqualTo(TokenAmount.ZERO);
    assertThat(actor(102).orElseThrow().balance()).isEqualTo(TokenAmount.ofAtto(10));
  }

  // --- what is undone

  @Test
  void failedCallUndoesStateEventsAndCallsInside() {
    network.actor(
        103,
        TokenAmount.ZERO,
        script(
            (kernel, params) -> {
              emit(kernel, "c");
              return 0;
            }));
    network.actor(
        102,
        TokenAmount.ofAtto(5),
        script(
            (kernel, params) -> {
              emit(kernel, "b");
              kernel.send(C.address(), METHOD, 0, ONE, -1, 0);
              throw abort();
            }));
    network.actor(
        101,
        script(
            (kernel, params) -> {
              emit(kernel, "a1");
              Sent sent = send(kernel, B);
              assertThat(sent.exitCode()).isEqualTo(ExitCode.USR_FORBIDDEN);
              send(kernel, C);
              emit(kernel, "a2");
              return 0;
            }));
    ApplyResult result = apply(message(A).method(METHOD).build());
    assertThat(result.events().stream().map(event -> event.entries().getFirst().key()))
        .containsExactly("a1", "c", "a2");
    assertThat(actor(103).orElseThrow().balance()).isEqualTo(TokenAmount.ZERO);
    assertThat(result.receipt().eventsRoot()).isPresent();
  }

  @Test
  void failedMessageHasNoEvents() {
    network.actor(
        101,
        script(
            (kernel, params) -> {
              emit(kernel, "a");
              throw abort();
            }));
    ApplyResult result = apply(message(A).method(METHOD).build());
    assertThat(result.events()).isEmpty();
    assertThat(result.receipt().eventsRoot()).isEmpty();
  }

  @Test
  void eventsRootIsThatOfAnAmtOfWidthFive() {
    network.actor(
        101,
        script(
            (kernel, params) -> {
              emit(kernel, "k");
              return 0;
            }));
    ApplyResult result = apply(message(A).method(METHOD).build());
    // [5, 0, 1, [bitmap of 32 bits, [], [[101, [[3, "k", 0x55, h'01']]]]]]
    byte[] amt = {
      (byte) 0x84,
      5,
      0,
      1,
      (byte) 0x83,
      0x44,
      1,
      0,
      0,
      0,
      (byte) 0x80,
      (byte) 0x81,
      (byte) 0x82,
      0x18,
      101,
      (byte) 0x81,
      (byte) 0x84,
      3,
      0x61,
      'k',
      0x18,
      0x55,
      0x41,
      1
    };
    assertThat(result.receipt().eventsRoot()).contains(Cid.ofDagCbor(amt));
  }

  // --- addresses of new actors

  @Test
  void nextActorAddressHashesOriginNonceAndCount() {
    List<Address> seen = new ArrayList<>();
    network.builtin(
        ActorType.INIT,
        script(
            (kernel, params) -> {
              seen.add(kernel.nextActorAddress());
              seen.add(kernel.nextActorAddress());
              kernel.createActor(
                  TestNetwork.codeOf(ActorType.MULTISIG), new ActorId(300), Optional.empty());
              seen.add(kernel.nextActorAddress());
              return 0;
            }));
    apply(message(ActorId.INIT).method(METHOD).build());
    byte[] key = SENDER_KEY.toBytes();
    ByteBuffer first =
        ByteBuffer.allocate(1 + key.length + 16).put((byte) (0x40 + key.length)).put(key);
    Address expected = Address.ofActor(first.array());
    assertThat(seen.get(0)).isEqualTo(expected);
    assertThat(seen.get(1)).isEqualTo(expected);
    first.putLong(0).putLong(1);
    assertThat(seen.get(2)).isEqualTo(Address.ofActor(first.array()));
  }

  @Test
  void countOfCreatedActorsOutlivesARevert() {
    List<Address> seen = new ArrayList<>();
    network.builtin(
        ActorType.INIT,
        script(
            (kernel, params) -> {
              kernel.createActor(
                  TestNetwork.codeOf(ActorType.MULTISIG), new ActorId(300), Optional.empty());
              seen.add(kernel.nextActorAddress());
              throw abort();
            }));
    network.actor(
        101,
        script(
            (kernel, params) -> {
              send(kernel, ActorId.INIT);
              seen.add(kernel.nextActorAddress());
              return 0;
            }));
    apply(message(A).method(METHOD).build());
    assertThat(seen.get(1)).isEqualTo(seen.get(0));
    assertThat(actor(300)).isEmpty();
  }
}
