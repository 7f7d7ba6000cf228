// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import io.jfvm.encoding.Codec;

/** The number of an actor in the state tree. An unsigned 64-bit integer. */
public record ActorId(long value) implements Comparable<ActorId> {
  /** A bare unsigned integer. */
  public static final Codec<ActorId> CODEC =
      Codec.of((out, id) -> out.u64(id.value), in -> new ActorId(in.u64()));

  public static final ActorId SYSTEM = new ActorId(0);
  public static final ActorId INIT = new ActorId(1);
  public static final ActorId REWARD = new ActorId(2);
  public static final ActorId CRON = new ActorId(3);
  public static final ActorId POWER = new ActorId(4);
  public static final ActorId MARKET = new ActorId(5);
  public static final ActorId VERIFIED_REGISTRY = new ActorId(6);
  public static final ActorId DATACAP = new ActorId(7);
  public static final ActorId EAM = new ActorId(10);
  public static final ActorId BURNT_FUNDS = new ActorId(99);

  /** The first number given to an actor that is no singleton. */
  public static final ActorId FIRST_NON_SINGLETON = new ActorId(100);

  public Address address() {
    return Address.ofId(value);
  }

  @Override
  public int compareTo(ActorId other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return "f0" + Long.toUnsignedString(value);
  }
}
