// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.crypto.Hash;
import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.encoding.Varint;
import io.jfvm.types.Cid;
import io.jfvm.types.HostException;
import io.jfvm.types.Multicodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarTest {
  private static final Codec<List<Cid>> LINKS = Codecs.listOf(Cid.CODEC);
  private static final byte[] DATA = {(byte) 0x82, 1, 2};
  private static final Cid CID = Cid.ofDagCbor(DATA);

  private static byte[] car(List<Cid> roots, Block... blocks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CarWriter writer = new CarWriter(out, roots);
    for (Block block : blocks) {
      writer.write(block.cid(), block.data());
    }
    return out.toByteArray();
  }

  private static CarReader reader(byte[] car) throws IOException, DecodeException {
    return CarReader.open(new ByteArrayInputStream(car));
  }

  @Test
  void theHeaderOfOneRootHasSixtyBytes() throws IOException {
    assertThat(car(List.of(CID))).hasSize(1 + 60).startsWith(60, 0xa2);
  }

  @Test
  void blocksComeBackInOrderWithRepeats() throws IOException, DecodeException {
    byte[] raw = {};
    Block one = new Block(CID, DATA);
    Block other = new Block(Cid.ofBlock(Multicodec.RAW, raw), raw);
    CarReader reader = reader(car(List.of(CID, other.cid()), other, one, other));
    assertThat(reader.roots()).containsExactly(CID, other.cid());
    assertThat(reader.next()).contains(other);
    assertThat(reader.next()).contains(one);
    assertThat(reader.next()).contains(other);
    assertThat(reader.next()).isEmpty();
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void aBlockThatIsNotItsCidsIsRefused() throws IOException, DecodeException {
    byte[] car = car(List.of(CID), new Block(CID, new byte[] {9}));
    CarReader reader = reader(car);
    assertThatThrownBy(reader::next)
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("offset 61")
        .hasMessageContaining(CID.toString());
  }

  @Test
  void identityAndShaCidsAreChecked() throws IOException, DecodeException {
    Cid identity = Cid.of(Multicodec.RAW, Multicodec.IDENTITY, DATA);
    Cid sha = Cid.of(Multicodec.RAW, Hash.SHA2_256.code(), Hash.SHA2_256.digest(DATA));
    CarReader good = reader(car(List.of(CID), new Block(identity, DATA), new Block(sha, DATA)));
    assertThat(good.next()).isPresent();
    assertThat(good.next()).isPresent();
    Cid unknown = Cid.of(Multicodec.RAW, 0x1234, new byte[4]);
    CarReader bad = reader(car(List.of(CID), new Block(unknown, DATA)));
    assertThatThrownBy(bad::next)
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("hash 0x1234");
  }

  @Test
  void cutSectionsAreRefusedWhereverTheyAreCut() throws IOException, DecodeException {
    byte[] car = car(List.of(CID), new Block(CID, DATA));
    for (int length = 0; length < car.length; length++) {
      byte[] cut = Arrays.copyOf(car, length);
      if (length == 61) {
        assertThat(reader(cut).next()).isEmpty();
      } else {
        assertThatThrownBy(() -> reader(cut).next())
            .as("cut at %d", length)
            .isInstanceOf(DecodeException.class);
      }
    }
  }

  @Test
  void hostileLengthsTakeNoMemory() throws IOException, DecodeException {
    for (long length : new long[] {1L << 26, 1L << 40, -1}) {
      ByteArrayOutputStream car = new ByteArrayOutputStream();
      car.write(car(List.of(CID)));
      car.write(Varint.encode(length));
      CarReader reader = reader(car.toByteArray());
      assertThatThrownBy(reader::next)
          .isInstanceOf(DecodeException.class)
          .hasMessageContaining("offset 61")
          .hasMessageContaining(Long.toUnsignedString(length));
    }
  }

  @Test
  void headersMustBeOfVersionOneAndNameARoot() {
    byte[] link = new CborWriter().link(CID.toBytes()).toByteArray();
    assertHeaderRefused(
        new CborWriter().map(2).text("roots").array(1).raw(link).text("version").u64(2),
        "version is 2");
    assertHeaderRefused(new CborWriter().map(1).text("version").u64(1), "no roots");
    assertHeaderRefused(
        new CborWriter().map(2).text("roots").array(0).text("version").u64(1), "no roots");
    assertHeaderRefused(new CborWriter().map(1).text("roots").array(0), "version is 0");
    assertHeaderRefused(new CborWriter().u64(1), "CAR header");
    assertThatThrownBy(() -> reader(new byte[0]))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void headersMayHaveAnyOrderAndOtherKeys() throws IOException, DecodeException {
    byte[] header =
        new CborWriter()
            .map(3)
            .text("version")
            .u64(1)
            .text("note")
            .array(1)
            .nil()
            .text("roots")
            .array(1)
            .link(CID.toBytes())
            .toByteArray();
    ByteArrayOutputStream car = new ByteArrayOutputStream();
    car.write(header.length);
    car.write(header);
    assertThat(reader(car.toByteArray()).roots()).containsExactly(CID);
  }

  private static void assertHeaderRefused(CborWriter header, String message) {
    byte[] bytes = header.toByteArray();
    byte[] car = new byte[bytes.length + 1];
    car[0] = (byte) bytes.length;
    System.arraycopy(bytes, 0, car, 1, bytes.length);
    assertThatThrownBy(() -> reader(car))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining(message);
  }

  @Test
  void exportsAllThatIsReachableOnceParentsFirst() throws IOException, DecodeException {
    MemoryBlockstore store = new MemoryBlockstore();
    Cid leaf = store.put(Multicodec.RAW, new byte[] {7});
    Cid inner = store.save(LINKS, List.of(leaf));
    Cid identity = Cid.of(Multicodec.DAG_CBOR, Multicodec.IDENTITY, LINKS.toBytes(List.of(leaf)));
    Cid sealed = Cid.of(Multicodec.COMMITMENT_SEALED, 0xb401, new byte[32]);
    Cid code = Cid.ofBlock(Multicodec.RAW, new byte[] {8});
    Cid root = store.save(LINKS, List.of(identity, inner, sealed, code, leaf));
    store.save(Codecs.U64, 1L);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CarExport.write(store, List.of(root, inner), code::equals, out);
    CarReader reader = reader(out.toByteArray());
    assertThat(reader.next().orElseThrow().cid()).isEqualTo(root);
    assertThat(reader.next().orElseThrow().cid()).isEqualTo(leaf);
    assertThat(reader.next().orElseThrow().cid()).isEqualTo(inner);
    assertThat(reader.next()).isEmpty();

    assertThatThrownBy(
            () -> CarExport.write(store, List.of(root), cid -> false, new ByteArrayOutputStream()))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining(code + " is missing");
  }

  @Test
  void aCarInAFileIsAStore(@TempDir Path directory) throws IOException, DecodeException {
    byte[] raw = new byte[70_000];
    Block big = new Block(Cid.ofBlock(Multicodec.RAW, raw), raw);
    Path file = directory.resolve("state.car");
    Files.write(file, car(List.of(CID), big, new Block(CID, DATA), big));
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      CarBlockstore store = CarBlockstore.open(channel);
      assertThat(store.roots()).containsExactly(CID);
      assertThat(store.size()).isEqualTo(2);
      assertThat(store.get(big.cid())).contains(raw);
      assertThat(store.get(CID)).contains(DATA);
      assertThat(store.get(Cid.ofDagCbor(new byte[1]))).isEmpty();
      assertThatThrownBy(() -> store.put(CID, DATA)).isInstanceOf(HostException.class);
    }
  }

  @Test
  void aCarFillsAStore() throws IOException, DecodeException {
    MemoryBlockstore store = new MemoryBlockstore();
    byte[] car = car(List.of(CID), new Block(CID, DATA));
    assertThat(reader(car).readInto(store)).containsExactly(CID);
    assertThat(store.get(CID)).contains(DATA);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void damagedCarsGiveDecodeExceptionOnly(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] car = car(List.of(CID), new Block(CID, DATA), new Block(CID, DATA));
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = car.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        reader(damaged).readInto(new MemoryBlockstore());
      } catch (DecodeException e) {
        refused++;
      }
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(1000);
  }
}
