// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.types.Address;
import io.jfvm.types.Cid;

/** A deal that was published and not put into a sector yet. */
record Deal(
    long id, Miner provider, Address client, Cid data, long size, long start, long allocation) {}
