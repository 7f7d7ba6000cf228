// SPDX-License-Identifier: Apache-2.0
/**
 * The Multisig actor: a wallet of several owners, whose transactions need some of them to agree,
 * and whose balance may be locked and freed by the epoch.
 *
 * <p>Start reading at {@link io.jfvm.builtin.multisig.MultisigActor}.
 */
package io.jfvm.builtin.multisig;
