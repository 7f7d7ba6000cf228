// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.proving;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.actor.Sends;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.proving.ProvingParams.ExpirationExtension;
import io.jfvm.builtin.miner.proving.ProvingParams.SectorClaims;
import io.jfvm.builtin.verifreg.Claim;
import io.jfvm.builtin.verifreg.VerifregActor;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimsFound;
import io.jfvm.builtin.verifreg.VerifregParams.OwnerIds;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claims on sectors that are to live longer, as the verified registry knows them. Used by one
 * thread.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (validate_extension_declarations).
 */
final class ExtensionClaims {
  private final Map<Long, Space> bySector = new HashMap<>();

  private ExtensionClaims() {}

  /**
   * Space of a sector's claims, in bytes, u64.
   *
   * @param declared of those named
   * @param maintained of those of them that are kept
   */
  record Space(long declared, long maintained) {
    private static final Space NONE = new Space(0, 0);

    private Space plus(long size, boolean isMaintained) {
      return new Space(sum(declared, size), isMaintained ? sum(maintained, size) : maintained);
    }

    private static long sum(long a, long b) {
      long sum = a + b;
      if (Long.compareUnsigned(sum, a) < 0) {
        throw Exits.assertionFailed("space of claims overflows");
      }
      return sum;
    }

    boolean dropsClaims() {
      return declared != maintained;
    }
  }

  /** The space of the claims that were named on a sector; nothing if none was. */
  Optional<Space> on(long sector) {
    return Optional.ofNullable(bySector.get(sector));
  }

  /**
   * Asks the registry for the claims that extensions name.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if a deadline is none, or a claim is
   *     missing or of another provider or sector; FORBIDDEN if a claim to be kept ends before the
   *     sector would
   */
  static ExtensionClaims of(ActorRuntime rt, List<ExpirationExtension> extensions) {
    ExtensionClaims claims = new ExtensionClaims();
    for (ExpirationExtension extension : extensions) {
      if (Long.compareUnsigned(extension.deadline(), ProvingPeriod.DEADLINES) >= 0) {
        throw Exits.illegalArgument(
            "deadline %s not in range 0..%d"
                .formatted(Long.toUnsignedString(extension.deadline()), ProvingPeriod.DEADLINES));
      }
      for (SectorClaims named : extension.sectorsWithClaims()) {
        claims.add(rt, named, extension.newExpiration());
      }
    }
    return claims;
  }

  private void add(ActorRuntime rt, SectorClaims named, ChainEpoch newExpiration) {
    List<Long> ids = new ArrayList<>(named.maintainClaims());
    ids.addAll(named.dropClaims());
    List<Claim> claims = ask(rt, ids);
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      requireOf(rt.receiver(), named.sectorNumber(), claim);
      boolean isMaintained = i < named.maintainClaims().size();
      if (isMaintained && newExpiration.value() > claim.expiresAt()) {
        throw Exits.forbidden(
            "sector %s: claim %s only allows extension to %d but declared new expiration is %s"
                .formatted(
                    Long.toUnsignedString(named.sectorNumber()),
                    Long.toUnsignedString(ids.get(i)),
                    claim.expiresAt(),
                    newExpiration));
      }
      Space before = on(named.sectorNumber()).orElse(Space.NONE);
      bySector.put(named.sectorNumber(), before.plus(claim.size(), isMaintained));
    }
  }

  private static void requireOf(ActorId provider, long sector, Claim claim) {
    if (!claim.provider().equals(provider)) {
      throw Exits.illegalArgument(
          "expected claim provider to be " + provider + " but found " + claim.provider());
    }
    if (claim.sector() != sector) {
      throw Exits.illegalArgument(
          "expected claim sector number to be "
              + Long.toUnsignedString(sector)
              + " but found "
              + Long.toUnsignedString(claim.sector()));
    }
  }

  private static List<Claim> ask(ActorRuntime rt, List<Long> ids) {
    ClaimsFound found =
        Sends.requireReturned(
            ClaimsFound.CODEC,
            rt.send(
                ActorId.VERIFIED_REGISTRY.address(),
                VerifregActor.GET_CLAIMS,
                Optional.of(IpldBlock.ofCbor(OwnerIds.CODEC, new OwnerIds(rt.receiver(), ids))),
                TokenAmount.ZERO));
    if (found.batch().successCount() < ids.size()) {
      throw Exits.illegalArgument("invalid claims");
    }
    return found.claims();
  }
}
