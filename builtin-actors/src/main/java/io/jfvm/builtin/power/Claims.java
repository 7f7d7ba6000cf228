// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.power;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.sector.ProofFamily;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.types.Address;
import java.math.BigInteger;

/**
 * The rules by which a provider's claim moves the network's totals.
 *
 * <p>Source: builtin-actors {@code actors/power/src/state.rs}.
 */
final class Claims {
  private final BigInteger minimum;

  Claims(Policy policy) {
    this.minimum = BigInteger.valueOf(policy.minimumConsensusPower());
  }

  /** Whether a provider's own power is enough to count, whatever the others have. */
  boolean reachesMinimum(Claim claim) {
    return claim.rawBytePower().compareTo(minimumFor(claim)) >= 0;
  }

  /** Only of a proof type that there is. */
  private BigInteger minimumFor(Claim claim) {
    long proof = claim.windowPostProofType();
    if (ProofFamily.WINNING_POST.sizeOf(proof).isEmpty()
        && ProofFamily.WINDOW_POST.sizeOf(proof).isEmpty()) {
      throw Exits.illegalState("unsupported proof type: " + proof);
    }
    return minimum;
  }

  /** A claim without power, of a provider just made. The count of providers follows. */
  PowerState add(PowerState state, Hamt<Address, Claim> claims, Address miner, long proofType) {
    Claim claim = new Claim(proofType, BigInteger.ZERO, BigInteger.ZERO);
    claims.put(miner, claim);
    PowerState counted =
        minimumFor(claim).signum() > 0
            ? state
            : state.withTotals(state.totals(), state.minerAboveMinPowerCount() + 1);
    return counted.withMiners(state.minerCount() + 1, claims.flush());
  }

  /**
   * Changes a claim, and with it the totals. The claims remain to be flushed.
   *
   * @throws io.jfvm.actor.ActorException NOT_FOUND without a claim; ILLEGAL_STATE if power or count
   *     would be negative
   */
  PowerState change(
      PowerState state, Hamt<Address, Claim> claims, Address miner, BigInteger raw, BigInteger qa) {
    Claim before =
        claims.get(miner).orElseThrow(() -> Exits.notFound("no claim for actor " + miner));
    Claim after =
        new Claim(
            before.windowPostProofType(),
            before.rawBytePower().add(raw),
            before.qualityAdjPower().add(qa));
    PowerState.Totals totals = state.totals().withCommitted(raw, qa);
    long above = state.minerAboveMinPowerCount();
    boolean counted = reachesMinimum(before);
    boolean counts = reachesMinimum(after);
    if (!counted && counts) {
      above++;
      totals = totals.withPower(after.rawBytePower(), after.qualityAdjPower());
    } else if (counted && !counts) {
      above--;
      totals = totals.withPower(before.rawBytePower().negate(), before.qualityAdjPower().negate());
    } else if (counts) {
      totals = totals.withPower(raw, qa);
    }
    requireNotNegative("claimed raw byte power", after.rawBytePower());
    requireNotNegative("claimed quality adjusted power", after.qualityAdjPower());
    requireNotNegative("count of miners above the minimum", BigInteger.valueOf(above));
    claims.put(miner, after);
    return state.withTotals(totals, above);
  }

  private static void requireNotNegative(String what, BigInteger value) {
    if (value.signum() < 0) {
      throw Exits.illegalState("negative " + what + ": " + value);
    }
  }

  /** Takes a provider's power from the totals and its claim away, if it has one. */
  PowerState remove(PowerState state, Hamt<Address, Claim> claims, Address miner) {
    Claim claim = claims.get(miner).orElse(null);
    if (claim == null) {
      return state;
    }
    PowerState without =
        change(
            state, claims, miner, claim.rawBytePower().negate(), claim.qualityAdjPower().negate());
    claims.remove(miner);
    return without;
  }
}
