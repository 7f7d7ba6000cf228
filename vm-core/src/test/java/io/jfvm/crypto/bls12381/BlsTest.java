// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.DecodeException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class BlsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] NO_POINT = new byte[96];
  private static final int SIGNERS = 5;

  private final BigInteger[] secrets = new BigInteger[SIGNERS];
  private final byte[][] keys = new byte[SIGNERS][];
  private final byte[][] messages = new byte[SIGNERS][];
  private final byte[][] signatures = new byte[SIGNERS][];

  BlsTest() {
    for (int i = 0; i < SIGNERS; i++) {
      secrets[i] = BigInteger.valueOf(0x1234_5678_9abcL).pow(i + 1);
      keys[i] = Bls.publicKey(secrets[i]);
      messages[i] = new byte[] {(byte) i, 7};
      signatures[i] = Bls.sign(secrets[i], messages[i]);
    }
  }

  private static void assertVector(String secret, String message, String key, String signature) {
    byte[] text = message.getBytes(StandardCharsets.US_ASCII);
    BigInteger number = new BigInteger(secret);
    assertThat(HEX.formatHex(Bls.publicKey(number))).isEqualTo(key);
    assertThat(HEX.formatHex(Bls.sign(number, text))).isEqualTo(signature);
    assertThat(Bls.verify(HEX.parseHex(signature), HEX.parseHex(key), text)).isTrue();
  }

  /** Known answers of the suite Filecoin signs with, those of its library bls-signatures. */
  @Test
  void knownKeysAndSignatures() {
    assertVector(
        "27539689655622540958679105641905086851274830069992722298279813327323206776590",
        "",
        "b2be11dc8e54ee74dbc07569fd74fe03b5f52ad71cd49a8579b6c6387891f5a20ad980ec2747618c"
            + "1b9ad35846a68a3e",
        "b53cfdf8b488a286df1ed20432e2bbc4e6361003757dfda3a4fd6cd98de95e5513f7c448d70b2681"
            + "e14547a6ced47e7c10e28432e8abcb34de1dc28f39328fd2a13db12a4c6a30bd17b0e42881a42900"
            + "3e4c24583ba0f29a40fd836cf05e1a40");
    assertVector(
        "49702461028268182420606074237888227477973439590128745083263225875180465421919",
        "1234",
        "981de2d88a80a2d7752ecda66443340a789ea62dd68dca6a3a8caf3b6c1e94248a8819a4f6ba554f"
            + "50f5ccb8bc40e67c",
        "84aa59cad078a34c3c1f876e924ee199cd8cf74857cebcad3037561964cfda50dce5f4d0709aa690"
            + "dae7113b01a9c8c31557f5589c38eb720e86864ff0c4446fba21899d4cd0b2862ec395de1dfdb736"
            + "bf38ca56d17019b257c5d4dd563bf5b7");
    assertVector(
        "10137148177384684722183489239454536012581057454309712542449409651802267006317",
        "4fb3300556a1b2e3978f5da60cb0708b4d41385a6008976a88527d418d21cf9e",
        "a31e3adf1fd542e00c8ae3d4dafea1133c09cd71723584b159cfb78ab5e1bad97f955b891f761c79"
            + "fa8215b8c53addf7",
        "8d4512fabe80f7fb68726794a86b2e20cd04b5787aecfbf43b02c8eb67e42b60b797eba0489c4eb1"
            + "165e4391f31ee8600af43a3d57e6bfdbb950564916f6b1c57e4ef7fba312fd7db431aaec906fa38a"
            + "cefe90687d3755cb3d10b19901bd0074");
  }

  @Test
  void signatureIsValidForItsKeyAndMessageAlone() {
    assertThat(Bls.verify(signatures[0], keys[0], messages[0])).isTrue();
    assertThat(Bls.verify(signatures[0], keys[0], messages[1])).isFalse();
    assertThat(Bls.verify(signatures[0], keys[1], messages[0])).isFalse();
    assertThat(Bls.verify(signatures[1], keys[0], messages[0])).isFalse();
  }

  @Test
  void anyFlippedBitMakesItInvalid() {
    for (int bit = 0; bit < 8 * Bls.SIGNATURE_BYTES; bit += 37) {
      byte[] wrong = signatures[0].clone();
      wrong[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Bls.verify(wrong, keys[0], messages[0])).as("bit %d", bit).isFalse();
    }
    for (int bit = 0; bit < 8 * Bls.PUBLIC_KEY_BYTES; bit += 37) {
      byte[] wrong = keys[0].clone();
      wrong[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Bls.verify(signatures[0], wrong, messages[0])).as("bit %d", bit).isFalse();
    }
  }

  @Test
  void malformedPointsAreInvalid() {
    assertThat(Bls.verify(NO_POINT, keys[0], messages[0])).isFalse();
    assertThat(Bls.verify(signatures[0], new byte[48], messages[0])).isFalse();
    assertThat(Bls.verify(Arrays.copyOf(signatures[0], 95), keys[0], messages[0])).isFalse();
    assertThat(Bls.verify(signatures[0], Arrays.copyOf(keys[0], 49), messages[0])).isFalse();
    assertThat(Bls.verify(new byte[0], new byte[0], messages[0])).isFalse();
  }

  /** The key of secret 0, under which infinity signs every message. */
  @Test
  void keyAtInfinityIsInvalidEvenWithItsSignature() {
    byte[] key = G1.INFINITY.encodeCompressed();
    byte[] signature = G2.INFINITY.encodeCompressed();
    assertThat(Bls.verify(signature, key, messages[0])).isFalse();
    assertThat(Bls.verify(signature, keys[0], messages[0])).isFalse();
    byte[][] withInfinity = {keys[0], key};
    byte[][] texts = {messages[0], messages[1]};
    assertThat(Bls.verifyAggregate(signatures[0], withInfinity, texts)).isFalse();
  }

  /** Sums with a point outside the subgroup. */
  @Test
  void pointsOutsideTheSubgroupsAreInvalid() throws Exception {
    G2 wrong = G2.decodeCompressed(signatures[0]).plus(G2Test.outsideSubgroup());
    assertThat(Bls.verify(wrong.encodeCompressed(), keys[0], messages[0])).isFalse();
    G1 key = G1.decodeCompressed(keys[0]).plus(G1Test.outsideSubgroup());
    assertThat(Bls.verify(signatures[0], key.encodeCompressed(), messages[0])).isFalse();
  }

  @Test
  void aggregateIsValidForAllKeysAndMessagesTogether() throws Exception {
    byte[] sum = Bls.aggregate(signatures);
    assertThat(Bls.verifyAggregate(sum, keys, messages)).isTrue();
    byte[][] fewer = Arrays.copyOf(keys, SIGNERS - 1);
    assertThat(Bls.verifyAggregate(sum, fewer, Arrays.copyOf(messages, SIGNERS - 1))).isFalse();
    byte[][] swapped = messages.clone();
    swapped[0] = messages[1];
    swapped[1] = messages[0];
    assertThat(Bls.verifyAggregate(sum, keys, swapped)).isFalse();
    assertThat(Bls.verifyAggregate(signatures[0], keys, messages)).isFalse();
  }

  @Test
  void equalMessagesMakeAnAggregateInvalid() throws Exception {
    byte[][] same = {messages[0], messages[0].clone()};
    byte[][] both = {signatures[0], Bls.sign(secrets[1], messages[0])};
    byte[][] owners = {keys[0], keys[1]};
    assertThat(Bls.verifyAggregate(Bls.aggregate(both), owners, same)).isFalse();
  }

  @Test
  void aggregateOfNothingIsInvalid() throws Exception {
    byte[] nothing = Bls.aggregate(new byte[0][]);
    assertThat(nothing).isEqualTo(G2.INFINITY.encodeCompressed());
    assertThat(Bls.verifyAggregate(nothing, new byte[0][], new byte[0][])).isFalse();
  }

  @Test
  void misuseIsRefused() {
    assertThatThrownBy(() -> Bls.verifyAggregate(signatures[0], keys, new byte[0][]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("5 keys and 0 messages");
    for (BigInteger secret : new BigInteger[] {BigInteger.ZERO, Pairing.ORDER}) {
      assertThatThrownBy(() -> Bls.publicKey(secret)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Bls.sign(secret, messages[0]))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Bls.aggregate(new byte[][] {NO_POINT}))
        .isInstanceOf(DecodeException.class);
  }
}
