// SPDX-License-Identifier: Apache-2.0
/**
 * The calls of one message: who calls whom, what is charged, what is undone.
 *
 * <p>Start reading at {@link io.jfvm.call.CallManager}.
 */
package io.jfvm.call;
