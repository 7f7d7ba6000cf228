// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import io.jfvm.types.Address;
import io.jfvm.types.Message;

/** How many bytes a message is taken to fill on chain, which is what its inclusion costs. */
@FunctionalInterface
public interface ChainLength {

  /**
   * The rule of the reference's runner: senders of f1 sign with 65 bytes, which with their type and
   * the heads around them are {@value #SIGNATURE_PART}; nobody else's signature counts, not that of
   * Ethereum accounts either. Source: ref-fvm {@code testing/conformance/src/driver.rs}.
   */
  ChainLength REFERENCE_RUNNER =
      (message, bytes) ->
          message.from().protocol() == Address.Protocol.SECP256K1
              ? bytes + ChainLength.SIGNATURE_PART
              : bytes;

  /** Also counts the signatures of Ethereum accounts (f4), as the network does. */
  ChainLength NETWORK =
      (message, bytes) ->
          message.from().protocol() == Address.Protocol.SECP256K1
                  || message.from().protocol() == Address.Protocol.DELEGATED
              ? bytes + ChainLength.SIGNATURE_PART
              : bytes;

  /** A signature of 65 bytes, its type, and three bytes of heads. */
  int SIGNATURE_PART = 69;

  /**
   * The length on chain.
   *
   * @param bytes of the message without its signature
   */
  long of(Message message, int bytes);
}
