// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

/** The instructions that call another contract. */
public enum CallKind {
  CALL,
  STATICCALL,
  DELEGATECALL
}
