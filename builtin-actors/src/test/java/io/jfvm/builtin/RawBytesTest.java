// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.Multicodec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RawBytesTest {
  @Test
  void emptyBytesAreNoBlock() {
    assertThat(RawBytes.EMPTY.toBlock()).isEmpty();
    assertThat(RawBytes.ofBlock(Optional.empty())).isEqualTo(RawBytes.EMPTY);
  }

  @Test
  void bytesBecomeCborAndEveryBlockBecomesItsBytes() {
    RawBytes raw = new RawBytes(new byte[] {1, 2});
    assertThat(raw.toBlock()).contains(new IpldBlock(Multicodec.CBOR, new byte[] {1, 2}));
    assertThat(RawBytes.ofBlock(Optional.of(new IpldBlock(Multicodec.RAW, new byte[] {1, 2}))))
        .isEqualTo(raw);
  }

  @Test
  void bytesAreNotShared() {
    byte[] bytes = {1};
    RawBytes raw = new RawBytes(bytes);
    bytes[0] = 2;
    raw.bytes()[0] = 3;
    assertThat(raw).isEqualTo(new RawBytes(new byte[] {1})).hasToString("01");
  }
}
