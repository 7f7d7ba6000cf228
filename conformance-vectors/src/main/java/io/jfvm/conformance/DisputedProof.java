// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.Blockstore;
import io.jfvm.machine.Manifest;
import io.jfvm.state.ActorState;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;

/**
 * Finds vectors that were recorded where a proof was judged invalid. Disputing a window PoSt
 * succeeds only then: whoever takes every proof for valid comes to another end.
 *
 * <p>The reference's runner leaves out the same by name. Source: ref-fvm {@code
 * testing/conformance/src/driver.rs}.
 */
final class DisputedProof {
  /** A miner's method DisputeWindowedPoSt. */
  static final MethodNum DISPUTE_WINDOWED_POST = new MethodNum(24);

  private DisputedProof() {}

  /**
   * Whether a message of the vector is a dispute that succeeded.
   *
   * @param store the state before and the list of the actors
   */
  static boolean wasInvalid(MessageVector vector, Blockstore store) throws DecodeException {
    for (int i = 0; i < vector.messages().size(); i++) {
      if (vector.receipts().get(i).receipt().exitCode().isSuccess()
          && isDispute(message(vector, i), StateTree.load(store, vector.preRoot()), store)) {
        return true;
      }
    }
    return false;
  }

  private static Message message(MessageVector vector, int index) throws DecodeException {
    try {
      return vector.messages().get(index).message();
    } catch (DecodeException e) {
      throw new DecodeException("message " + index + ": " + e.getMessage());
    }
  }

  private static boolean isDispute(Message message, StateTree state, Blockstore store) {
    return message.method().equals(DISPUTE_WINDOWED_POST)
        && state
            .resolve(message.to())
            .flatMap(state::actor)
            .map(ActorState::code)
            .filter(code -> isMiner(code, state, store))
            .isPresent();
  }

  private static boolean isMiner(Cid code, StateTree state, Blockstore store) {
    return store.load(Manifest.DATA_CODEC, state.systemState().builtinActors()).stream()
        .filter(entry -> entry.name().equals(ActorType.MINER.manifestName()))
        .anyMatch(entry -> entry.code().equals(code));
  }
}
