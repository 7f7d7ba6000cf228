// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.hamt;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;

/** The value of every member of a set: CBOR null. */
public enum Present {
  PRESENT;

  public static final Codec<Present> CODEC =
      Codec.of(
          (out, present) -> out.nil(),
          in -> {
            if (!in.nil()) {
              throw new DecodeException("member of a set whose value is not null");
            }
            return PRESENT;
          });
}
