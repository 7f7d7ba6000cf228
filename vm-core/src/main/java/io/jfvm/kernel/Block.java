// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.Cid;
import java.util.List;

/**
 * A block in transit between invocations: parameters, a return value. The data is shared and must
 * not be changed.
 *
 * @param links the CIDs in it, of which the receiver may make use
 */
public record Block(IpldBlock content, List<Cid> links) {
  public Block {
    links = List.copyOf(links);
  }

  /** A block whose links do not count, because its codec has none or it comes from outside. */
  public static Block opaque(long codec, byte[] data) {
    return new Block(new IpldBlock(codec, data), List.of());
  }

  public long codec() {
    return content.codec();
  }

  public byte[] data() {
    return content.data();
  }

  public int size() {
    return content.data().length;
  }
}
