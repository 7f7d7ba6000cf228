// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import io.jfvm.embed.Vm;
import io.jfvm.types.Address;
import io.jfvm.types.Message;

/** How many bytes a message is taken to fill on chain, which is what its inclusion costs. */
@FunctionalInterface
public interface ChainLength {

  /**
   * The rule of the reference's runner: senders of f1 sign, nobody else's signature counts, not
   * that of Ethereum accounts either. Source: ref-fvm {@code testing/conformance/src/driver.rs}.
   */
  ChainLength REFERENCE_RUNNER =
      (message, bytes) ->
          message.from().protocol() == Address.Protocol.SECP256K1
              ? bytes + Vm.SIGNATURE_BYTES
              : bytes;

  /** The rule of {@link Vm}: also counts the signatures of Ethereum accounts (f4). */
  ChainLength NETWORK = (message, bytes) -> Vm.chainLength(message);

  /**
   * The length on chain.
   *
   * @param bytes of the message without its signature
   */
  long of(Message message, int bytes);
}
