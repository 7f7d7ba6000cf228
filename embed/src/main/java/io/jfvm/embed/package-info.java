// SPDX-License-Identifier: Apache-2.0
/**
 * What an embedder sees: open a state under a profile, apply messages, read receipts, traces and
 * actors.
 *
 * <p>Start reading at {@link io.jfvm.embed.Vm}.
 */
package io.jfvm.embed;
