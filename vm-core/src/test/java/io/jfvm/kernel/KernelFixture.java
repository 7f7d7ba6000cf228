// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import static io.jfvm.executor.Actors.METHOD;
import static io.jfvm.executor.Actors.refusal;
import static io.jfvm.executor.Actors.script;
import static io.jfvm.executor.TestNetwork.CHAIN_LENGTH;
import static io.jfvm.executor.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.crypto.Hash;
import io.jfvm.encoding.CborWriter;
import io.jfvm.executor.Actors.Script;
import io.jfvm.executor.Actors.Syscall;
import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.Executor;
import io.jfvm.executor.TestNetwork;
import io.jfvm.state.ActorState;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Multicodec;
import java.util.Optional;

/** The actor f0101 makes syscalls on a small network, and the test looks at their gas. */
abstract class KernelFixture {
  static final ActorId A = new ActorId(101);
  static final ActorId B = new ActorId(102);
  static final ActorId NOBODY = new ActorId(999);
  static final Address ETH = Address.ofDelegated(ActorId.EAM, new byte[20]);
  static final long BLAKE2B = Hash.BLAKE2B_256.code();
  static final Cid UNREACHABLE = Cid.ofDagCbor(new byte[] {77});
  static final byte[] NOTHING = {};

  final TestNetwork network = new TestNetwork();
  Executor executor;

  static void create(Kernel kernel, ActorId id, Optional<Address> address) throws SyscallException {
    kernel.createActor(TestNetwork.codeOf(ActorType.MULTISIG), id, address);
  }

  static byte[] link(Cid cid) {
    return new CborWriter().array(1).link(cid.toBytes()).toByteArray();
  }

  static Cid put(Kernel kernel, byte[] dagCbor) throws SyscallException {
    return kernel.linkBlock(kernel.createBlock(Multicodec.DAG_CBOR, dagCbor), BLAKE2B, 32);
  }

  static long milligas(Kernel kernel, Syscall syscall) throws SyscallException {
    long before = kernel.milligasAvailable();
    syscall.make();
    return before - kernel.milligasAvailable();
  }

  static long gas(Kernel kernel, Syscall syscall) throws SyscallException {
    long milligas = milligas(kernel, syscall);
    assertThat(milligas % 1000).isZero();
    return milligas / 1000;
  }

  static void assertUncharged(Kernel kernel, ErrorNumber error, Syscall syscall) {
    long before = kernel.milligasAvailable();
    assertThat(refusal(syscall)).contains(error);
    assertThat(kernel.milligasAvailable()).isEqualTo(before);
  }

  void run(Script script) {
    network.actor(101, script(script));
    ApplyResult result = apply();
    assertThat(result.receipt().exitCode()).as(result.toString()).isEqualTo(ExitCode.OK);
  }

  ApplyResult apply() {
    executor = network.executor();
    return executor.applyExplicit(message(A).method(METHOD).build(), CHAIN_LENGTH);
  }

  Optional<ActorState> actor(ActorId id) {
    return executor.machine().stateTree().actor(id);
  }
}
