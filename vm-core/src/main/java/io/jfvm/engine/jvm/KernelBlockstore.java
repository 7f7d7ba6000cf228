// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import io.jfvm.crypto.Hash;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.IpldException;
import io.jfvm.kernel.OpenBlock;
import io.jfvm.kernel.SyscallException;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.util.Optional;

/**
 * The blocks an invocation can reach. A refusal by the kernel is an {@link IpldException}; a block
 * that is reachable but missing is fatal.
 *
 * <p>Source: builtin-actors {@code runtime/src/runtime/actor_blockstore.rs}, ref-fvm {@code
 * sdk/src/ipld.rs}.
 */
final class KernelBlockstore implements Blockstore {
  private final Syscalls syscalls;

  KernelBlockstore(Syscalls syscalls) {
    this.syscalls = syscalls;
  }

  /** Never empty: what cannot be read is an exception. */
  @Override
  public Optional<byte[]> get(Cid cid) {
    return Optional.of(read(cid));
  }

  private byte[] read(Cid cid) {
    if (cid.hash() == Multicodec.IDENTITY) {
      return cid.digest();
    }
    try {
      OpenBlock block = syscalls.next().openBlock(cid);
      return syscalls.next().readWholeBlock(block.id()).data();
    } catch (SyscallException e) {
      throw new IpldException("block " + cid + " cannot be read: " + e.error(), e);
    }
  }

  @Override
  public void put(Cid cid, byte[] data) {
    if (cid.hash() != Hash.BLAKE2B_256.code()) {
      throw new IpldException("block " + cid + " is not under blake2b-256");
    }
    Cid actual = put(cid.codec(), data);
    if (!actual.equals(cid)) {
      throw new IpldException("block under " + cid + " is " + actual);
    }
  }

  @Override
  public Cid put(long codec, byte[] data) {
    Hash hash = Hash.BLAKE2B_256;
    try {
      int id = syscalls.next().createBlock(codec, data);
      return syscalls.next().linkBlock(id, hash.code(), hash.lengthBytes());
    } catch (SyscallException e) {
      throw new IpldException("block cannot be written: " + e.error(), e);
    }
  }

  @Override
  public <T> Cid save(Codec<T> codec, T value) {
    byte[] data = codec.toBytes(value);
    syscalls.encoded(data.length);
    return put(Multicodec.DAG_CBOR, data);
  }

  /** Costs the same whether or not the value is remembered. */
  @Override
  public <T> T load(Codec<T> codec, Cid cid) {
    Blockstore.requireCbor(cid);
    byte[] data = read(cid);
    syscalls.decoded(data.length);
    return syscalls.unpaid().decodedBlocks().decode(codec, cid, data);
  }

  @Override
  public byte[] hashKey(byte[] key) {
    syscalls.key();
    try {
      return syscalls.next().hash(Hash.SHA2_256.code(), key);
    } catch (SyscallException e) {
      throw Syscalls.panic("hash", e);
    }
  }
}
