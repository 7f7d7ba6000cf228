// SPDX-License-Identifier: Apache-2.0
/**
 * Message vectors: the public format of fvm-test-vectors, read, written and replayed.
 *
 * <p>Start reading at {@link io.jfvm.conformance.MessageVector}.
 */
package io.jfvm.conformance;
