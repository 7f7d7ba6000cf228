// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

/** What {@link InvocationTest} says, of interpreted code. */
class InterpretedInvocationTest extends InvocationTest {
  @Override
  CodeForm form() {
    return CodeForm.INTERPRETED;
  }
}
