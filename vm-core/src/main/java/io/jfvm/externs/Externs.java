// SPDX-License-Identifier: Apache-2.0
package io.jfvm.externs;

import io.jfvm.proof.ConsensusFault;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import java.util.Optional;

/**
 * The node around the VM. The same arguments must give the same answers on every node.
 *
 * <p>A node that fails, and not merely refuses, throws {@link io.jfvm.types.HostException}. Source:
 * ref-fvm {@code fvm/src/externs/mod.rs}; the rules of the answers: Lotus {@code chain/rand},
 * {@code chain/vm/fvm.go}.
 */
public interface Externs {

  /**
   * blake2b-256 of the smallest ticket's VRF proof at an epoch or, for a null round, the nearest
   * earlier one; 32 bytes. Nothing if the node refuses the epoch.
   */
  Optional<byte[]> chainRandomness(ChainEpoch epoch);

  /** blake2b-256 of the drand entry of an epoch; 32 bytes. Nothing if the node refuses it. */
  Optional<byte[]> beaconRandomness(ChainEpoch epoch);

  /**
   * The CID of the tipset key at an epoch before the current one; null rounds resolve backwards.
   * Nothing is fatal for the message that asked.
   */
  Optional<Cid> tipsetCid(ChainEpoch epoch);

  /**
   * Judges two block headers, and a third as witness to parent grinding. Nothing on any doubt, and
   * on headers that do not decode.
   */
  Optional<ConsensusFault> verifyConsensusFault(byte[] header1, byte[] header2, byte[] witness);

  SignatureVerifier signatures();

  ProofPolicy proofs();
}
