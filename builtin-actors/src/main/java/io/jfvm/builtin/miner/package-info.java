// SPDX-License-Identifier: Apache-2.0
/**
 * The Miner actor: a storage provider. So far what others tell it.
 *
 * <p>Start reading at {@link io.jfvm.builtin.miner.MinerConstructorParams}.
 */
package io.jfvm.builtin.miner;
