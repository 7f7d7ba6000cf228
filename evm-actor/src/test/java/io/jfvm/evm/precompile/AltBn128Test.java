// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import static io.jfvm.evm.ContractFixture.HEX;
import static io.jfvm.evm.ContractFixture.concat;
import static io.jfvm.evm.ContractFixture.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.actor.MockRuntime;
import io.jfvm.evm.interpreter.CallKind;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.word.Word;
import io.jfvm.gas.OutOfGas;
import io.jfvm.types.EthAddress;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Known answers are of EIP-196, EIP-197 and of the group laws. */
class AltBn128Test {
  private static final byte[] NOTHING = {};
  private static final byte[] O = new byte[64];
  private static final byte[] G1 = concat(word(1), word(2));
  private static final byte[] TWICE_G1 =
      HEX.parseHex(
          "030644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd3"
              + "15ed738c0e0a7c92e7845f96b2ae9c0a68a6a449e3538fc7ff3ebf7a5a18a2c4");
  private static final byte[] MINUS_G1 =
      concat(
          word(1),
          HEX.parseHex("30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd45"));
  private static final byte[] G2 =
      HEX.parseHex(
          "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
              + "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
              + "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
              + "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa");

  /** On the curve of G2, with x = 1, but not of order r. */
  private static final byte[] OUTSIDE_G2 =
      HEX.parseHex(
          "0000000000000000000000000000000000000000000000000000000000000000"
              + "0000000000000000000000000000000000000000000000000000000000000001"
              + "0d1271953ed9ea0836846e70a1934187998c7f790cb4d7511b7f8da82de048a4"
              + "2869111d5381f072f8e2728fdb825a51aadd70e52c9830e9ab4b871c0531f1bb");

  private static final byte[] P =
      HEX.parseHex("30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47");

  /** The order of the groups. */
  private static final byte[] R =
      HEX.parseHex("30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001");

  private final MockRuntime rt = new MockRuntime();
  private final EvmSystem system = EvmSystem.create(rt);

  private Optional<byte[]> call(int address, byte[]... input) {
    return Precompiles.call(
        system,
        new EthAddress(Word.of(address).toAddress()),
        CallKind.CALL,
        0,
        Word.ZERO,
        concat(input));
  }

  private byte[] succeed(int address, byte[]... input) {
    return call(address, input).orElseThrow();
  }

  @Test
  void adds() {
    assertThat(succeed(6, G1, G1)).isEqualTo(TWICE_G1);
    assertThat(succeed(6, G1, MINUS_G1)).isEqualTo(O);
    assertThat(succeed(6, G1, O)).isEqualTo(G1);
    assertThat(succeed(6, O, G1)).isEqualTo(G1);
  }

  @Test
  void zerosFollowShortInputAndTheRestIsIgnored() {
    assertThat(succeed(6, NOTHING)).isEqualTo(O);
    assertThat(succeed(6, G1)).isEqualTo(G1);
    assertThat(call(6, Arrays.copyOf(G1, 40))).isEmpty();
    assertThat(succeed(6, G1, G1, new byte[] {1, 2})).isEqualTo(TWICE_G1);
    assertThat(succeed(7, NOTHING)).isEqualTo(O);
    assertThat(succeed(7, G1)).isEqualTo(O);
    assertThat(succeed(7, G1, new byte[31], new byte[] {2, 5})).isEqualTo(TWICE_G1);
    byte[] cut = new byte[31];
    cut[30] = 1;
    assertThat(succeed(7, G1, cut)).isEqualTo(succeed(7, G1, word(256)));
  }

  @Test
  void multipliesByAnyNumber() {
    assertThat(succeed(7, G1, word(2))).isEqualTo(TWICE_G1);
    assertThat(succeed(7, G1, word(0))).isEqualTo(O);
    assertThat(succeed(7, O, word(9))).isEqualTo(O);
    assertThat(succeed(7, G1, R)).isEqualTo(O);
    byte[] twoMore = R.clone();
    twoMore[31] = 3;
    assertThat(succeed(7, G1, twoMore)).isEqualTo(TWICE_G1);
    byte[] greatest = new byte[32];
    Arrays.fill(greatest, (byte) 0xff);
    byte[] top = new byte[32];
    top[0] = (byte) 0x80;
    assertThat(succeed(6, succeed(7, G1, greatest), G1)).isEqualTo(succeed(7, TWICE_G1, top));
  }

  @Test
  void pairingsOfOppositePointsCancel() {
    assertThat(succeed(8, NOTHING)).isEqualTo(word(1));
    assertThat(succeed(8, G1, G2)).isEqualTo(word(0));
    assertThat(succeed(8, G1, G2, MINUS_G1, G2)).isEqualTo(word(1));
    assertThat(succeed(8, TWICE_G1, G2, MINUS_G1, G2, MINUS_G1, G2)).isEqualTo(word(1));
    assertThat(succeed(8, O, G2)).isEqualTo(word(1));
    assertThat(succeed(8, G1, new byte[128])).isEqualTo(word(1));
  }

  @Test
  void pairingTakesWholePairs() {
    for (int length : new int[] {1, 64, 191, 193, 383}) {
      assertThat(call(8, new byte[length])).isEmpty();
    }
    assertThat(succeed(8, new byte[384])).isEqualTo(word(1));
  }

  @Test
  void badPointsFail() {
    for (byte[] bad : new byte[][] {concat(word(1), word(3)), concat(P, word(0))}) {
      assertThat(call(6, bad, O)).isEmpty();
      assertThat(call(6, O, bad)).isEmpty();
      assertThat(call(7, bad, word(0))).isEmpty();
      assertThat(call(8, bad, G2)).isEmpty();
      assertThat(call(8, bad, new byte[128])).isEmpty();
    }
    byte[] off = G2.clone();
    off[127] ^= 1;
    byte[] tooLarge = Arrays.copyOf(P, 128);
    for (byte[] bad : new byte[][] {off, tooLarge, OUTSIDE_G2}) {
      assertThat(call(8, G1, bad)).isEmpty();
      assertThat(call(8, O, bad)).isEmpty();
      assertThat(call(8, G1, G2, O, bad)).isEmpty();
    }
  }

  @Test
  void computingIsPaid() {
    rt.setMilligasAvailable(100_000_000L);
    assertThat(succeed(8, O, new byte[128])).isEqualTo(word(1));
    byte[][] inputs = {concat(G1, G1), concat(G1, word(9)), concat(G1, G2)};
    for (int i = 0; i < inputs.length; i++) {
      int address = 6 + i;
      byte[] input = inputs[i];
      rt.setMilligasAvailable(100_000_000L);
      assertThatThrownBy(() -> call(address, input)).isSameAs(OutOfGas.INSTANCE);
    }
  }
}
