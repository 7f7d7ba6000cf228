// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.sector;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The registered proofs of one kind: five numbers in a row, one for each {@link SectorSize}.
 *
 * <p>Source: ref-fvm {@code shared/src/sector/registered_proof.rs}.
 */
public enum ProofFamily {
  SEAL_V1(0),
  SEAL_V1_1(5),
  SEAL_SYNTHETIC(10),
  SEAL_NON_INTERACTIVE(15),
  WINNING_POST(0),
  WINDOW_POST(10),
  UPDATE(0);

  private final long first;

  ProofFamily(long first) {
    this.first = first;
  }

  /** The registered number for sectors of a size. */
  public long number(SectorSize size) {
    return first + size.ordinal();
  }

  /** The sector size a number of this family is for; nothing if it is none. */
  public Optional<SectorSize> sizeOf(long number) {
    SectorSize[] sizes = SectorSize.values();
    return number >= first && number < first + sizes.length
        ? Optional.of(sizes[(int) (number - first)])
        : Optional.empty();
  }

  /** The number for the same size in another family, if this one has the given number. */
  public OptionalLong translate(long number, ProofFamily other) {
    Optional<SectorSize> size = sizeOf(number);
    return size.isPresent() ? OptionalLong.of(other.number(size.get())) : OptionalLong.empty();
  }
}
