// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.cron;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import java.util.List;

/**
 * The Cron actor's state, and its constructor's parameters.
 *
 * @param entries whom it calls, in this order
 */
public record CronState(List<Entry> entries) {
  public static final Codec<CronState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(1);
            Entry.LIST_CODEC.encode(out, state.entries);
          },
          in -> {
            in.tuple(1);
            return new CronState(Entry.LIST_CODEC.decode(in));
          });

  public CronState {
    entries = List.copyOf(entries);
  }

  /** A method that takes no parameters. */
  public record Entry(Address receiver, MethodNum method) {
    public static final Codec<Entry> CODEC =
        Codec.of(
            (out, entry) -> {
              out.array(2);
              Address.CODEC.encode(out, entry.receiver);
              MethodNum.CODEC.encode(out, entry.method);
            },
            in -> {
              in.tuple(2);
              return new Entry(Address.CODEC.decode(in), MethodNum.CODEC.decode(in));
            });

    private static final Codec<List<Entry>> LIST_CODEC = Codecs.listOf(CODEC);
  }
}
