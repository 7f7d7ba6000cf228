// SPDX-License-Identifier: Apache-2.0
/**
 * Networks before their first message: the official manifests, and a builder of genesis states.
 *
 * <p>Start reading at {@link io.jfvm.builtin.genesis.Genesis}. Knows the machine's state tree, as
 * the actors do not.
 */
package io.jfvm.builtin.genesis;
