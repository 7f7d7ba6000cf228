// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import static io.jfvm.evm.ContractFixture.HEX;
import static io.jfvm.evm.ContractFixture.concat;
import static io.jfvm.evm.ContractFixture.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.actor.ActorTrap;
import io.jfvm.actor.MockRuntime;
import io.jfvm.crypto.Hash;
import io.jfvm.crypto.Secp256k1;
import io.jfvm.evm.Returns;
import io.jfvm.evm.interpreter.CallKind;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.word.Word;
import io.jfvm.gas.OutOfGas;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EthAddress;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PrecompilesTest {
  private static final byte[] NOTHING = {};

  private final MockRuntime rt = new MockRuntime();
  private final EvmSystem system = EvmSystem.create(rt);

  private Optional<byte[]> call(int address, byte[] input) {
    return Precompiles.call(
        system, new EthAddress(Word.of(address).toAddress()), CallKind.CALL, 0, Word.ZERO, input);
  }

  private byte[] succeed(int address, byte[] input) {
    return call(address, input).orElseThrow();
  }

  private byte[] succeed(int address, String hex) {
    return succeed(address, HEX.parseHex(hex));
  }

  private static EthAddress filecoin(int index) {
    byte[] bytes = new byte[20];
    bytes[0] = (byte) 0xfe;
    bytes[19] = (byte) index;
    return new EthAddress(bytes);
  }

  private Optional<byte[]> callFilecoin(int index, byte[] input) {
    return Precompiles.call(system, filecoin(index), CallKind.CALL, 0, Word.ZERO, input);
  }

  @Test
  void reservedAddresses() {
    for (int prefix : new int[] {0, 0xfe}) {
      for (int index = 0; index < 256; index++) {
        EthAddress address = filecoin(index);
        byte[] bytes = address.bytes();
        bytes[0] = (byte) prefix;
        assertThat(Precompiles.isReserved(new EthAddress(bytes))).isEqualTo(index != 0);
        bytes[10] = 1;
        assertThat(Precompiles.isReserved(new EthAddress(bytes))).isFalse();
      }
    }
    byte[] other = filecoin(1).bytes();
    other[0] = (byte) 0xff;
    assertThat(Precompiles.isReserved(new EthAddress(other))).isFalse();
    assertThat(Precompiles.isReserved(new EthAddress(Word.of(0x100).toAddress()))).isTrue();
    assertThat(Precompiles.isReserved(new EthAddress(Word.of(0x101).toAddress()))).isFalse();
    byte[] filecoin100 = filecoin(0).bytes();
    filecoin100[18] = 1;
    assertThat(Precompiles.isReserved(new EthAddress(filecoin100))).isFalse();
  }

  @Test
  void unassignedIndicesSucceedWithNothing() {
    for (int index : new int[] {0x0a, 0x12, 0x20, 0xff}) {
      assertThat(succeed(index, new byte[] {1, 2, 3})).isEmpty();
    }
    for (int index : new int[] {4, 7, 0xff}) {
      assertThat(callFilecoin(index, new byte[] {1, 2, 3})).contains(NOTHING);
    }
  }

  @Test
  void valueMovesAfterASuccess() {
    rt.setBalance(TokenAmount.ofAtto(9));
    rt.setCaller(ActorId.INIT, ActorType.INIT);
    for (boolean accepted : new boolean[] {true, false}) {
      EthAddress address = new EthAddress(Word.of(4).toAddress());
      Optional<byte[]> output =
          inCall(
              () -> {
                rt.expectSend(
                    Address.ofDelegated(ActorId.EAM, address.bytes()),
                    MethodNum.SEND,
                    Optional.empty(),
                    TokenAmount.ofAtto(3),
                    accepted ? Returns.nothing() : Returns.refused(ErrorNumber.LIMIT_EXCEEDED));
                return Precompiles.call(
                    system, address, CallKind.CALL, 0, Word.of(3), new byte[] {7});
              });
      assertThat(output.map(HEX::formatHex))
          .isEqualTo(accepted ? Optional.of("07") : Optional.empty());
    }
    // Blake2F refuses the input, so nothing is sent.
    assertThat(
            Precompiles.call(
                system,
                new EthAddress(Word.of(9).toAddress()),
                CallKind.CALL,
                0,
                Word.of(3),
                NOTHING))
        .isEmpty();
    rt.verify();
  }

  private Optional<byte[]> inCall(Supplier<Optional<byte[]>> body) {
    Optional<?>[] result = new Optional<?>[1];
    rt.expectValidateCallerAny();
    rt.call(
        (runtime, method, params) -> {
          runtime.callers().acceptAny();
          result[0] = body.get();
          return Optional.empty();
        },
        new MethodNum(2));
    rt.verify();
    return result[0].map(bytes -> (byte[]) bytes);
  }

  @Test
  void ecrecoverGivesTheSigner() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20; i++) {
      BigInteger key = BigInteger.valueOf(random.nextLong(1, Long.MAX_VALUE));
      byte[] digest = Hash.SHA2_256.digest(word(i));
      byte[] signature = Secp256k1.sign(digest, key);
      byte[] publicKey = Secp256k1.publicKey(key);
      byte[] hash = Hash.KECCAK_256.digest(Arrays.copyOfRange(publicKey, 1, publicKey.length));
      byte[] expected = concat(new byte[12], Arrays.copyOfRange(hash, 12, 32));
      byte[] input = concat(digest, word(27 + signature[64]), Arrays.copyOf(signature, 64));
      assertThat(succeed(1, input)).isEqualTo(expected);
      assertThat(succeed(1, concat(input, new byte[] {1, 2, 3}))).isEqualTo(expected);
    }
  }

  @Test
  void ecrecoverOfTheYellowPapersTestSignature() {
    assertThat(
            succeed(
                1,
                "18c547e4f7b0f325ad1e56f57e26c745b09a3e503d86e00e5255ff7f715d3d1c"
                    + "000000000000000000000000000000000000000000000000000000000000001c"
                    + "73b1693892219d736caba55bdb67216e485557ea6b6af75f37096c9aa6a5a75f"
                    + "eeb940b1d03b21e36b0e47e79769f095fe2ab855bd91e3a38756b7d75a9c4549"))
        .isEqualTo(
            HEX.parseHex("000000000000000000000000a94f5374fce5edbc8e2a8697c15331677e6ebf0b"));
  }

  @Test
  void ecrecoverOfAnythingElseIsNothing() {
    byte[] digest = Hash.SHA2_256.digest(word(1));
    byte[] signature = Secp256k1.sign(digest, BigInteger.TEN);
    byte[] rs = Arrays.copyOf(signature, 64);
    byte[] order = HEX.parseHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    byte[][] malformed = {
      NOTHING,
      concat(digest, word(26), rs),
      concat(digest, word(29), rs),
      concat(digest, word(0), rs),
      concat(digest, word(27 + 256), rs),
      concat(digest, Word.MAX.toBytes(), rs),
      concat(digest, word(27), word(0), Arrays.copyOfRange(rs, 32, 64)),
      concat(digest, word(27), Arrays.copyOf(rs, 32), word(0)),
      concat(digest, word(27), order, Arrays.copyOfRange(rs, 32, 64)),
      concat(digest, word(27), Arrays.copyOf(rs, 32), order)
    };
    for (byte[] input : malformed) {
      assertThat(succeed(1, input)).isEmpty();
    }
  }

  @Test
  void hashes() {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    assertThat(HEX.formatHex(succeed(2, abc)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(HEX.formatHex(succeed(2, NOTHING)))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(HEX.formatHex(succeed(3, abc)))
        .isEqualTo("0000000000000000000000008eb208f7e05d987a9b044a8e98c6b087f15a0bfc");
    assertThat(HEX.formatHex(succeed(3, NOTHING)))
        .isEqualTo("0000000000000000000000009c1185a5c5e9fc54612808977ee8f548b2258d31");
    assertThat(succeed(4, abc)).isEqualTo(abc);
  }

  private byte[] modExp(BigInteger base, BigInteger exponent, BigInteger modulus) {
    byte[] b = base.toByteArray();
    byte[] e = exponent.toByteArray();
    byte[] m = modulus.toByteArray();
    return succeed(5, concat(word(b.length), word(e.length), word(m.length), b, e, m));
  }

  @Test
  void modExpOfEip198() {
    String p = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f";
    String e = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2e";
    byte[] fermat =
        concat(word(1), word(32), word(32), new byte[] {3}, HEX.parseHex(e), HEX.parseHex(p));
    assertThat(succeed(5, fermat)).isEqualTo(word(1));
    byte[] zeroBase = concat(word(0), word(32), word(32), HEX.parseHex(e), HEX.parseHex(p));
    assertThat(succeed(5, zeroBase)).isEqualTo(word(0));
    // Input that ends early goes on with zeros.
    byte[] shortInput =
        concat(word(1), word(2), word(32), new byte[] {3, (byte) 0xff, (byte) 0xff, (byte) 0x80});
    assertThat(HEX.formatHex(succeed(5, shortInput)))
        .isEqualTo("3b01b01ac41f2d6e917c6d6a221ce793802469026d9ab7578fa2e79e4da6aaab");
  }

  @Test
  void modExpAgreesWithBigInteger() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 200; i++) {
      BigInteger base = number(random);
      BigInteger exponent = number(random);
      BigInteger modulus = number(random).add(BigInteger.TWO);
      assertThat(new BigInteger(1, modExp(base, exponent, modulus)))
          .as("%s ^ %s mod %s", base, exponent, modulus)
          .isEqualTo(base.modPow(exponent, modulus));
    }
  }

  private static BigInteger number(SplittableRandom random) {
    byte[] bytes = new byte[1 + random.nextInt(40)];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes);
  }

  @Test
  void modExpAtItsEdges() {
    assertThat(succeed(5, NOTHING)).isEmpty();
    assertThat(succeed(5, concat(word(0), word(0xffff_ffffL), word(0)))).isEmpty();
    assertThat(succeed(5, concat(word(1), word(1), word(0), new byte[] {3, 3}))).isEmpty();
    assertThat(succeed(5, concat(word(1), word(1), word(3), new byte[] {3, 3, 0, 0, 0})))
        .containsExactly(0, 0, 0);
    assertThat(succeed(5, concat(word(1), word(1), word(3), new byte[] {3, 3, 0, 0, 1})))
        .containsExactly(0, 0, 0);
    assertThat(succeed(5, concat(word(1), word(0), word(1), new byte[] {3, 7}))).containsExactly(1);
    assertThat(call(5, concat(word(1L << 32), word(0), word(1)))).isEmpty();
    assertThat(call(5, concat(word(0), word(1L << 32), word(0)))).isEmpty();
    assertThat(call(5, concat(word(0), word(0), Word.MAX.toBytes()))).isEmpty();
  }

  @Test
  void modExpBeyondTheInstancesMemory() {
    MockRuntime.expectAbort(
        ExitCode.USR_ASSERTION_FAILED, () -> call(5, concat(word(0), word(0), word(1L << 29))));
    assertThatThrownBy(
            () -> call(5, concat(word(1), word(1L << 28), word(1), new byte[] {3, 3, 3})))
        .isInstanceOf(ActorTrap.class);
  }

  @Test
  void modExpIsPaidBeforeItRuns() {
    rt.setMilligasAvailable(1_000_000_000L);
    byte[] modulus = new byte[4096];
    Arrays.fill(modulus, (byte) 0xff);
    assertThatThrownBy(
            () -> call(5, concat(word(4096), word(4096), word(4096), modulus, modulus, modulus)))
        .isSameAs(OutOfGas.INSTANCE);
  }

  @Test
  void blake2FOfEip152() {
    String h =
        "48c9bdf267e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5"
            + "d182e6ad7f520e511f6c3e2b8c68059b6bbd41fbabd9831f79217e1319cde05b";
    String m = "616263" + "00".repeat(125);
    String t = "0300000000000000" + "0000000000000000";
    assertThat(HEX.formatHex(succeed(9, "0000000c" + h + m + t + "01")))
        .isEqualTo(
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    assertThat(HEX.formatHex(succeed(9, "0000000c" + h + m + t + "00")))
        .isEqualTo(
            "75ab69d3190a562c51aef8d88f1c2775876944407270c42c9844252c26d28752"
                + "98743e7f6d5ea2f2d3e8d226039cd31b4e426ac4f2d3d666a610c2116fde4735");
    assertThat(HEX.formatHex(succeed(9, "00000000" + h + m + t + "01")))
        .isEqualTo(
            "08c9bcf367e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5"
                + "d282e6ad7f520e511f6c3e2b8c68059b9442be0454267ce079217e1319cde05b");
    assertThat(call(9, HEX.parseHex("0000000c" + h + m + t + "02"))).isEmpty();
    assertThat(call(9, HEX.parseHex("0000000c" + h + m + t))).isEmpty();
    assertThat(call(9, HEX.parseHex("0000000c" + h + m + t + "0100"))).isEmpty();
    assertThatThrownBy(() -> succeed(9, "ffffffff" + h + m + t + "01")).isSameAs(OutOfGas.INSTANCE);
  }

  @Test
  void blake2FIsBlake2bCompression() {
    // One block of BLAKE2b-512 is twelve rounds over the parameterised initial state.
    byte[] message = "jfvm".getBytes(StandardCharsets.US_ASCII);
    String h =
        "48c9bdf267e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5"
            + "d182e6ad7f520e511f6c3e2b8c68059b6bbd41fbabd9831f79217e1319cde05b";
    byte[] input =
        concat(
            new byte[] {0, 0, 0, 12},
            HEX.parseHex(h),
            Arrays.copyOf(message, 128),
            new byte[] {(byte) message.length},
            new byte[15],
            new byte[] {1});
    assertThat(succeed(9, input)).isEqualTo(Hash.BLAKE2B_512.digest(message));
  }

  @Test
  void p256Verify() {
    String digest = "4cee90eb86eaa050036147a12d49004b6b9c72bd725d39d4785011fe190f0b4d";
    String signature =
        "a73bd4903f0ce3b639bbbf6e8e80d16931ff4bcf5993d58468e8fb19086e8cac"
            + "36dbcd03009df8c59286b162af3bd7fcc0450c9aa81be5d10d312af6c66b1d60";
    String key =
        "4aebd3099c618202fcfe16ae7770b0c49ab5eadf74b754204a3bb6060e44eff3"
            + "7618b065f9832de4ca6ca971a7a1adc826d0f7c00181a5fb2ddf79ae00b4e10e";
    assertThat(succeed(0x100, digest + signature + key)).isEqualTo(word(1));
    // A high s is as good.
    BigInteger order =
        new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    BigInteger s = new BigInteger(signature.substring(64), 16);
    String high = "%064x".formatted(order.subtract(s));
    assertThat(succeed(0x100, digest + signature.substring(0, 64) + high + key)).isEqualTo(word(1));

    String zero = "00".repeat(32);
    String r = signature.substring(0, 64);
    String[] invalid = {
      "",
      digest + signature + key.substring(2),
      digest + signature + key + "00",
      zero + signature + key,
      digest + zero + signature.substring(64) + key,
      digest + r + zero + key,
      digest + r + "%064x".formatted(order) + key,
      digest + "%064x".formatted(order) + signature.substring(64) + key,
      digest + signature + zero + zero,
      digest + signature + key.substring(64) + key.substring(0, 64),
      digest + signature + "ff".repeat(32) + key.substring(64)
    };
    for (String input : invalid) {
      assertThat(succeed(0x100, input)).as(input).isEmpty();
    }
  }

  @Test
  void p256KeyThatIsNoPointPaysNoVerification() {
    long before = rt.milligasAvailable();
    assertThat(succeed(0x100, "07".repeat(160))).isEmpty();
    assertThat(before - rt.milligasAvailable()).isZero();
  }

  @Test
  void resolveAddress() {
    Address f410 = Address.ofDelegated(ActorId.EAM, new byte[20]);
    rt.setAddress(f410, new ActorId(77));
    assertThat(callFilecoin(1, f410.toBytes())).contains(word(77));
    assertThat(callFilecoin(1, Address.ofId(1L << 40).toBytes())).contains(word(1L << 40));
    assertThat(callFilecoin(1, Address.ofActor(NOTHING).toBytes())).contains(NOTHING);
    assertThat(callFilecoin(1, NOTHING)).isEmpty();
    assertThat(callFilecoin(1, new byte[] {0, 1, 0})).isEmpty();
    assertThat(callFilecoin(1, new byte[] {9, 1})).isEmpty();
  }

  @Test
  void lookupDelegatedAddress() {
    Address f410 = Address.ofDelegated(ActorId.EAM, new byte[20]);
    rt.setDelegatedAddress(new ActorId(77), f410);
    assertThat(callFilecoin(2, word(77))).contains(f410.toBytes());
    assertThat(callFilecoin(2, concat(word(77), word(1)))).contains(f410.toBytes());
    assertThat(callFilecoin(2, word(78))).contains(NOTHING);
    assertThat(callFilecoin(2, NOTHING)).contains(NOTHING);
    assertThat(callFilecoin(2, new Word(77, 1, 0, 0).toBytes())).isEmpty();
  }

  @Test
  void getRandomness() {
    byte[] digest = Hash.SHA2_256.digest(NOTHING);
    rt.expectBeaconDigest(new ChainEpoch(5), Optional.of(digest));
    assertThat(callFilecoin(6, word(5))).contains(digest);
    rt.expectBeaconDigest(new ChainEpoch(-1), Optional.empty());
    assertThat(callFilecoin(6, word(-1))).isEmpty();
    assertThat(callFilecoin(6, Word.MAX.toBytes())).isEmpty();
    rt.verify();
  }
}
