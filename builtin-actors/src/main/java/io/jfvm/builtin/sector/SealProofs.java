// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.sector;

import java.util.List;
import java.util.Optional;

/** Registered seal proofs of whatever family. */
public final class SealProofs {
  private static final List<ProofFamily> FAMILIES =
      List.of(
          ProofFamily.SEAL_V1,
          ProofFamily.SEAL_V1_1,
          ProofFamily.SEAL_SYNTHETIC,
          ProofFamily.SEAL_NON_INTERACTIVE);

  private SealProofs() {}

  /** The size of the sectors a seal proof type is for; nothing if there is no such type. */
  public static Optional<SectorSize> sizeOf(long sealProofType) {
    for (ProofFamily family : FAMILIES) {
      Optional<SectorSize> size = family.sizeOf(sealProofType);
      if (size.isPresent()) {
        return size;
      }
    }
    return Optional.empty();
  }
}
