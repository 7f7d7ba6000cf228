// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.power;

import io.jfvm.builtin.RawBytes;
import io.jfvm.encoding.Codec;
import io.jfvm.types.Address;

/** A provider that wants to be called, and what it wants to be told then. */
public record CronEvent(Address miner, RawBytes payload) {
  public static final Codec<CronEvent> CODEC =
      Codec.of(
          (out, event) -> {
            out.array(2);
            Address.CODEC.encode(out, event.miner);
            RawBytes.CODEC.encode(out, event.payload);
          },
          in -> {
            in.tuple(2);
            return new CronEvent(Address.CODEC.decode(in), RawBytes.CODEC.decode(in));
          });
}
