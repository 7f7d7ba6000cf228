// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.Cid;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
  private static final Cid A = Cid.ofDagCbor(new byte[] {1});
  private static final Cid B = Cid.ofDagCbor(new byte[] {2});

  @Test
  void linksAreFoundInOrderAtAnyDepth() throws DecodeException {
    CborWriter out = new CborWriter();
    out.array(4).u64(1L << 40).map(1).text("key").array(1).link(B.toBytes());
    out.raw(HexFormat.of().parseHex("c1f90000")).link(A.toBytes());
    assertThat(Links.of(out.toByteArray())).containsExactly(B, A);
  }

  @Test
  void bytesBehindTheValueAreNotLookedAt() throws DecodeException {
    assertThat(Links.of(new byte[] {0, (byte) 0xff})).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', ends at offset 0",
    "81, ends at offset 1",
    "4201, leaves the data",
    "5bffffffffffffffff00, leaves the data",
    "9f, head 0x9f",
    "1c, head 0x1c",
    "19ff, ends at offset 2",
    "d82a6100, no byte string",
    "d82a40, does not start with a zero byte",
    "d82a4101, does not start with a zero byte",
    "d82a4100, varint",
    "d82a42000100, CID|varint"
  })
  void malformedDataIsRefused(String hex, String message) {
    assertThatThrownBy(() -> Links.of(HexFormat.of().parseHex(hex)))
        .isInstanceOf(DecodeException.class)
        .hasMessageMatching("(?s).*(" + message + ").*");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void randomBytesGiveDecodeExceptionOnly(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      try {
        Links.of(bytes);
      } catch (DecodeException e) {
        refused++;
      }
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(1000);
  }
}
