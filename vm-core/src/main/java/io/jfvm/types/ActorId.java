// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

/** The number of an actor in the state tree. Unit: an unsigned 64-bit {@code long}. */
public record ActorId(long value) implements Comparable<ActorId> {
  @Override
  public int compareTo(ActorId other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return "f0" + Long.toUnsignedString(value);
  }
}
