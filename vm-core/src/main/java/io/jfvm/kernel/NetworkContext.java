// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.types.ChainEpoch;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;

/**
 * What an invocation knows of the network.
 *
 * @param timestampSeconds of the tipset, Unix time, u64
 */
public record NetworkContext(
    ChainEpoch epoch,
    long timestampSeconds,
    TokenAmount baseFee,
    long chainId,
    NetworkVersion version) {}
