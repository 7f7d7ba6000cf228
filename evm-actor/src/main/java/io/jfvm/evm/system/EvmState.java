// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.system;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.evm.word.Word;
import io.jfvm.types.Cid;
import java.util.Optional;

/**
 * The state of a contract. Source: builtin-actors {@code actors/evm/src/state.rs}.
 *
 * @param bytecode a raw block
 * @param bytecodeHash keccak-256 of the bytecode
 * @param storage a KAMT of words to words
 * @param nonce how many contracts this one has tried to create, and one more; u64
 * @param tombstone when it destroyed itself, if it did
 */
public record EvmState(
    Cid bytecode,
    Word bytecodeHash,
    Cid storage,
    Optional<TransientData> transientData,
    long nonce,
    Optional<Lifespan> tombstone) {

  /** A tuple of six. */
  public static final Codec<EvmState> CODEC = Codec.of(EvmState::write, EvmState::read);

  private static final int FIELDS = 6;
  private static final Codec<Optional<TransientData>> TRANSIENT =
      Codecs.optional(TransientData.CODEC);
  private static final Codec<Optional<Lifespan>> TOMBSTONE = Codecs.optional(Lifespan.CODEC);

  /**
   * Whether it destroyed itself in an earlier message. Until its message is over a destroyed
   * contract lives on.
   */
  public boolean isDead(ActorRuntime rt) {
    return tombstone.isPresent() && !tombstone.get().equals(Lifespan.current(rt));
  }

  private static void write(CborWriter out, EvmState state) {
    Cid.CODEC.encode(out.array(FIELDS), state.bytecode);
    Words.HASH_CODEC.encode(out, state.bytecodeHash);
    Cid.CODEC.encode(out, state.storage);
    TRANSIENT.encode(out, state.transientData);
    out.u64(state.nonce);
    TOMBSTONE.encode(out, state.tombstone);
  }

  private static EvmState read(CborReader in) throws DecodeException {
    in.tuple(FIELDS);
    return new EvmState(
        Cid.CODEC.decode(in),
        Words.HASH_CODEC.decode(in),
        Cid.CODEC.decode(in),
        TRANSIENT.decode(in),
        in.u64(),
        TOMBSTONE.decode(in));
  }
}
