// SPDX-License-Identifier: Apache-2.0

/**
 * 256-bit words and the pure functions over them: no gas, no stack rules, no host. A word is four
 * {@code long} limbs, low limb first, at some index of a {@code long[]}; {@link
 * io.jfvm.evm.word.Word} is the same as an immutable value. Start reading at {@link
 * io.jfvm.evm.word.Arithmetic}.
 */
package io.jfvm.evm.word;
