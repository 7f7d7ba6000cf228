// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import java.util.List;

/** A sector to be proven with these pieces. */
record PreCommit(long number, long epoch, List<Object> pieces) {}
