// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecsOfTypesTest {
  private static final Message MESSAGE =
      Message.from(new ActorId(1000).address())
          .to(ActorId.EAM.address())
          .sequence(-1)
          .value(TokenAmount.ofAtto(256))
          .gasLimit(10_000_000)
          .gasFeeCap(TokenAmount.ofAtto(1))
          .method(new MethodNum(4))
          .params(new byte[] {1, 2})
          .build();
  private static final Receipt RECEIPT =
      new Receipt(new ExitCode(16), new byte[] {7}, 1234, Optional.empty());
  private static final ActorEvent EVENT =
      new ActorEvent(
          new ActorId(1001),
          List.of(new EventEntry(EventEntry.INDEX_ALL, "t1", Multicodec.RAW, new byte[] {5})));
  private static final Signature SIGNATURE =
      new Signature(Signature.Type.SECP256K1, new byte[] {1, 2, 3});

  private static <T> void assertStands(Codec<T> codec, T value, String hex) throws DecodeException {
    byte[] bytes = codec.toBytes(value);
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex);
    assertThat(codec.fromBytes(bytes)).isEqualTo(value).hasSameHashCodeAs(value);
  }

  @Test
  void message() throws DecodeException {
    assertStands(
        Message.CODEC,
        MESSAGE,
        "8a 00 42000a 4300e807 1bffffffffffffffff 43000100 1a00989680 420001 40 04 420102"
            .replace(" ", ""));
    assertThat(MESSAGE.cid()).isEqualTo(Cid.ofDagCbor(Message.CODEC.toBytes(MESSAGE)));
  }

  @Test
  void receipt() throws DecodeException {
    assertStands(Receipt.CODEC, RECEIPT, "84 10 4107 1904d2 f6".replace(" ", ""));
    Cid root = Cid.of(Multicodec.RAW, Multicodec.IDENTITY, new byte[0]);
    assertStands(
        Receipt.CODEC,
        new Receipt(new ExitCode(-1), new byte[0], 0, Optional.of(root)),
        "84 1affffffff 40 00 d82a450001550000".replace(" ", ""));
  }

  @Test
  void events() throws DecodeException {
    assertStands(ActorEvent.CODEC, EVENT, "82 1903e9 81 84 03 627431 1855 4105".replace(" ", ""));
  }

  @Test
  void smallOnes() throws DecodeException {
    assertStands(ActorId.CODEC, new ActorId(-1), "1bffffffffffffffff");
    assertStands(MethodNum.CODEC, new MethodNum(2), "02");
    assertStands(ChainEpoch.CODEC, new ChainEpoch(-1), "20");
    assertStands(ChainEpoch.CODEC, new ChainEpoch(Long.MIN_VALUE), "3b7fffffffffffffff");
    assertStands(ExitCode.CODEC, new ExitCode(33), "1821");
    assertStands(TokenAmount.CODEC, TokenAmount.ofAtto(-1), "420101");
    assertStands(Signature.CODEC, SIGNATURE, "4401010203");
    assertStands(Cid.CODEC, Cid.of(1, 0, new byte[] {9}), "d82a46000101000109");
    assertThatThrownBy(() -> Signature.CODEC.fromBytes(new byte[] {0x40}))
        .isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> Signature.CODEC.fromBytes(new byte[] {0x41, 3}))
        .isInstanceOf(DecodeException.class);
    assertThatThrownBy(
            () -> ExitCode.CODEC.fromBytes(HexFormat.of().parseHex("1b0000000000000001")))
        .isInstanceOf(DecodeException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 FIL",
    "1, 0.000000000000000001 FIL",
    "-1, -0.000000000000000001 FIL",
    "1000000000000000000, 1 FIL",
    "100000000000000000000, 100 FIL",
    "1500000000000000000, 1.5 FIL"
  })
  void amountsAsText(BigInteger atto, String text) {
    assertThat(new TokenAmount(atto)).hasToString(text);
  }

  @Test
  void amounts() {
    TokenAmount one = TokenAmount.ofFil(1);
    assertThat(one.atto()).isEqualTo(BigInteger.TEN.pow(18));
    assertThat(one.plus(TokenAmount.ZERO)).isSameAs(one);
    assertThat(one.minus(one)).isEqualTo(TokenAmount.ZERO);
    assertThat(one.times(-3).isNegative()).isTrue();
    assertThat(one.min(TokenAmount.ZERO)).isEqualTo(TokenAmount.ZERO);
    assertThat(one.max(TokenAmount.ZERO)).isEqualTo(one);
    assertThat(one.isPositive()).isTrue();
    assertThat(TokenAmount.ZERO.isZero()).isTrue();
  }

  @Test
  void exitCodes() {
    assertThat(ExitCode.OK.isSuccess()).isTrue();
    assertThat(ExitCode.OK.isSystem()).isFalse();
    assertThat(ExitCode.SYS_MISSING_RETURN.isSystem()).isTrue();
    assertThat(ExitCode.USR_ILLEGAL_ARGUMENT.isSystem()).isFalse();
    assertThat(new ExitCode(-1)).hasToString("4294967295");
    assertThat(new ExitCode(-1).isSystem()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void damagedBytesGiveDecodeExceptionOnly(long seed) {
    Map<Codec<?>, byte[]> good = new LinkedHashMap<>();
    good.put(Message.CODEC, Message.CODEC.toBytes(MESSAGE));
    good.put(Receipt.CODEC, Receipt.CODEC.toBytes(RECEIPT));
    good.put(ActorEvent.CODEC, ActorEvent.CODEC.toBytes(EVENT));
    good.put(Signature.CODEC, Signature.CODEC.toBytes(SIGNATURE));
    good.put(Address.CODEC, Address.CODEC.toBytes(EthAddress.ofId(ActorId.INIT).address()));
    good.put(Cid.CODEC, Cid.CODEC.toBytes(MESSAGE.cid()));
    good.put(TokenAmount.CODEC, TokenAmount.CODEC.toBytes(TokenAmount.ofFil(3)));
    SplittableRandom random = new SplittableRandom(seed);
    for (Map.Entry<Codec<?>, byte[]> entry : good.entrySet()) {
      int refused = 0;
      for (int i = 0; i < 10_000; i++) {
        byte[] bytes = entry.getValue();
        if (random.nextInt(4) == 0) {
          bytes = new byte[random.nextInt(30)];
          random.nextBytes(bytes);
        } else {
          bytes = Arrays.copyOf(bytes, bytes.length - random.nextInt(2));
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        try {
          entry.getKey().fromBytes(bytes);
        } catch (DecodeException e) {
          refused++;
        }
      }
      assertThat(refused).as("seed %d", seed).isGreaterThan(1000);
    }
  }

  @Test
  void networkVersionsAndActorTypes() {
    assertThat(NetworkVersion.of(28)).isEqualTo(NetworkVersion.NV28);
    assertThat(NetworkVersion.NV21.isAtLeast(NetworkVersion.NV18)).isTrue();
    assertThatThrownBy(() -> NetworkVersion.of(16)).isInstanceOf(IllegalArgumentException.class);
    assertThat(ActorType.ofNumber(16)).contains(ActorType.ETH_ACCOUNT);
    assertThat(ActorType.ofNumber(17)).isEmpty();
    for (ActorType type : ActorType.values()) {
      assertThat(type.number()).isEqualTo(type.ordinal() + 1);
    }
  }
}
