// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

/** What {@link InvocationTest} says, of classes as Endive makes them. */
class UnpatchedInvocationTest extends InvocationTest {
  @Override
  CodeForm form() {
    return CodeForm.UNPATCHED;
  }
}
