// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Change;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.collection.MapMap;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationClaim;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsClaimed;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimAllocations;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimsFound;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimsRemoved;
import io.jfvm.builtin.verifreg.VerifregParams.ExtendClaimTerms;
import io.jfvm.builtin.verifreg.VerifregParams.Extension;
import io.jfvm.builtin.verifreg.VerifregParams.OwnerIds;
import io.jfvm.builtin.verifreg.VerifregParams.SectorClaims;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ExitCode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Allocations become claims when providers store their data; claims and their terms. */
final class ClaimedData {
  private ClaimedData() {}

  // --- claiming

  private record NewClaim(long id, Claim claim) {}

  /** A sector one of whose allocations cannot be claimed claims none. */
  static AllocationsClaimed claim(ActorRuntime rt, ClaimAllocations params) {
    rt.callers().acceptTypes(List.of(ActorType.MINER));
    if (params.sectors().isEmpty()) {
      throw Exits.illegalArgument("claim allocations called with no claims");
    }
    List<ExitCode> codes = new ArrayList<>();
    List<BigInteger> spaces = new ArrayList<>();
    rt.update(
        VerifregState.CODEC,
        state -> {
          var claims = state.claims(rt.store());
          var allocations = state.allocations(rt.store());
          for (SectorClaims sector : params.sectors()) {
            List<NewClaim> claimed = new ArrayList<>();
            ExitCode code = check(rt, allocations, sector, claimed);
            codes.add(code);
            if (code.isSuccess()) {
              spaces.add(move(rt, allocations, claims, claimed));
            }
          }
          return state.withAllocations(allocations.flush(), 0).withClaims(claims.flush());
        });
    BatchReturn batch = BatchReturn.of(codes);
    if (params.allOrNothing() && !batch.allOk()) {
      throw Exits.illegalArgument("claim failed with all-or-nothing: " + batch);
    }
    DatacapCalls.burn(rt, spaces.stream().reduce(BigInteger.ZERO, BigInteger::add));
    return new AllocationsClaimed(batch, spaces);
  }

  private static ExitCode check(
      ActorRuntime rt,
      MapMap<ActorId, Long, Allocation> allocations,
      SectorClaims sector,
      List<NewClaim> claimed) {
    for (AllocationClaim claim : sector.claims()) {
      Optional<Allocation> found = allocations.get(claim.client(), claim.allocationId());
      if (found.isEmpty()) {
        return ExitCode.USR_NOT_FOUND;
      }
      Allocation allocation = found.get();
      if (!allocation.isClaimable(claim, rt.caller(), rt.epoch(), sector.expiry())) {
        return ExitCode.USR_FORBIDDEN;
      }
      Claim made = allocation.claimed(rt.epoch(), sector.sector());
      claimed.add(new NewClaim(claim.allocationId(), made));
    }
    return ExitCode.OK;
  }

  /** Returns the space claimed, in bytes. */
  private static BigInteger move(
      ActorRuntime rt,
      MapMap<ActorId, Long, Allocation> allocations,
      MapMap<ActorId, Long, Claim> claims,
      List<NewClaim> claimed) {
    BigInteger space = BigInteger.ZERO;
    for (NewClaim item : claimed) {
      long id = item.id;
      Claim claim = item.claim;
      if (!claims.putIfAbsent(claim.provider(), id, claim)) {
        throw Exits.illegalArgument("claim " + Long.toUnsignedString(id) + " already exists");
      }
      VerifregEvents.claim(rt, id, claim);
      allocations.remove(claim.client(), id);
      space = space.add(Sizes.of(claim.size()));
    }
    return space;
  }

  // --- claims there are

  static ClaimsFound get(ActorRuntime rt, OwnerIds params) {
    rt.callers().acceptAny();
    var claims = rt.state(VerifregState.CODEC).claims(rt.store());
    List<ExitCode> codes = new ArrayList<>();
    List<Claim> found = new ArrayList<>();
    for (long id : params.ids()) {
      Optional<Claim> claim = claims.get(params.owner(), id);
      codes.add(claim.isPresent() ? ExitCode.OK : ExitCode.USR_NOT_FOUND);
      claim.ifPresent(found::add);
    }
    return new ClaimsFound(BatchReturn.of(codes), found);
  }

  /** Up to the longest term an allocation may have, for the client, without new DataCap. */
  static BatchReturn extendTerms(ActorRuntime rt, ExtendClaimTerms params) {
    rt.callers().acceptAny();
    return rt.transaction(
        VerifregState.CODEC,
        state -> {
          var claims = state.claims(rt.store());
          List<ExitCode> codes = new ArrayList<>();
          for (Extension term : params.terms()) {
            codes.add(extend(rt, claims, term));
          }
          return new Change<>(state.withClaims(claims.flush()), BatchReturn.of(codes));
        });
  }

  private static ExitCode extend(
      ActorRuntime rt, MapMap<ActorId, Long, Claim> claims, Extension term) {
    if (term.termMax() > AllocationLimits.MAXIMUM_TERM) {
      return ExitCode.USR_ILLEGAL_ARGUMENT;
    }
    Optional<Claim> found = claims.get(term.provider(), term.claim());
    if (found.isEmpty()) {
      return ExitCode.USR_NOT_FOUND;
    }
    Claim claim = found.get();
    if (!claim.client().equals(rt.caller())) {
      return ExitCode.USR_FORBIDDEN;
    }
    if (term.termMax() < claim.termMax()) {
      return ExitCode.USR_ILLEGAL_ARGUMENT;
    }
    Claim extended = claim.withTermMax(term.termMax());
    claims.put(term.provider(), term.claim(), extended);
    VerifregEvents.claimUpdated(rt, term.claim(), extended);
    return ExitCode.OK;
  }

  static ClaimsRemoved removeExpired(ActorRuntime rt, OwnerIds params) {
    rt.callers().acceptAny();
    return rt.transaction(
        VerifregState.CODEC,
        state -> {
          var claims = state.claims(rt.store());
          Expiring.Removal removal =
              Expiring.remove(
                  claims,
                  params.owner(),
                  params.ids(),
                  rt.epoch(),
                  (id, claim) -> VerifregEvents.claimRemoved(rt, id, claim));
          return new Change<>(
              state.withClaims(claims.flush()),
              new ClaimsRemoved(removal.considered(), removal.results()));
        });
  }
}
