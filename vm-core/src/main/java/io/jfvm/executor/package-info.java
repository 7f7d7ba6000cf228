// SPDX-License-Identifier: Apache-2.0
/**
 * Applies messages to a machine: checks before, fees after, receipts for every outcome.
 *
 * <p>Start reading at {@link io.jfvm.executor.Executor}.
 */
package io.jfvm.executor;
