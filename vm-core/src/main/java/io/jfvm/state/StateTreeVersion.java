// SPDX-License-Identifier: Apache-2.0
package io.jfvm.state;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.hamt.HamtKey;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/** How the state tree stands in blocks. Source: ref-fvm {@code shared/src/state/mod.rs}. */
public enum StateTreeVersion {
  /** Network versions 12 to 17: actors without delegated address. */
  V4(4),
  /** From network version 18. */
  V5(5);

  /** The fields before the delegated address. */
  private static final int COMMON_FIELDS = 4;

  private final long number;
  private final Codec<ActorState> actorCodec;
  private final HamtType<Address, ActorState> actors;

  StateTreeVersion(long number) {
    this.number = number;
    this.actorCodec = number >= 5 ? delegated() : common();
    this.actors = HamtType.of(HamtKey.ADDRESS, actorCodec);
  }

  static StateTreeVersion ofNumber(long number) throws DecodeException {
    for (StateTreeVersion version : values()) {
      if (version.number == number) {
        return version;
      }
    }
    throw new DecodeException("state tree version " + Long.toUnsignedString(number));
  }

  public long number() {
    return number;
  }

  /** One actor. */
  public Codec<ActorState> actorCodec() {
    return actorCodec;
  }

  /** All actors by their f0 addresses. */
  HamtType<Address, ActorState> actors() {
    return actors;
  }

  private static Codec<ActorState> common() {
    return Codec.of(
        (out, actor) -> {
          if (actor.delegatedAddress().isPresent()) {
            throw new IllegalArgumentException(
                "actor with address " + actor.delegatedAddress().get() + " in state tree " + V4);
          }
          out.array(COMMON_FIELDS);
          Cid.CODEC.encode(out, actor.code());
          Cid.CODEC.encode(out, actor.head());
          out.u64(actor.sequence());
          TokenAmount.CODEC.encode(out, actor.balance());
        },
        in -> {
          in.tuple(COMMON_FIELDS);
          return new ActorState(
              Cid.CODEC.decode(in),
              Cid.CODEC.decode(in),
              in.u64(),
              TokenAmount.CODEC.decode(in),
              Optional.empty());
        });
  }

  private static Codec<ActorState> delegated() {
    Codec<Optional<Address>> delegatedAddress = Codecs.optional(Address.CODEC);
    return Codec.of(
        (out, actor) -> {
          out.array(COMMON_FIELDS + 1);
          Cid.CODEC.encode(out, actor.code());
          Cid.CODEC.encode(out, actor.head());
          out.u64(actor.sequence());
          TokenAmount.CODEC.encode(out, actor.balance());
          delegatedAddress.encode(out, actor.delegatedAddress());
        },
        in -> {
          in.tuple(COMMON_FIELDS + 1);
          return new ActorState(
              Cid.CODEC.decode(in),
              Cid.CODEC.decode(in),
              in.u64(),
              TokenAmount.CODEC.decode(in),
              delegatedAddress.decode(in));
        });
  }
}
