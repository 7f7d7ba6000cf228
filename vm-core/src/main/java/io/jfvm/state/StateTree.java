// SPDX-License-Identifier: Apache-2.0
package io.jfvm.state;

import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;

/** PLACEHOLDER. */
public final class StateTree {
  private static final byte[] EMPTY_ARRAY_DATA = {(byte) 0x80};

  /** The CID of an empty array: the state of actors just created. */
  public static final Cid EMPTY_ARRAY = Cid.ofBlock(Multicodec.DAG_CBOR, EMPTY_ARRAY_DATA);
}
