// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import static io.jfvm.executor.Actors.refusal;
import static io.jfvm.executor.Actors.script;
import static io.jfvm.executor.TestNetwork.SENDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.crypto.Blake2b;
import io.jfvm.executor.Actors.Script;
import io.jfvm.executor.TestNetwork;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.proof.AggregateSealProof;
import io.jfvm.proof.ReplicaUpdateProof;
import io.jfvm.proof.SealProof;
import io.jfvm.proof.SectorId;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.Address;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.UnsupportedFeatureException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelCryptoTest extends KernelFixture {

  @Test
  void signaturesAreJudgedByTheSignersKind() {
    Address bls = Address.ofBlsKey(new byte[48]);
    run(
        (kernel, params) -> {
          byte[] text = new byte[3];
          Address secp = TestNetwork.SENDER_KEY;
          assertThat(gas(kernel, () -> kernel.verifySignature(1, new byte[65], secp, text)))
              .isEqualTo(1_637_322);
          assertThat(kernel.verifySignature(1, new byte[65], secp, text)).isFalse();
          assertThat(kernel.verifySignature(1, new byte[65], bls, text)).isFalse();
          assertThat(kernel.verifySignature(2, new byte[96], secp, text)).isFalse();
          assertThat(kernel.verifySignature(2, new byte[65], bls, text)).isFalse();
          for (int type : new int[] {0, 3, -1}) {
            assertUncharged(
                kernel,
                ErrorNumber.ILLEGAL_ARGUMENT,
                () -> kernel.verifySignature(type, new byte[65], secp, text));
          }
          assertThat(
                  gas(
                      kernel,
                      () ->
                          assertThat(
                                  refusal(
                                      () ->
                                          kernel.verifySignature(
                                              2, new byte[96], SENDER.address(), text)))
                              .contains(ErrorNumber.ILLEGAL_ARGUMENT)))
              .isEqualTo(16_598_683);
          assertThat(gas(kernel, () -> kernel.verifySignature(2, new byte[96], bls, text)))
              .isEqualTo(16_598_683);
          assertThat(kernel.verifySignature(2, new byte[96], bls, text)).isFalse();
          return 0;
        });
  }

  @Test
  void blsAggregates() {
    run(
        (kernel, params) -> {
          byte[] signature = new byte[96];
          byte[][] one = {new byte[48]};
          assertThat(kernel.verifyBlsAggregate(signature, new byte[0][], NOTHING, new int[0]))
              .isTrue();
          assertUncharged(
              kernel,
              ErrorNumber.ILLEGAL_ARGUMENT,
              () -> kernel.verifyBlsAggregate(signature, one, NOTHING, new int[2]));
          for (int length : new int[] {0, 2, -1}) {
            assertThat(
                    refusal(
                        () ->
                            kernel.verifyBlsAggregate(
                                signature, one, new byte[1], new int[] {length})))
                .contains(ErrorNumber.ILLEGAL_ARGUMENT);
          }
          assertThat(kernel.verifyBlsAggregate(signature, one, new byte[1], new int[] {1}))
              .as("bytes that are no points")
              .isFalse();
          return 0;
        });
  }

  @Test
  void hashes() {
    byte[] data = "abc".getBytes(StandardCharsets.US_ASCII);
    run(
        (kernel, params) -> {
          assertThat(gas(kernel, () -> kernel.hash(0x1b, data))).isEqualTo(99);
          assertThat(kernel.hash(BLAKE2B, data)).isEqualTo(Blake2b.hash256(data));
          assertUncharged(kernel, ErrorNumber.ILLEGAL_ARGUMENT, () -> kernel.hash(0x11, data));
          assertThat(
                  gas(
                      kernel,
                      () ->
                          assertThat(
                                  refusal(
                                      () ->
                                          kernel.recoverSecpPublicKey(new byte[32], new byte[65])))
                              .contains(ErrorNumber.ILLEGAL_ARGUMENT)))
              .isEqualTo(1_637_292);
          return 0;
        });
  }

  @Test
  void proofsAreRefusedUnlessAPolicySaysOtherwise() {
    List<SealProof> seals = List.of(seal(), seal());
    Script script =
        (kernel, params) -> {
          assertThat(gas(kernel, () -> kernel.batchVerifySeals(seals))).isEqualTo(84_000_000);
          assertThat(kernel.batchVerifySeals(seals)).containsExactly(true, true);
          WindowPostProof post =
              new WindowPostProof(NOTHING, List.of(), List.of(sector(), sector()), 101);
          assertThat(gas(kernel, () -> kernel.verifyPost(post))).isEqualTo(117_768_481);
          assertThat(kernel.verifyPost(post)).isTrue();
          AggregateSealProof aggregate = new AggregateSealProof(101, 8, 1, NOTHING, List.of());
          assertThat(gas(kernel, () -> kernel.verifyAggregateSeals(aggregate))).isZero();
          ReplicaUpdateProof update =
              new ReplicaUpdateProof(3, UNREACHABLE, UNREACHABLE, UNREACHABLE, NOTHING);
          assertThat(gas(kernel, () -> kernel.verifyReplicaUpdate(update))).isEqualTo(36_316_136);
          assertThat(gas(kernel, () -> kernel.verifyConsensusFault(NOTHING, NOTHING, NOTHING)))
              .isEqualTo(516_422);
          assertThat(gas(kernel, () -> kernel.computeUnsealedSectorCid(8, List.of())))
              .isEqualTo(98_647);
          assertUncharged(
              kernel,
              ErrorNumber.ILLEGAL_ARGUMENT,
              () -> kernel.computeUnsealedSectorCid(20, List.of()));
          return 0;
        };
    network.proofs(ProofPolicy.ACCEPT_ALL);
    run(script);
    network.proofs(ProofPolicy.REFUSE);
    network.actor(101, (kernel, params) -> kernel.batchVerifySeals(seals).length);
    assertThatThrownBy(this::apply)
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("REFUSE");
  }

  private static SealProof seal() {
    return new SealProof(
        8, new SectorId(101, 1), List.of(), NOTHING, NOTHING, NOTHING, UNREACHABLE, UNREACHABLE);
  }

  private static WindowPostProof.Sector sector() {
    return new WindowPostProof.Sector(8, 1, UNREACHABLE);
  }
}
