// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.math;

import io.jfvm.encoding.Codec;
import java.math.BigInteger;

/**
 * A smoothed quantity and how fast it changes in an epoch. Both in Q.128.
 *
 * <p>Source: builtin-actors {@code runtime/src/builtin/reward/smooth/alpha_beta_filter.rs}.
 */
public record FilterEstimate(BigInteger position, BigInteger velocity) {
  public static final Codec<FilterEstimate> CODEC =
      Codec.of(
          (out, estimate) -> out.array(2).bigInt(estimate.position).bigInt(estimate.velocity),
          in -> {
            in.tuple(2);
            return new FilterEstimate(in.bigInt(), in.bigInt());
          });

  /** An estimate of integers. */
  public static FilterEstimate ofIntegers(BigInteger position, BigInteger velocity) {
    return new FilterEstimate(Q128.of(position), Q128.of(velocity));
  }

  /** The integer not above the position. */
  public BigInteger estimate() {
    return Q128.floor(position);
  }
}
