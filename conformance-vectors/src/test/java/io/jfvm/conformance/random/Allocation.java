// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.types.Cid;

/** Datacap set aside by a client. */
record Allocation(long id, long client, Miner provider, Cid data, long size) {}
