// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

/** Who decides what gas a call or creation gets, and when the output region is claimed. */
public enum CallGas {
  /**
   * The host. The library passes on the requested gas as it stands, takes nothing from the frame,
   * and grows memory for the output after the call. This is how the FEVM works.
   */
  HOST,
  /**
   * Ethereum. Memory for input and output is paid first; the callee gets at most all but one 64th
   * of what is left (plus the stipend), and that is taken from the frame before the host is called:
   * the host gives back what the callee leaves.
   *
   * @see <a href="https://eips.ethereum.org/EIPS/eip-150">EIP-150</a>
   */
  EIP_150
}
