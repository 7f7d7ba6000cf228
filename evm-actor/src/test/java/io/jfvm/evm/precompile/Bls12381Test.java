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

/** Known answers are of EIP-2537 and of the group laws. */
class Bls12381Test {
  private static final byte[] NOTHING = {};
  private static final byte[] O1 = new byte[128];
  private static final byte[] O2 = new byte[256];
  private static final String G1_X =
      "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905"
          + "a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb";
  private static final byte[] G1 =
      padded(
          G1_X
              + "08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af6"
              + "00db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1");
  private static final byte[] MINUS_G1 =
      padded(
          G1_X
              + "114d1d6855d545a8aa7d76c8cf2e21f267816aef1db507c9"
              + "6655b9d5caac42364e6f38ba0ecb751bad54dcd6b939c2ca");
  private static final byte[] G2 =
      padded(
          "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02"
              + "b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
              + "13e02b6052719f607dacd3a088274f65596bd0d09920b61a"
              + "b5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
              + "0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a7"
              + "6d429a695160d12c923ac9cc3baca289e193548608b82801"
              + "0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af"
              + "267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be");

  /** The point (0, 2) of order 3. */
  private static final byte[] OUTSIDE_G1 = padded("00".repeat(95) + "02");

  private static final String P =
      "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf"
          + "6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab";

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

  /** Numbers of 48 bytes, each behind 16 zeros. */
  private static byte[] padded(String numbers) {
    byte[] in = HEX.parseHex(numbers);
    byte[] out = new byte[in.length / 48 * 64];
    for (int i = 0; i < in.length / 48; i++) {
      System.arraycopy(in, 48 * i, out, 64 * i + 16, 48);
    }
    return out;
  }

  @Test
  void addsPointsOfG1() {
    assertThat(
            succeed(
                0x0b,
                padded(
                    "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aef"
                        + "fb3af00adb22c6bb08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3ed"
                        + "d03cc744a2888ae40caa232946c5e7e1112b98340eee2777cc3c14163dea3ec97977ac3dc5c70da3"
                        + "2e6e87578f44912e902ccef9efe28d4a78b8999dfbca9426186b28d92356c4dfec4b5201ad099dbd"
                        + "ede3781f8998ddf929b4cd7756192185ca7b8f4ef7088f813270ac3d48868a21")))
        .isEqualTo(
            padded(
                "0a40300ce2dec9888b60690e9a41d3004fda4886854573974fab73b046d3147ba5b7a5bde85279ff"
                    + "ede1b45b3918d82d06d3d887e9f53b9ec4eb6cedf5607226754b07c01ace7834f57f3e7315faefb7"
                    + "39e59018e22c492006190fba4a870025"));
  }

  @Test
  void addsPointsOfG2() {
    assertThat(
            succeed(
                0x0d,
                padded(
                    "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbef"
                        + "d48056c8c121bdb813e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049"
                        + "334cf11213945d57e5ac7d055d042b7e0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a7"
                        + "6d429a695160d12c923ac9cc3baca289e193548608b828010606c4a02ea734cc32acd2b02bc28b99"
                        + "cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be103121a2ceaae586"
                        + "d240843a398967325f8eb5a93e8fea99b62b9f88d8556c80dd726a4b30e84a36eeabaf3592937f27"
                        + "086b990f3da2aeac0a36143b7d7c824428215140db1bb859338764cb58458f081d92664f9053b50b"
                        + "3fbd2e4723121b680f9e7ba9a86a8f7624aa2b42dcc8772e1af4ae115685e60abc2c9b90242167ac"
                        + "ef3d0be4050bf935eed7c3b6fc7ba77e0d22c3652d0dc6f0fc9316e14268477c2049ef772e852108"
                        + "d269d9c38dba1d4802e8dae479818184c08f9a569d878451")))
        .isEqualTo(
            padded(
                "0b54a8a7b08bd6827ed9a797de216b8c9057b3a9ca93e2f88e7f04f19accc42da90d883632b9ca4d"
                    + "c38d013f71ede4db077eba4eecf0bd764dce8ed5f45040dd8f3b3427cb35230509482c1465171328"
                    + "2946306247866dfe39a8e33016fcbe5214e60a76a29ef85cbd69f251b9f29147b67cfe3ed2823d3f"
                    + "9776b3a0efd2731941d47436dc6d2b58d9e65f8438bad0731586c3c910d95754fef7a732df78e279"
                    + "c3d37431c6a2b77e67a00c7c130a8fcd4d19f159cbeb997a178108fffffcbd20"));
  }

  @Test
  void mapsToG1() {
    assertThat(
            succeed(
                0x10,
                padded(
                    "156c8a6a2c184569d69a76be144b5cdc5141d2d2ca4fe341f011e25e3969c55ad9e9b9ce2eb833c8"
                        + "1a908e5fa4ac5f03")))
        .isEqualTo(
            padded(
                "184bb665c37ff561a89ec2122dd343f20e0f4cbcaec84e3c3052ea81d1834e192c426074b02ed3dc"
                    + "a4e7676ce4ce48ba04407b8d35af4dacc809927071fc0405218f1401a6d15af775810e4e460064bc"
                    + "c9468beeba82fdc751be70476c888bf3"));
  }

  @Test
  void mapsToG2() {
    assertThat(
            succeed(
                0x11,
                padded(
                    "07355d25caf6e7f2f0cb2812ca0e513bd026ed09dda65b177500fa31714e09ea0ded3a078b526bed"
                        + "3307f804d4b93b0402829ce3c021339ccb5caf3e187f6370e1e2a311dec9b75363117063ab201560"
                        + "3ff52c3d3b98f19c2f65575e99e8b78c")))
        .isEqualTo(
            padded(
                "00e7f4568a82b4b7dc1f14c6aaa055edf51502319c723c4dc2688c7fe5944c213f51032808239651"
                    + "5734b6612c4e7bb7126b855e9e69b1f691f816e48ac6977664d24d99f8724868a184186469ddfd46"
                    + "17367e94527d4b74fc86413483afb35b0caead0fd7b6176c01436833c79d305c78be307da5f6af6c"
                    + "133c47311def6ff1e0babf57a0fb5539fce7ee12407b0a421498aadcf7ae2b345243e281ae076df6"
                    + "de84455d766ab6fcdaad71fab60abb2e8b980a440043cd305db09d283c895e3d"));
  }

  @Test
  void infinityIsTheNeutralElement() {
    assertThat(succeed(0x0b, G1, O1)).isEqualTo(G1);
    assertThat(succeed(0x0b, O1, G1)).isEqualTo(G1);
    assertThat(succeed(0x0b, O1, O1)).isEqualTo(O1);
    assertThat(succeed(0x0b, G1, MINUS_G1)).isEqualTo(O1);
    assertThat(succeed(0x0d, G2, O2)).isEqualTo(G2);
    assertThat(succeed(0x0d, O2, G2)).isEqualTo(G2);
    assertThat(succeed(0x0d, O2, O2)).isEqualTo(O2);
  }

  @Test
  void multiplesAreSums() {
    byte[] twice1 = succeed(0x0b, G1, G1);
    assertThat(succeed(0x0c, G1, word(2))).isEqualTo(twice1);
    assertThat(succeed(0x0c, G1, word(5), twice1, word(7))).isEqualTo(succeed(0x0c, G1, word(19)));
    byte[] twice2 = succeed(0x0d, G2, G2);
    assertThat(succeed(0x0e, G2, word(2))).isEqualTo(twice2);
    assertThat(succeed(0x0e, G2, word(5), twice2, word(7))).isEqualTo(succeed(0x0e, G2, word(19)));
    byte[] order = HEX.parseHex("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001");
    assertThat(succeed(0x0c, G1, order)).isEqualTo(O1);
    assertThat(succeed(0x0e, G2, order)).isEqualTo(O2);
    order[31]++;
    assertThat(succeed(0x0c, G1, order)).isEqualTo(G1);
    assertThat(succeed(0x0e, G2, order)).isEqualTo(G2);
    assertThat(succeed(0x0c, O1, word(5), G1, word(0))).isEqualTo(O1);
    assertThat(succeed(0x0e, O2, word(5), G2, word(0))).isEqualTo(O2);
  }

  @Test
  void pairingsOfOppositePointsCancel() {
    byte[] minusTwice1 = succeed(0x0b, MINUS_G1, MINUS_G1);
    byte[] twice2 = succeed(0x0d, G2, G2);
    assertThat(succeed(0x0f, G1, G2)).isEqualTo(word(0));
    assertThat(succeed(0x0f, G1, G2, MINUS_G1, G2)).isEqualTo(word(1));
    assertThat(succeed(0x0f, G1, twice2, minusTwice1, G2)).isEqualTo(word(1));
    assertThat(succeed(0x0f, G1, G2, minusTwice1, G2)).isEqualTo(word(0));
    assertThat(succeed(0x0f, G1, O2, O1, G2)).isEqualTo(word(1));
    assertThat(succeed(0x0f, O1, O2)).isEqualTo(word(1));
  }

  @Test
  void lengthsAreExact() {
    int[] addresses = {0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x11};
    int[] lengths = {256, 160, 512, 288, 384, 64, 128};
    for (int i = 0; i < addresses.length; i++) {
      assertThat(call(addresses[i], new byte[lengths[i]])).isPresent();
      assertThat(call(addresses[i], NOTHING)).isEmpty();
      assertThat(call(addresses[i], new byte[lengths[i] - 1])).isEmpty();
      assertThat(call(addresses[i], new byte[lengths[i] + 1])).isEmpty();
      boolean repeats = addresses[i] == 0x0c || addresses[i] == 0x0e || addresses[i] == 0x0f;
      assertThat(call(addresses[i], new byte[2 * lengths[i]]).isPresent()).isEqualTo(repeats);
    }
  }

  @Test
  void onlyAdditionTakesPointsOutsideTheSubgroup() {
    assertThat(succeed(0x0b, OUTSIDE_G1, O1)).isEqualTo(OUTSIDE_G1);
    assertThat(call(0x0c, OUTSIDE_G1, word(1))).isEmpty();
    assertThat(call(0x0c, OUTSIDE_G1, word(0))).isEmpty();
    assertThat(call(0x0f, OUTSIDE_G1, O2)).isEmpty();
    assertThat(call(0x0f, G1, G2, OUTSIDE_G1, G2)).isEmpty();
  }

  @Test
  void pointsOffTheCurveAndLargeNumbersFail() {
    for (int at : new int[] {63, 127}) {
      byte[] off = G1.clone();
      off[at] ^= 1;
      assertThat(call(0x0b, off, O1)).isEmpty();
      assertThat(call(0x0b, O1, off)).isEmpty();
      assertThat(call(0x0c, off, word(0))).isEmpty();
      assertThat(call(0x0f, off, O2)).isEmpty();
    }
    for (int at : new int[] {63, 127, 191, 255}) {
      byte[] off = G2.clone();
      off[at] ^= 1;
      assertThat(call(0x0d, off, O2)).isEmpty();
      assertThat(call(0x0e, off, word(0))).isEmpty();
      assertThat(call(0x0f, O1, off)).isEmpty();
    }
    for (int at : new int[] {0, 15, 64, 79}) {
      byte[] padding = G1.clone();
      padding[at] = 1;
      assertThat(call(0x0b, padding, O1)).isEmpty();
    }
    assertThat(call(0x10, padded(P))).isEmpty();
    assertThat(call(0x11, padded(P + "00".repeat(48)))).isEmpty();
    assertThat(call(0x11, padded("00".repeat(48) + P))).isEmpty();
    assertThat(call(0x0b, padded(P + "00".repeat(48)), O1)).isEmpty();
    byte[] wide = new byte[64];
    Arrays.fill(wide, (byte) 0xff);
    assertThat(call(0x10, wide)).isEmpty();
  }

  @Test
  void computingIsPaid() {
    byte[][] inputs = {concat(G1, G1), concat(G1, word(1)), concat(G1, G2), new byte[128]};
    int[] addresses = {0x0b, 0x0c, 0x0f, 0x11};
    for (int i = 0; i < addresses.length; i++) {
      int address = addresses[i];
      byte[] input = inputs[i];
      rt.setMilligasAvailable(1_000_000_000L);
      assertThatThrownBy(() -> call(address, input)).isSameAs(OutOfGas.INSTANCE);
    }
  }
}
