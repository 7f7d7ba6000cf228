// SPDX-License-Identifier: Apache-2.0
/**
 * The Account actor: stands for whoever holds a key.
 *
 * <p>Start reading at {@link io.jfvm.builtin.account.AccountActor}.
 */
package io.jfvm.builtin.account;
