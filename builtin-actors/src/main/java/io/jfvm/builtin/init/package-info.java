// SPDX-License-Identifier: Apache-2.0
/**
 * The Init actor, f01: gives new actors their numbers and keeps which address has which number.
 *
 * <p>Start reading at {@link io.jfvm.builtin.init.InitActor}.
 */
package io.jfvm.builtin.init;
