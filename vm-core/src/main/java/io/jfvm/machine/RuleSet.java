// SPDX-License-Identifier: Apache-2.0
package io.jfvm.machine;

import io.jfvm.types.NetworkVersion;
import io.jfvm.types.UnsupportedFeatureException;

/**
 * What differs between the reference's release lines beyond prices. Each difference has a name
 * here, and code asks by that name.
 */
public enum RuleSet {
  /** Network versions 18 to 20: ref-fvm 3. */
  FVM3,
  /** From network version 21: ref-fvm 4. */
  FVM4;

  public static RuleSet of(NetworkVersion version) {
    return switch (version) {
      case NV17 ->
          throw new UnsupportedFeatureException("the rules of " + version + " (ref-fvm 2)");
      case NV18, NV19, NV20 -> FVM3;
      case NV21, NV22, NV23, NV24, NV25, NV26, NV27, NV28 -> FVM4;
    };
  }

  /** Whether actors may only read and link blocks they can reach (FIP-0071). */
  public boolean tracksReachability() {
    return this == FVM4;
  }

  /** Whether the gas limit of a call that is too deep is restored before the caller goes on. */
  public boolean restoresGasLimitWhenTooDeep() {
    return this == FVM4;
  }

  /** Whether code without the entry point exits with 5 and is not fatal. */
  public boolean missingEntryPointIsInvalidReceiver() {
    return this == FVM4;
  }
}
