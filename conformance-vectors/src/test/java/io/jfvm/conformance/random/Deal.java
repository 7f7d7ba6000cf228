// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import java.util.Optional;

/**
 * A deal that was published and not put into a sector yet.
 *
 * @param allocation of datacap, if it is verified
 */
record Deal(
    long id,
    Miner provider,
    Address client,
    Cid data,
    long size,
    long start,
    Optional<Long> allocation) {}
