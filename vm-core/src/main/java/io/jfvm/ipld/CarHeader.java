// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.Cid;
import java.util.List;

/** The first section of a CAR: {@code {"roots": [link…], "version": 1}}. */
record CarHeader(List<Cid> roots) {
  static final Codec<CarHeader> CODEC =
      Codec.of(
          (out, header) -> {
            out.map(2).text(CarHeader.ROOTS);
            CarHeader.LINKS.encode(out, header.roots);
            out.text(CarHeader.VERSION_KEY).u64(CarHeader.VERSION);
          },
          CarHeader::read);

  private static final String ROOTS = "roots";
  private static final String VERSION_KEY = "version";
  private static final long VERSION = 1;
  private static final Codec<List<Cid>> LINKS = Codecs.listOf(Cid.CODEC);

  CarHeader {
    roots = List.copyOf(roots);
  }

  private static CarHeader read(CborReader in) throws DecodeException {
    List<Cid> roots = null;
    long version = 0;
    int entries = in.map();
    for (int i = 0; i < entries; i++) {
      switch (in.text()) {
        case ROOTS -> roots = LINKS.decode(in);
        case VERSION_KEY -> version = in.u64();
        default -> in.rawValue();
      }
    }
    if (version != VERSION) {
      throw new DecodeException(
          "CAR version is " + Long.toUnsignedString(version) + ", only 1 is supported");
    }
    if (roots == null || roots.isEmpty()) {
      throw new DecodeException("CAR has no roots");
    }
    return new CarHeader(roots);
  }
}
