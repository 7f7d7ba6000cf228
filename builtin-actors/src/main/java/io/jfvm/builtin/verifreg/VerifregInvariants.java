// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import io.jfvm.builtin.Violations;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import java.math.BigInteger;
import java.util.List;

/** What holds of the Verified Registry's state. */
public final class VerifregInvariants {
  private final VerifregState state;
  private final BigInteger minimumSize;
  private final ChainEpoch priorEpoch;
  private final Violations violations = new Violations();

  private VerifregInvariants(VerifregState state, Policy policy, ChainEpoch priorEpoch) {
    this.state = state;
    this.minimumSize = BigInteger.valueOf(policy.minimumVerifiedAllocationSize());
    this.priorEpoch = priorEpoch;
  }

  /**
   * Returns what is wrong; empty if nothing is.
   *
   * @param priorEpoch the last one whose messages were applied
   */
  public static List<String> check(
      Policy policy, VerifregState state, Blockstore store, ChainEpoch priorEpoch) {
    VerifregInvariants check = new VerifregInvariants(state, policy, priorEpoch);
    state.forEachVerifier(store, check::verifier);
    var allocations = state.allocations(store);
    allocations.forEach(
        (client, root) ->
            allocations.forEachIn(client, (id, item) -> check.allocation(client, id, item)));
    var claims = state.claims(store);
    claims.forEach(
        (provider, root) ->
            claims.forEachIn(provider, (id, item) -> check.claim(provider, id, item)));
    return check.violations.toList();
  }

  private void verifier(Address verifier, BigInteger cap) {
    violations.require(
        verifier.protocol() == Address.Protocol.ID, "verifier " + verifier + " is no f0 address");
    violations.require(cap.signum() >= 0, "verifier " + verifier + " may grant " + cap);
  }

  private void allocation(ActorId client, long id, Allocation allocation) {
    String name = "allocation " + Long.toUnsignedString(id);
    common(name, id, allocation.size(), allocation.termMin(), allocation.termMax());
    violations.require(
        allocation.client().equals(client),
        name + " of " + allocation.client() + " stands under " + client);
    violations.require(
        allocation.termMax() <= AllocationLimits.MAXIMUM_TERM,
        name + " has term " + allocation.termMax());
    violations.require(
        allocation.expiration().value() <= priorEpoch.value() + AllocationLimits.MAXIMUM_EXPIRATION,
        name + " expires at " + allocation.expiration() + ", too far from " + priorEpoch);
  }

  /** Terms of claims have no maximum: new DataCap extends them ever further. */
  private void claim(ActorId provider, long id, Claim claim) {
    String name = "claim " + Long.toUnsignedString(id);
    common(name, id, claim.size(), claim.termMin(), claim.termMax());
    violations.require(
        claim.provider().equals(provider),
        name + " of " + claim.provider() + " stands under " + provider);
    violations.require(
        claim.termStart().compareTo(priorEpoch) <= 0,
        name + " starts at " + claim.termStart() + " after " + priorEpoch);
  }

  private void common(String name, long id, long size, long termMin, long termMax) {
    violations.require(
        Long.compareUnsigned(id, state.nextAllocationId()) < 0,
        name + " is not below " + Long.toUnsignedString(state.nextAllocationId()));
    violations.require(
        Sizes.of(size).compareTo(minimumSize) >= 0, name + " has " + size + " bytes");
    violations.require(
        termMin >= AllocationLimits.MINIMUM_TERM, name + " has minimum term " + termMin);
    violations.require(termMin <= termMax, name + " has terms " + termMin + " to " + termMax);
  }
}
