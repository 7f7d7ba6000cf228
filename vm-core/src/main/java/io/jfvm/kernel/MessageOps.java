// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

/** The syscall {@code vm.message_context}. */
public interface MessageOps {

  /** The call at hand. An amount of more than 128 bits is fatal. Gas: none. */
  MessageContext messageContext();
}
