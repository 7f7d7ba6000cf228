// SPDX-License-Identifier: Apache-2.0
/**
 * The Miner actor: a storage provider. Here are who it is, its funds and its state; deadlines, the
 * way sectors come in, and their life have packages of their own.
 *
 * <p>Start reading at {@link io.jfvm.builtin.miner.MinerActor}.
 */
package io.jfvm.builtin.miner;
