// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code jfvm} command: one class a subcommand.
 *
 * <p>Start reading at {@link io.jfvm.cli.Main}.
 */
package io.jfvm.cli;
