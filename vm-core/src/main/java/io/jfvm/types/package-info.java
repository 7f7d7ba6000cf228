// SPDX-License-Identifier: Apache-2.0
/**
 * Filecoin's values: content identifiers, addresses, amounts, messages, receipts, events, exit
 * codes. Immutable; no input or output, no gas.
 *
 * <p>Start reading at {@link io.jfvm.types.Message} and {@link io.jfvm.types.Receipt}.
 */
package io.jfvm.types;
