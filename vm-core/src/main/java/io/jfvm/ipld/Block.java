// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.types.Cid;
import java.util.Arrays;

/** A block's data under its CID. The data is not copied; do not change it. */
public record Block(Cid cid, byte[] data) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Block that && cid.equals(that.cid) && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return cid.hashCode();
  }
}
