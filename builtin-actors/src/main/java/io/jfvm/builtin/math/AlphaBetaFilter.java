// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.math;

import java.math.BigInteger;

/**
 * Smooths a quantity that is observed once an epoch.
 *
 * <p>Source: builtin-actors {@code runtime/src/builtin/reward/smooth/alpha_beta_filter.rs}.
 */
public final class AlphaBetaFilter {
  private static final BigInteger ALPHA = new BigInteger("314760000000000000000000000000000000");
  private static final BigInteger BETA = new BigInteger("96640100000000000000000000000000");

  private AlphaBetaFilter() {}

  /**
   * The estimate after an observation.
   *
   * @param observation an integer
   * @param epochs since the estimate, positive
   */
  public static FilterEstimate next(FilterEstimate estimate, BigInteger observation, long epochs) {
    BigInteger time = BigInteger.valueOf(epochs);
    BigInteger expected = time.multiply(estimate.velocity()).add(estimate.position());
    BigInteger residual = Q128.of(observation).subtract(expected);
    BigInteger position = expected.add(Q128.floor(ALPHA.multiply(residual)));
    BigInteger velocity =
        estimate.velocity().add(Q128.floorDiv(Q128.floor(residual.multiply(BETA)), time));
    return new FilterEstimate(position, velocity);
  }
}
