// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin;

import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.ipld.hamt.HamtKey;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.types.Cid;

/** The roots that fresh states begin with. What a collection is to hold does not show in them. */
public final class EmptyCollections {
  private static final HamtType<byte[], byte[]> MAP = HamtType.of(HamtKey.BYTES, Codecs.BYTES);

  private EmptyCollections() {}

  /** A HAMT, or a set, of any bit width. */
  public static Cid map(Blockstore store) {
    return Hamt.empty(MAP, store).flush();
  }

  /** An AMT of this bit width. */
  public static Cid array(Blockstore store, int bitWidth) {
    return Amt.empty(AmtType.of(Codecs.BYTES, bitWidth), store).flush();
  }
}
