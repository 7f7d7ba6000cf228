// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.encoding.Codec;
import io.jfvm.types.Multicodec;
import java.util.Arrays;

/**
 * Data and what it is: parameters, return values, state. The data is not copied; do not change it.
 */
public record IpldBlock(long codec, byte[] data) {

  /** A value as CBOR that is opaque to the VM: the form of parameters and return values. */
  public static <T> IpldBlock ofCbor(Codec<T> codec, T value) {
    return new IpldBlock(Multicodec.CBOR, codec.toBytes(value));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpldBlock that && codec == that.codec && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(codec) + Arrays.hashCode(data);
  }
}
