// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/** Syscalls of the namespace {@code actor}: other actors, and making new ones. */
public interface ActorOps {

  /**
   * The number of an address. An f0 address gives its number whether or not an actor exists.
   *
   * <table><caption>Errors</caption>
   * <tr><td>NOT_FOUND</td><td>the address has no number</td></tr>
   * </table>
   *
   * Gas: none.
   */
  ActorId resolveAddress(Address address) throws SyscallException;

  /**
   * The f4 address an actor was created with, if any.
   *
   * <table><caption>Errors</caption>
   * <tr><td>NOT_FOUND</td><td>no such actor</td></tr>
   * </table>
   *
   * Gas: lookup.
   */
  Optional<Address> lookupDelegatedAddress(ActorId actor) throws SyscallException;

  /**
   * An actor's code.
   *
   * <table><caption>Errors</caption>
   * <tr><td>NOT_FOUND</td><td>no such actor</td></tr>
   * </table>
   *
   * Gas: lookup.
   */
  Cid actorCodeCid(ActorId actor) throws SyscallException;

  /**
   * What an actor owns.
   *
   * <table><caption>Errors</caption>
   * <tr><td>NOT_FOUND</td><td>no such actor</td></tr>
   * </table>
   *
   * Gas: lookup.
   */
  TokenAmount balanceOf(ActorId actor) throws SyscallException;

  /**
   * The f2 address the next created actor will have: of the message's origin as written, its nonce
   * and the number of actors created so far. Gas: none.
   */
  Address nextActorAddress();

  /**
   * A new f2 address, in network version 17: of the message's origin as the address of a key, its
   * nonce and how often one was asked for before. An origin without key is fatal. Gas: none.
   */
  Address newActorAddress();

  /**
   * Makes an actor with empty state, or gives a placeholder its code.
   *
   * <table><caption>Errors, in this order</caption>
   * <tr><td>FORBIDDEN</td><td>the running actor is not Init; in network version 17, the code is not
   * built in or of an actor there is only one of</td></tr>
   * <tr><td>READ_ONLY</td><td>in a read-only call</td></tr>
   * <tr><td>FORBIDDEN</td><td>the code is the placeholder's</td></tr>
   * <tr><td>FORBIDDEN</td><td>the actor exists, or is a placeholder of another address</td></tr>
   * </table>
   *
   * Gas: lookup; {@code onCreateActor(false)} if there was none; update.
   *
   * @param delegatedAddress the actor's f4 address, if it gets one
   */
  void createActor(Cid code, ActorId actor, Optional<Address> delegatedAddress)
      throws SyscallException;

  /** The position of the code in the manifest, or 0 if it is not built in. Gas: none. */
  int builtinActorType(Cid code);

  /**
   * The code at a position of the manifest.
   *
   * <table><caption>Errors</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>no such position</td></tr>
   * </table>
   *
   * Gas: none.
   */
  Cid codeCidForType(int type) throws SyscallException;
}
