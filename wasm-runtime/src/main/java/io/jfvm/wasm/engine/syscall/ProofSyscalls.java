// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.kernel.ProofOps;
import io.jfvm.kernel.SyscallException;
import io.jfvm.machine.RuleSet;
import io.jfvm.proof.AggregateSealProof;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.proof.Piece;
import io.jfvm.proof.ReplicaUpdateProof;
import io.jfvm.proof.SealProof;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.Cid;
import java.util.List;
import java.util.Optional;

/**
 * The part of the namespace {@code crypto} that judges proofs and faults. Arguments are CBOR; what
 * leaves the memory or does not decode is ILLEGAL_ARGUMENT, before any charge.
 */
final class ProofSyscalls {
  private static final int FAULT_BYTES = 20;
  private static final byte[] NO_FAULT = new byte[FAULT_BYTES];

  private ProofSyscalls() {}

  static void bind(SyscallTable table, RuleSet rules) {
    table.u32("crypto", "compute_unsealed_sector_cid", "Iiiii", ProofSyscalls::unsealedSectorCid);
    table.u32("crypto", "verify_post", "ii", ProofSyscalls::verifyPost);
    table.struct(
        "crypto",
        "verify_consensus_fault",
        "iiiiii",
        FAULT_BYTES,
        ProofSyscalls::verifyConsensusFault);
    table.u32("crypto", "verify_aggregate_seals", "ii", ProofSyscalls::verifyAggregateSeals);
    table.u32("crypto", "verify_replica_update", "ii", ProofSyscalls::verifyReplicaUpdate);
    table.unit("crypto", "batch_verify_seals", "iii", ProofSyscalls::batchVerifySeals);
    switch (rules) {
      case FVM2 -> table.u32("crypto", "verify_seal", "ii", ProofSyscalls::verifySeal);
      case FVM3, FVM4 -> {}
    }
  }

  /**
   * {@code verify_seal(proof_ptr, proof_len) -> i32}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT; those of {@link ProofOps#verifySeal}
   */
  private static int verifySeal(ProofOps proofs, GuestMemory memory, Args args)
      throws SyscallException {
    SealProof proof = memory.readCbor(SealProof.CODEC, args.i32(0), args.i32(1));
    return CryptoSyscalls.verdict(proofs.verifySeal(proof));
  }

  /**
   * {@code compute_unsealed_sector_cid(proof_type, pieces_ptr, pieces_len, cid_ptr, cid_cap) ->
   * u32}: writes the CID, returns its length.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT; those of {@link ProofOps#computeUnsealedSectorCid};
   *     BUFFER_TOO_SMALL
   */
  private static int unsealedSectorCid(ProofOps proofs, GuestMemory memory, Args args)
      throws SyscallException {
    List<Piece> pieces = memory.readCbor(Piece.LIST_CODEC, args.i32(1), args.i32(2));
    memory.checkBounds(args.i32(3), args.i32(4));
    Cid cid = proofs.computeUnsealedSectorCid(args.i64(0), pieces);
    return memory.write(cid.toBytes(), args.i32(3), args.i32(4));
  }

  /**
   * {@code verify_post(proof_ptr, proof_len) -> i32}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT; those of {@link ProofOps#verifyPost}
   */
  private static int verifyPost(ProofOps proofs, GuestMemory memory, Args args)
      throws SyscallException {
    WindowPostProof proof = memory.readCbor(WindowPostProof.CODEC, args.i32(0), args.i32(1));
    return CryptoSyscalls.verdict(proofs.verifyPost(proof));
  }

  /**
   * {@code verify_consensus_fault(header1_ptr, header1_len, header2_ptr, header2_len, witness_ptr,
   * witness_len) -> ConsensusFault}: all zero if there is none.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if a header leaves the memory
   */
  private static byte[] verifyConsensusFault(ProofOps proofs, GuestMemory memory, Args args)
      throws SyscallException {
    byte[] header1 = memory.read(args.i32(0), args.i32(1));
    byte[] header2 = memory.read(args.i32(2), args.i32(3));
    byte[] witness = memory.read(args.i32(4), args.i32(5));
    Optional<ConsensusFault> fault = proofs.verifyConsensusFault(header1, header2, witness);
    return fault.isEmpty() ? NO_FAULT : struct(fault.get());
  }

  private static byte[] struct(ConsensusFault fault) {
    return new Struct(FAULT_BYTES)
        .u64(fault.epoch().value())
        .u64(fault.target().value())
        .u32(fault.type().number())
        .toBytes();
  }

  /**
   * {@code verify_aggregate_seals(proof_ptr, proof_len) -> i32}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT; those of {@link ProofOps#verifyAggregateSeals}
   */
  private static int verifyAggregateSeals(ProofOps proofs, GuestMemory memory, Args args)
      throws SyscallException {
    AggregateSealProof proof = memory.readCbor(AggregateSealProof.CODEC, args.i32(0), args.i32(1));
    return CryptoSyscalls.verdict(proofs.verifyAggregateSeals(proof));
  }

  /**
   * {@code verify_replica_update(proof_ptr, proof_len) -> i32}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT; those of {@link ProofOps#verifyReplicaUpdate}
   */
  private static int verifyReplicaUpdate(ProofOps proofs, GuestMemory memory, Args args)
      throws SyscallException {
    ReplicaUpdateProof proof = memory.readCbor(ReplicaUpdateProof.CODEC, args.i32(0), args.i32(1));
    return CryptoSyscalls.verdict(proofs.verifyReplicaUpdate(proof));
  }

  /**
   * {@code batch_verify_seals(proofs_ptr, proofs_len, results_ptr)}: writes a byte for each, 1 if
   * it holds.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT, also if the results leave the memory
   */
  private static void batchVerifySeals(ProofOps proofs, GuestMemory memory, Args args)
      throws SyscallException {
    List<SealProof> batch = memory.readCbor(SealProof.LIST_CODEC, args.i32(0), args.i32(1));
    memory.checkBounds(args.i32(2), batch.size());
    boolean[] valid = proofs.batchVerifySeals(batch);
    byte[] results = new byte[valid.length];
    for (int i = 0; i < valid.length; i++) {
      results[i] = (byte) (valid[i] ? 1 : 0);
    }
    memory.put(results, args.i32(2));
  }
}
