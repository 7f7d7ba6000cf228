// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.RawBytes;
import java.util.List;
import java.util.Optional;

/** Whether a message proves sectors one by one, or all by an aggregate. */
enum ProofForm {
  EACH,
  AGGREGATE;

  /** Aborts with ILLEGAL_ARGUMENT unless there is exactly one of the two. */
  static ProofForm of(
      List<RawBytes> proofs, RawBytes aggregate, Optional<Long> aggregateProofType) {
    if (proofs.isEmpty() == aggregate.isEmpty()) {
      throw Exits.illegalArgument(
          "exactly one of sector proofs or aggregate proof must be non-empty");
    }
    if (!proofs.isEmpty() && aggregateProofType.isPresent()) {
      throw Exits.illegalArgument("aggregate proof type given with sector proofs");
    }
    return proofs.isEmpty() ? AGGREGATE : EACH;
  }

  /** Aborts with ILLEGAL_ARGUMENT if there is not one proof for each. */
  static void requireOneEach(int sectors, List<RawBytes> proofs) {
    if (sectors != proofs.size()) {
      throw Exits.illegalArgument(
          "mismatched lengths: " + sectors + " sectors, " + proofs.size() + " proofs");
    }
  }
}
