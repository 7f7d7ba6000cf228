// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.proof.AggregateSealProof;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.proof.Piece;
import io.jfvm.proof.ReplicaUpdateProof;
import io.jfvm.proof.SealProof;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.Cid;
import java.util.List;
import java.util.Optional;

/** The VM's judgement of proofs as a test wants it. Each call must have been expected, in order. */
public final class MockProofs implements ProofVerification {

  /** One question: its kind, and what it is about as text of its encoding. */
  record Question(String kind, String about) {}

  final ExpectedCalls<Question, Object> calls = new ExpectedCalls<>("proof", Question::toString);

  public void expect(WindowPostProof proof, boolean valid) {
    calls.expect(question("window PoSt", WindowPostProof.CODEC.toBytes(proof)), valid);
  }

  public void expect(AggregateSealProof proof, boolean valid) {
    calls.expect(question("aggregate of seals", AggregateSealProof.CODEC.toBytes(proof)), valid);
  }

  public void expect(ReplicaUpdateProof proof, boolean valid) {
    calls.expect(question("replica update", ReplicaUpdateProof.CODEC.toBytes(proof)), valid);
  }

  public void expect(List<SealProof> proofs, List<Boolean> valid) {
    calls.expect(question("seals", SealProof.LIST_CODEC.toBytes(proofs)), valid);
  }

  public void expectUnsealedSectorCid(
      long sealProofType, List<Piece> pieces, Optional<Cid> result) {
    calls.expect(pieces(sealProofType, pieces), result);
  }

  public void expectConsensusFault(
      byte[] header1, byte[] header2, byte[] witness, Optional<ConsensusFault> result) {
    calls.expect(headers(header1, header2, witness), result);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<Cid> unsealedSectorCid(long sealProofType, List<Piece> pieces) {
    return (Optional<Cid>) calls.take(pieces(sealProofType, pieces));
  }

  @Override
  public boolean isValid(WindowPostProof proof) {
    return (boolean) calls.take(question("window PoSt", WindowPostProof.CODEC.toBytes(proof)));
  }

  @Override
  public boolean isValid(AggregateSealProof proof) {
    return (boolean)
        calls.take(question("aggregate of seals", AggregateSealProof.CODEC.toBytes(proof)));
  }

  @Override
  public boolean isValid(ReplicaUpdateProof proof) {
    return (boolean)
        calls.take(question("replica update", ReplicaUpdateProof.CODEC.toBytes(proof)));
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Boolean> areValid(List<SealProof> proofs) {
    return (List<Boolean>) calls.take(question("seals", SealProof.LIST_CODEC.toBytes(proofs)));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<ConsensusFault> consensusFault(byte[] header1, byte[] header2, byte[] witness) {
    return (Optional<ConsensusFault>) calls.take(headers(header1, header2, witness));
  }

  private static Question pieces(long sealProofType, List<Piece> pieces) {
    return question("pieces of seal type " + sealProofType, Piece.LIST_CODEC.toBytes(pieces));
  }

  private static Question headers(byte[] header1, byte[] header2, byte[] witness) {
    return new Question(
        "consensus fault", String.join(" ", hex(header1), hex(header2), hex(witness)));
  }

  private static Question question(String kind, byte[] about) {
    return new Question(kind, hex(about));
  }

  private static String hex(byte[] bytes) {
    return MockExpectations.HEX.formatHex(bytes);
  }
}
