// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.DecodeException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The vectors of RFC 9380, appendices J.9.2, J.10.1, J.10.2 and K.1. */
class HashToCurveTest {
  private static final HexFormat HEX = HexFormat.of();

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void assertHash(String message, String point) {
    byte[] tag = ascii("QUUX-V01-CS02-with-BLS12381G2_XMD:SHA-256_SSWU_RO_");
    assertThat(HEX.formatHex(HashToCurve.g2(ascii(message), tag).coordinates())).isEqualTo(point);
  }

  private static void assertMap1(String element, String point) throws DecodeException {
    G1 image = G1.map(HEX.parseHex(element));
    assertThat(HEX.formatHex(image.coordinates())).isEqualTo(point);
    assertThat(image.isInSubgroup()).isTrue();
  }

  private static void assertMap2(String element, String point) throws DecodeException {
    G2 image = G2.map(HEX.parseHex(element));
    assertThat(HEX.formatHex(image.coordinates())).isEqualTo(point);
    assertThat(image.isInSubgroup()).isTrue();
  }

  private static void assertExpands(String message, int length, String bytes) {
    byte[] tag = ascii("QUUX-V01-CS02-with-expander-SHA256-128");
    assertThat(HEX.formatHex(HashToCurve.expand(ascii(message), tag, length))).isEqualTo(bytes);
  }

  @Test
  void hashesToG2() {
    assertHash(
        "",
        "0141ebfbdca40eb85b87142e130ab689c673cf60f1a3e98d69335266f30d9b8d4ac44c1038e9dcdd"
            + "5393faf5c41fb78a05cb8437535e20ecffaef7752baddf98034139c38452458baeefab379ba13dff"
            + "5bf5dd71b72418717047f5b0f37da03d0503921d7f6a12805e72940b963c0cf3471c7b2a524950ca"
            + "195d11062ee75ec076daf2d4bc358c4b190c0c98064fdd9212424ac32561493f3fe3c260708a12b7"
            + "c620e7be00099a974e259ddc7d1f6395c3c811cdd19f1e8dbf3e9ecfdcbab8d6");
    assertHash(
        "abc",
        "02c2d18e033b960562aae3cab37a27ce00d80ccd5ba4b7fe0e7a210245129dbec7780ccc7954725f"
            + "4168aff2787776e6139cddbccdc5e91b9623efd38c49f81a6f83f175e80b06fc374de9eb4b41dfe4"
            + "ca3a230ed250fbe3a2acf73a41177fd81787327b68159716a37440985269cf584bcb1e621d3a7202"
            + "be6ea05c4cfe244aeb197642555a0645fb87bf7466b2ba4800aa65dae3c8d732d10ecd2c50f8a1ba"
            + "f3001578f71c694e03866e9f3d49ac1e1ce70dd94a733534f106d4cec0eddd16");
    assertHash(
        "abcdef0123456789",
        "121982811d2491fde9ba7ed31ef9ca474f0e1501297f68c298e9f4c0028add35aea8bb83d53c08cf"
            + "c007c1e005723cd0190d119345b94fbd15497bcba94ecf7db2cbfd1e1fe7da034d26cbba169fb396"
            + "8288b3fafb265f9ebd380512a71c3f2c05571a0f8d3c08d094576981f4a3b8eda0a8e771fcdcc8ec"
            + "ceaf1356a6acf17574518acb506e435b639353c2e14827c80bb5e7572275c567462d91807de76561"
            + "1490205a941a5a6af3b1691bfe596c31225d3aabdf15faff860cb4ef17c7c3be");
    assertHash(
        "q128_" + "q".repeat(128),
        "19a84dd7248a1066f737cc34502ee5555bd3c19f2ecdb3c7d9e24dc65d4e25e50d83f0f77105e955"
            + "d78f4762d33c17da0934aba516a52d8ae479939a91998299c76d39cc0c035cd18813bec433f587e2"
            + "d7a4fef038260eef0cef4d02aae3eb9114f81cd421617428bc3b9fe25afbb751d934a00493524bc4"
            + "e065635b0555084dd54679df1536101b2c979c0152d0919209bcccfa036b4847c9950780733633f1"
            + "3619994394c23ff0b32fa6b795844f4a0673e20282d07bc69641cee04f5e5662");
    assertHash(
        "a512_" + "a".repeat(512),
        "01a6ba2f9a11fa5598b2d8ace0fbe0a0eacb65deceb476fbbcb64fd24557c2f4b18ecfc5663e54ae"
            + "16a84f5ab7f6253411fca2ff525572795a801eed17eb12785887c7b63fb77a42be46ce4a34131d71"
            + "f7a73e95fee3f812aea3de78b4d015690b6798718c8aed24bc19cb27f866f1c9effcdbf92397ad64"
            + "48b5c9db90d2b9da6cbabf48adc1adf59a1a28344e79d57e03a47f8e6d1763ba0cad63d6114c0acc"
            + "bef65707825a511b251a660a9b3994249ae4e63fac38b23da0c398689ee2ab52");
  }

  @Test
  void mapsToG1() throws Exception {
    assertMap1(
        "156c8a6a2c184569d69a76be144b5cdc5141d2d2ca4fe341f011e25e3969c55ad9e9b9ce2eb833c8"
            + "1a908e5fa4ac5f03",
        "184bb665c37ff561a89ec2122dd343f20e0f4cbcaec84e3c3052ea81d1834e192c426074b02ed3dc"
            + "a4e7676ce4ce48ba04407b8d35af4dacc809927071fc0405218f1401a6d15af775810e4e460064bc"
            + "c9468beeba82fdc751be70476c888bf3");
    assertMap1(
        "147e1ed29f06e4c5079b9d14fc89d2820d32419b990c1c7bb7dbea2a36a045124b31ffbde7c99329"
            + "c05c559af1c6cc82",
        "009769f3ab59bfd551d53a5f846b9984c59b97d6842b20a2c565baa167945e3d026a3755b6345df8"
            + "ec7e6acb6868ae6d1532c00cf61aa3d0ce3e5aa20c3b531a2abd2c770a790a2613818303c6b830ff"
            + "c0ecf6c357af3317b9575c567f11cd2c");
    assertMap1(
        "04090815ad598a06897dd89bcda860f25837d54e897298ce31e6947378134d3761dc59a572154963"
            + "e8c954919ecfa82d",
        "1974dbb8e6b5d20b84df7e625e2fbfecb2cdb5f77d5eae5fb2955e5ce7313cae8364bc2fff520a6c"
            + "25619739c6bdcb6a15f9897e11c6441eaa676de141c8d83c37aab8667173cbe1dfd6de74d11861b9"
            + "61dccebcd9d289ac633455dfcc7013a3");
  }

  @Test
  void mapsToG2() throws Exception {
    assertMap2(
        "07355d25caf6e7f2f0cb2812ca0e513bd026ed09dda65b177500fa31714e09ea0ded3a078b526bed"
            + "3307f804d4b93b0402829ce3c021339ccb5caf3e187f6370e1e2a311dec9b75363117063ab201560"
            + "3ff52c3d3b98f19c2f65575e99e8b78c",
        "00e7f4568a82b4b7dc1f14c6aaa055edf51502319c723c4dc2688c7fe5944c213f51032808239651"
            + "5734b6612c4e7bb7126b855e9e69b1f691f816e48ac6977664d24d99f8724868a184186469ddfd46"
            + "17367e94527d4b74fc86413483afb35b0caead0fd7b6176c01436833c79d305c78be307da5f6af6c"
            + "133c47311def6ff1e0babf57a0fb5539fce7ee12407b0a421498aadcf7ae2b345243e281ae076df6"
            + "de84455d766ab6fcdaad71fab60abb2e8b980a440043cd305db09d283c895e3d");
    assertMap2(
        "138879a9559e24cecee8697b8b4ad32cced053138ab913b99872772dc753a2967ed50aabc907937a"
            + "efb2439ba06cc50c0a1ae7999ea9bab1dcc9ef8887a6cb6e8f1e22566015428d220b7eec90ffa70a"
            + "d1f624018a9ad11e78d588bd3617f9f2",
        "108ed59fd9fae381abfd1d6bce2fd2fa220990f0f837fa30e0f27914ed6e1454db0d1ee957b219f6"
            + "1da6ff8be0d6441f0296238ea82c6d4adb3c838ee3cb2346049c90b96d602d7bb1b469b905c9228b"
            + "e25c627bffee872def773d5b2a2eb57d033f90f6057aadacae7963b0a0b379dd46750c1c94a6357c"
            + "99b65f63b79e321ff50fe3053330911c56b6ceea08fee656153606c417e59fb331b7ae6bce4fbf7c"
            + "5190c33ce9402b5ebe2b70e44fca614f3f1382a3625ed5493843d0b0a652fc3f");
    assertMap2(
        "18c16fe362b7dbdfa102e42bdfd3e2f4e6191d479437a59db4eb716986bf08ee1f42634db66bde97"
            + "d6c16bbfd342b3b80e37812ce1b146d998d5f92bdd5ada2a31bfd63dfe18311aa91637b5f279dd04"
            + "5763166aa1615e46a50d8d8f475f184e",
        "038af300ef34c7759a6caaa4e69363cafeed218a1f207e93b2c70d91a1263d375d6730bd6b6509dc"
            + "ac3ba5b567e85bf30da75be60fb6aa0e9e3143e40c42796edf15685cafe0279afd2a67c3dff1c823"
            + "41f17effd402e4f1af240ea90f4b659b19b148cbdf163cf0894f29660d2e7bfb2b68e37d54cc83fd"
            + "4e6e62c020eaa48709302ef8e746736c0e19342cc1ce3df40492f4fed741b073e5a82580f7c663f9"
            + "b79e036b70ab3e51162359cec4e77c78086fe879b65ca7a47d34374c8315ac5e");
  }

  @Test
  void expandsMessages() {
    assertExpands("", 32, "68a985b87eb6b46952128911f2a4412bbc302a9d759667f87f7a21d803f07235");
    assertExpands("abc", 32, "d8ccab23b5985ccea865c6c97b6e5b8350e794e603b4b97902f53a8a0d605615");
    assertExpands(
        "",
        128,
        "af84c27ccfd45d41914fdff5df25293e221afc53d8ad2ac06d5e3e29485dadbee0d121587713a3e0"
            + "dd4d5e69e93eb7cd4f5df4cd103e188cf60cb02edc3edf18eda8576c412b18ffb658e3dd6ec84946"
            + "9b979d444cf7b26911a08e63cf31f9dcc541708d3491184472c2c29bb749d4286b004ceb5ee6b9a7"
            + "fa5b646c993f0ced");
    assertExpands(
        "abc",
        128,
        "abba86a6129e366fc877aab32fc4ffc70120d8996c88aee2fe4b32d6c7b6437a647e6c3163d40b76"
            + "a73cf6a5674ef1d890f95b664ee0afa5359a5c4e07985635bbecbac65d747d3d2da7ec2b8221b17b"
            + "0ca9dc8a1ac1c07ea6a1e60583e2cb00058e77b7b72a298425cd1b941ad4ec65e8afc50303a22c0f"
            + "99b0509b4c895f40");
    assertExpands(
        "q128_" + "q".repeat(128),
        128,
        "80be107d0884f0d881bb460322f0443d38bd222db8bd0b0a5312a6fedb49c1bbd88fd75d8b9a0948"
            + "6c60123dfa1d73c1cc3169761b17476d3c6b7cbbd727acd0e2c942f4dd96ae3da5de368d26b32286"
            + "e32de7e5a8cb2949f866a0b80c58116b29fa7fabb3ea7d520ee603e0c25bcaf0b9a5e92ec6a1fe4e"
            + "0391d1cdbce8c68a");
  }

  /** Z²u⁴ + Zu² is 0 there, the case apart of the map. */
  @Test
  void zeroMapsIntoTheSubgroups() throws Exception {
    assertThat(G1.map(new byte[48]).isInSubgroup()).isTrue();
    assertThat(G1.map(new byte[48]).isInfinity()).isFalse();
    assertThat(G2.map(new byte[96]).isInSubgroup()).isTrue();
    assertThat(G2.map(new byte[96]).isInfinity()).isFalse();
  }

  @Test
  void onlyFieldElementsAreMapped() {
    for (int length : new int[] {0, 47, 49, 96}) {
      assertThatThrownBy(() -> G1.map(new byte[length])).isInstanceOf(DecodeException.class);
    }
    for (int length : new int[] {0, 48, 95, 97}) {
      assertThatThrownBy(() -> G2.map(new byte[length])).isInstanceOf(DecodeException.class);
    }
    byte[] p = HEX.parseHex(Fp.P.toString(16));
    assertThatThrownBy(() -> G1.map(p)).isInstanceOf(DecodeException.class);
    byte[] imaginary = new byte[96];
    System.arraycopy(p, 0, imaginary, 48, 48);
    assertThatThrownBy(() -> G2.map(imaginary)).isInstanceOf(DecodeException.class);
  }
}
