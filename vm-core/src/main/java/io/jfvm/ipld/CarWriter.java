// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.encoding.Varint;
import io.jfvm.types.Cid;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes a CAR (version 1) to a stream. Flushing and closing the stream is up to its owner. */
public final class CarWriter {
  private final OutputStream out;

  /** Writes the header. A CAR has at least one root. */
  public CarWriter(OutputStream out, List<Cid> roots) throws IOException {
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("a CAR needs a root");
    }
    this.out = out;
    byte[] header = CarHeader.CODEC.toBytes(new CarHeader(roots));
    out.write(Varint.encode(header.length));
    out.write(header);
  }

  /** Writes one block; it is not checked against its CID. */
  public void write(Cid cid, byte[] data) throws IOException {
    byte[] name = cid.toBytes();
    out.write(Varint.encode((long) name.length + data.length));
    out.write(name);
    out.write(data);
  }
}
