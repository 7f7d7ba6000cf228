// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockProofs;
import io.jfvm.crypto.Hash;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.Cid;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeProofsTest {
  private static final byte[] RANDOMNESS = new byte[32];
  private static final WindowPostProof.Sector SECTOR =
      new WindowPostProof.Sector(8, 3, Cid.ofDagCbor(new byte[] {1}));

  private final FakeProofs proofs = new FakeProofs(new MockProofs());

  private static WindowPostProof post(byte[]... answers) {
    List<WindowPostProof.Proof> given =
        Arrays.stream(answers).map(bytes -> new WindowPostProof.Proof(13, bytes)).toList();
    byte[] randomness = RANDOMNESS.clone();
    randomness[31] = (byte) 0xff;
    return new WindowPostProof(randomness, given, List.of(SECTOR), 101);
  }

  @Test
  void windowPostIsTheDigestOfItsChallenge() {
    byte[] sector = WindowPostProof.Sector.CODEC.toBytes(SECTOR);
    byte[] digested = Arrays.copyOf(RANDOMNESS, RANDOMNESS.length + sector.length);
    digested[31] = 0x3f;
    System.arraycopy(sector, 0, digested, RANDOMNESS.length, sector.length);
    byte[] answer = Hash.SHA2_256.digest(digested);

    assertThat(proofs.isValid(post(answer))).isTrue();
    assertThat(proofs.isValid(post(answer, answer))).isFalse();
    assertThat(proofs.isValid(post(new byte[32]))).isFalse();
    assertThat(proofs.isValid(post())).isFalse();
  }
}
