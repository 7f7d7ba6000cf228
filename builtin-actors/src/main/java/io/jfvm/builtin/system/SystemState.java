// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.system;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.Cid;
import java.util.List;

/**
 * The System actor's state.
 *
 * @param builtinActors a list of {@link Entry}: the manifest's data
 */
public record SystemState(Cid builtinActors) {
  public static final Codec<SystemState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(1);
            Cid.CODEC.encode(out, state.builtinActors);
          },
          in -> {
            in.tuple(1);
            return new SystemState(Cid.CODEC.decode(in));
          });

  /** The code of one kind of built-in actor, under its name in the manifest. */
  public record Entry(String name, Cid code) {
    public static final Codec<Entry> CODEC =
        Codec.of(
            (out, entry) -> {
              out.array(2).text(entry.name);
              Cid.CODEC.encode(out, entry.code);
            },
            in -> {
              in.tuple(2);
              return new Entry(in.text(), Cid.CODEC.decode(in));
            });

    public static final Codec<List<Entry>> LIST_CODEC = Codecs.listOf(CODEC);
  }

  /** A state with an empty list. */
  static SystemState empty(Blockstore store) {
    return new SystemState(store.save(Entry.LIST_CODEC, List.of()));
  }
}
