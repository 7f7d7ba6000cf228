// SPDX-License-Identifier: Apache-2.0
/**
 * What happened while a message was applied, as a tree of calls, for people. Collected only when
 * asked for; it reaches no result.
 *
 * <p>Start reading at {@link io.jfvm.trace.Trace}.
 */
package io.jfvm.trace;
