// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.BufferedBlockstore;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.state.ActorState;
import io.jfvm.state.InitState;
import io.jfvm.state.StateTree;
import io.jfvm.state.StateTreeVersion;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import io.jfvm.types.Multicodec;
import io.jfvm.wasm.engine.Admission;
import io.jfvm.wasm.module.InvalidModuleException;

/**
 * Changes a state as no message could: brings in WebAssembly code of one's own, and actors that run
 * it. The network's Init actor installs nobody's code; this is the embedder's privilege, without
 * gas, constructor or receipt.
 *
 * <pre>{@code
 * StateEditor editor = StateEditor.open(network, store, genesis.root());
 * ActorId ledger = editor.create(NewActor.of(editor.install(wasm)));
 * Cid root = editor.flush();
 * }</pre>
 *
 * <p>A {@link Vm} does the same to the state it has open. Whatever is refused has changed nothing.
 */
public final class StateEditor {
  private final NetworkConfig network;
  private final Blockstore base;
  private final BufferedBlockstore buffer;
  private final StateTree tree;

  private StateEditor(NetworkConfig network, Blockstore base, Cid root) {
    this.network = network;
    this.base = base;
    this.buffer = new BufferedBlockstore(base);
    this.tree = StateTree.load(buffer, root);
  }

  /**
   * Opens a state, such as that of a genesis.
   *
   * @param network under whose rules the code will run
   * @throws io.jfvm.ipld.IpldException if the state is missing or malformed
   */
  public static StateEditor open(NetworkConfig network, Blockstore store, Cid root) {
    return new StateEditor(network, store, root);
  }

  /**
   * Brings WebAssembly code into the store. The store alone has it until an actor runs it.
   *
   * @return the code's CID
   * @throws InvalidModuleException if the network does not admit the module or it could never run:
   *     names the section, the function and the offset to blame
   */
  public Cid install(byte[] wasm) throws InvalidModuleException {
    return install(network, base, wasm);
  }

  /**
   * Puts an actor into the state.
   *
   * @return its number
   * @throws IllegalArgumentException if its number, address, balance, code or state cannot be
   */
  public ActorId create(NewActor actor) {
    return create(tree, actor);
  }

  /** Where blocks of states can be put for {@link NewActor#state(Cid)}. */
  public Blockstore store() {
    return buffer;
  }

  /** Writes the state to the store. Returns its root. */
  public Cid flush() {
    Cid root = tree.flush();
    buffer.flush(root);
    return root;
  }

  static Cid install(NetworkConfig network, Blockstore store, byte[] wasm)
      throws InvalidModuleException {
    Admission.check(wasm, network);
    return store.put(Multicodec.RAW, wasm.clone());
  }

  static ActorId create(StateTree tree, NewActor actor) {
    check(tree, actor);
    Cid head = actor.saveState(tree.store());
    requireBlock(tree.store(), head, "state");
    ActorId id =
        actor
            .id()
            .or(() -> actor.delegatedAddress().map(tree::registerNewAddress))
            .orElseGet(() -> nextId(tree));
    tree.setActor(
        id,
        ActorState.ofNew(actor.code(), actor.delegatedAddress())
            .withHead(head)
            .withBalance(actor.balance()));
    return id;
  }

  private static void check(StateTree tree, NewActor actor) {
    requireBlock(tree.store(), actor.code(), "code");
    require(!actor.balance().isNegative(), "balance " + actor.balance() + " is negative");
    require(
        actor.id().isEmpty() || actor.delegatedAddress().isEmpty(),
        "an actor with a delegated address gets the next number, and none of choice");
    actor.id().ifPresent(id -> checkId(tree, id));
    actor.delegatedAddress().ifPresent(address -> checkAddress(tree, address));
  }

  private static void checkId(StateTree tree, ActorId id) {
    long next = tree.initState().nextId();
    require(
        id.compareTo(ActorId.FIRST_NON_SINGLETON) >= 0 && id.compareTo(new ActorId(next)) < 0,
        "number "
            + id
            + " is not from "
            + ActorId.FIRST_NON_SINGLETON
            + " to below the next, "
            + new ActorId(next));
    require(tree.actor(id).isEmpty(), "number " + id + " is taken");
  }

  private static void checkAddress(StateTree tree, Address address) {
    require(address.protocol() == Address.Protocol.DELEGATED, address + " is no delegated address");
    require(
        tree.version() != StateTreeVersion.V4,
        "state tree 4 has no delegated addresses: " + address);
    require(
        EthAddress.of(address).flatMap(EthAddress::maskedId).isEmpty(),
        address + " stands for an actor's number");
    require(tree.resolve(address).isEmpty(), "address " + address + " is taken");
  }

  private static void requireBlock(Blockstore store, Cid cid, String what) {
    require(store.get(cid).isPresent(), what + " " + cid + " is not in the store");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Init's next number, without an address. */
  private static ActorId nextId(StateTree tree) {
    InitState before = tree.initState();
    Cid head =
        tree.store()
            .save(
                InitState.CODEC,
                new InitState(before.addressMap(), before.nextId() + 1, before.networkName()));
    ActorState init = tree.actor(ActorId.INIT).orElseThrow();
    tree.setActor(ActorId.INIT, init.withHead(head));
    return new ActorId(before.nextId());
  }
}
