// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.kernel.ActorOps;
import io.jfvm.kernel.SyscallException;
import io.jfvm.machine.RuleSet;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import java.util.Optional;

/** The namespace {@code actor}: other actors, and making new ones. */
final class ActorSyscalls {
  private static final int NO_ADDRESS = 0;
  private static final int F2_BYTES = 1 + Address.HASH_BYTES;

  private ActorSyscalls() {}

  static void bind(SyscallTable table, RuleSet rules) {
    table.u64("actor", "resolve_address", "ii", ActorSyscalls::resolveAddress);
    table.u32("actor", "get_actor_code_cid", "Iii", ActorSyscalls::actorCodeCid);
    table.u32("actor", "get_builtin_actor_type", "i", ActorSyscalls::builtinActorType);
    table.u32("actor", "get_code_cid_for_type", "iii", ActorSyscalls::codeCidForType);
    switch (rules) {
      case FVM2 -> {
        table.u32("actor", "new_actor_address", "ii", ActorSyscalls::newActorAddress);
        table.unit("actor", "create_actor", "Ii", ActorSyscalls::createBuiltinActor);
      }
      case FVM3, FVM4 -> {
        table.u32("actor", "next_actor_address", "ii", ActorSyscalls::nextActorAddress);
        table.unit("actor", "create_actor", "Iiii", ActorSyscalls::createActor);
        table.u32(
            "actor", "lookup_delegated_address", "Iii", ActorSyscalls::lookupDelegatedAddress);
        table.struct(
            "actor", "balance_of", "I", NetworkSyscalls.AMOUNT_BYTES, ActorSyscalls::balanceOf);
      }
    }
  }

  /**
   * {@code resolve_address(address_ptr, address_len) -> u64}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if there is no address; those of {@link
   *     ActorOps#resolveAddress}
   */
  private static long resolveAddress(ActorOps actors, GuestMemory memory, Args args)
      throws SyscallException {
    return actors.resolveAddress(memory.readAddress(args.i32(0), args.i32(1))).value();
  }

  /**
   * {@code lookup_delegated_address(actor, address_ptr, address_cap) -> u32}: writes the address,
   * returns its length; 0 if there is none.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if the buffer leaves the memory, before anything
   *     else; those of {@link ActorOps#lookupDelegatedAddress}; BUFFER_TOO_SMALL
   */
  private static int lookupDelegatedAddress(ActorOps actors, GuestMemory memory, Args args)
      throws SyscallException {
    memory.checkBounds(args.i32(1), args.i32(2));
    Optional<Address> address = actors.lookupDelegatedAddress(new ActorId(args.i64(0)));
    return address.isPresent()
        ? memory.write(address.get().toBytes(), args.i32(1), args.i32(2))
        : NO_ADDRESS;
  }

  /**
   * {@code get_actor_code_cid(actor, cid_ptr, cid_cap) -> u32}: writes the CID, returns its length.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if the buffer leaves the memory, before anything
   *     else; those of {@link ActorOps#actorCodeCid}; BUFFER_TOO_SMALL
   */
  private static int actorCodeCid(ActorOps actors, GuestMemory memory, Args args)
      throws SyscallException {
    memory.checkBounds(args.i32(1), args.i32(2));
    Cid code = actors.actorCodeCid(new ActorId(args.i64(0)));
    return memory.write(code.toBytes(), args.i32(1), args.i32(2));
  }

  /**
   * {@code next_actor_address(address_ptr, address_cap) -> u32}: writes the address, returns its
   * length.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if the buffer leaves the memory, BUFFER_TOO_SMALL if
   *     it is of less than 21 bytes, both before anything else
   */
  private static int nextActorAddress(ActorOps actors, GuestMemory memory, Args args)
      throws SyscallException {
    requireRoomForAddress(memory, args);
    return memory.write(actors.nextActorAddress().toBytes(), args.i32(0), args.i32(1));
  }

  /** {@code new_actor_address(address_ptr, address_cap) -> u32}; as {@link #nextActorAddress}. */
  private static int newActorAddress(ActorOps actors, GuestMemory memory, Args args)
      throws SyscallException {
    requireRoomForAddress(memory, args);
    return memory.write(actors.newActorAddress().toBytes(), args.i32(0), args.i32(1));
  }

  private static void requireRoomForAddress(GuestMemory memory, Args args) throws SyscallException {
    memory.checkBounds(args.i32(0), args.i32(1));
    if (Integer.compareUnsigned(args.i32(1), F2_BYTES) < 0) {
      throw new SyscallException(
          ErrorNumber.BUFFER_TOO_SMALL, "f2 addresses take " + F2_BYTES + " bytes");
    }
  }

  /**
   * {@code create_actor(actor, code_cid_ptr)}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if there is no CID; those of {@link
   *     ActorOps#createActor}
   */
  private static void createBuiltinActor(ActorOps actors, GuestMemory memory, Args args)
      throws SyscallException {
    Cid code = memory.readCid(args.i32(1));
    actors.createActor(code, new ActorId(args.i64(0)), Optional.empty());
  }

  /**
   * {@code create_actor(actor, code_cid_ptr, address_ptr, address_len)}: a length of 0 means no
   * delegated address.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if there is no CID, or no address; those of {@link
   *     ActorOps#createActor}
   */
  private static void createActor(ActorOps actors, GuestMemory memory, Args args)
      throws SyscallException {
    Cid code = memory.readCid(args.i32(1));
    Optional<Address> address =
        args.i32(3) == 0
            ? Optional.empty()
            : Optional.of(memory.readAddress(args.i32(2), args.i32(3)));
    actors.createActor(code, new ActorId(args.i64(0)), address);
  }

  /**
   * {@code get_builtin_actor_type(code_cid_ptr) -> i32}: 0 if it is not built in.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if there is no CID
   */
  private static int builtinActorType(ActorOps actors, GuestMemory memory, Args args)
      throws SyscallException {
    return actors.builtinActorType(memory.readCid(args.i32(0)));
  }

  /**
   * {@code get_code_cid_for_type(type, cid_ptr, cid_cap) -> u32}: writes the CID, returns its
   * length.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if the buffer leaves the memory, before anything
   *     else; those of {@link ActorOps#codeCidForType}; BUFFER_TOO_SMALL
   */
  private static int codeCidForType(ActorOps actors, GuestMemory memory, Args args)
      throws SyscallException {
    memory.checkBounds(args.i32(1), args.i32(2));
    Cid code = actors.codeCidForType(args.i32(0));
    return memory.write(code.toBytes(), args.i32(1), args.i32(2));
  }

  /** {@code balance_of(actor) -> amount}; refused as {@link ActorOps#balanceOf} refuses. */
  private static byte[] balanceOf(ActorOps actors, GuestMemory memory, Args args)
      throws SyscallException {
    return new Struct(NetworkSyscalls.AMOUNT_BYTES)
        .amount(actors.balanceOf(new ActorId(args.i64(0))))
        .toBytes();
  }
}
