// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.storage;

import static io.jfvm.examples.storage.StorageNetwork.ALICE;
import static io.jfvm.examples.storage.StorageNetwork.BOB;
import static io.jfvm.examples.storage.StorageNetwork.CAROL;
import static io.jfvm.examples.storage.StorageNetwork.OWNER;
import static io.jfvm.examples.storage.StorageNetwork.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access for money that reaches the publisher at once, whoever pays from wherever. */
class PayPerViewTest {
  private static final TokenAmount PRICE = TokenAmount.ofFil(2);
  private static final long PERIOD = 50;
  private static final MethodNum WATCH = MethodNum.ofName("Watch");

  private final StorageNetwork network = new StorageNetwork("PayPerView");

  @Test
  void aPaymentGoesToThePublisherAndGivesAccessForATime() {
    list(OWNER);
    TokenAmount publisher = network.balance(OWNER);
    assertThat(mayWatch(BOB.address())).isFalse();

    ApplyResult paid = network.succeed(network.pay(BOB, PRICE, "watch", 0));

    assertThat(network.tree(paid))
        .isEqualTo(
            """
            t0101 Bob
            └─ t01002 PayPerView.watch(id=0)  +2 FIL  exit 0
               └─ t0103 Owner  Send  +2 FIL  exit 0
            """);
    assertThat(network.balance(OWNER)).isEqualTo(publisher.plus(PRICE));
    network.vm.advance(PERIOD - 1);
    assertThat(mayWatch(BOB.address())).isTrue();
    assertThat(mayWatch(CAROL.address())).isFalse();
    network.vm.advance(1);
    assertThat(mayWatch(BOB.address())).isFalse();
  }

  @Test
  void aNativeAccountPaysByANativeMessage() throws DecodeException {
    list(CAROL.address());
    TokenAmount publisher = network.balance(CAROL.address());

    ApplyResult paid = network.succeed(watchNatively(0, PRICE));

    assertThat(network.tree(paid))
        .isEqualTo(
            """
            t0105 Root
            └─ t01002 PayPerView  EVM.2678094216  +2 FIL  exit 0
               └─ t0102 Carol  Send  +2 FIL  exit 0
            """);
    assertThat(Codecs.U64.fromBytes(paid.receipt().returnData())).isEqualTo(2000 + PERIOD);
    assertThat(network.balance(CAROL.address())).isEqualTo(publisher.plus(PRICE));
    assertThat(mayWatch(ROOT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"f0", "f1", "f410"})
  void thePublisherHasAnAddressOfAnyKind(String kind) {
    Address publisher =
        switch (kind) {
          case "f0" -> network.vm.resolve(OWNER).orElseThrow().address();
          case "f1" -> OWNER;
          default -> CAROL.address();
        };
    list(publisher);
    TokenAmount before = network.balance(publisher);

    network.succeed(network.pay(BOB, PRICE, "watch", 0));

    assertThat(network.balance(publisher)).isEqualTo(before.plus(PRICE));
  }

  @Test
  void aSecondPaymentProlongsAccess() {
    list(OWNER);
    network.succeed(network.pay(BOB, PRICE, "watch", 0));
    network.vm.advance(10);

    ApplyResult again = network.succeed(network.pay(BOB, PRICE, "watch", 0));

    assertThat(network.events(again))
        .containsExactly("Paid(id=0, viewer=101, price=2e18, until=2100)");
  }

  @Test
  void aPaymentThatCannotReachThePublisherGivesNoAccess() {
    list(new ActorId(4444).address());
    TokenAmount before = network.balance(BOB.address());

    ApplyResult paid = network.pay(BOB, PRICE, "watch", 0);

    assertThat(network.revert(paid)).isEqualTo("ActorFailed(exitCode=-6, data=0x)");
    assertThat(network.balance(BOB.address())).isEqualTo(before);
    assertThat(network.ask("watchableUntil", 0, 101)).isEqualTo(BigInteger.ZERO);
  }

  @Test
  void anotherPriceAndUnknownContentAreRefused() {
    list(OWNER);
    assertThat(network.revert(network.call(BOB, "watch", 0)))
        .isEqualTo("WrongPrice(paid=0, price=2e18)");
    assertThat(network.revert(network.pay(BOB, PRICE, "watch", 1)))
        .isEqualTo("NoSuchContent(id=1)");
    assertThat(network.revert(watchNatively(0, TokenAmount.ZERO)))
        .isEqualTo("WrongPrice(paid=0, price=2e18)");
  }

  private void list(Address publisher) {
    network.deploy(TokenAmount.ZERO);
    network.succeed(
        network.call(
            ALICE, "list", publisher.toBytes(), StorageNetwork.piece(7).toString(), PRICE, PERIOD));
  }

  private ApplyResult watchNatively(long content, TokenAmount value) {
    return network.send(
        ROOT, network.contract().address(), value, WATCH, Codecs.U64.toBytes(content));
  }

  private boolean mayWatch(Address viewer) {
    return (boolean) network.ask("mayWatch", 0, network.vm.resolve(viewer).orElseThrow().value());
  }
}
