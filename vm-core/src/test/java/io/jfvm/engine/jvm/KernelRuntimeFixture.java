// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.DomainSeparationTag;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.Signature;
import io.jfvm.types.TokenAmount;
import java.util.Optional;
import java.util.OptionalLong;

/** The SDK over a kernel that logs its syscalls, and refuses those it is told to. */
abstract class KernelRuntimeFixture {
  static final ActorId ALICE = FakeKernel.CALLER;
  static final Address KEY = Address.ofSecp256k1Key(new byte[65]);
  static final ChainEpoch EPOCH = new ChainEpoch(40);
  static final DomainSeparationTag TAG = DomainSeparationTag.SEAL_RANDOMNESS;
  static final byte[] NONE = {};
  static final Cid CODE = FakeKernel.code(ActorType.MINER);
  static final IpldBlock BLOCK = new IpldBlock(Multicodec.CBOR, new byte[] {0x07});
  static final Signature BLS = new Signature(Signature.Type.BLS, new byte[96]);
  static final Cid IDENTITY = Cid.of(Multicodec.RAW, Multicodec.IDENTITY, new byte[] {7});

  final FakeKernel kernel = new FakeKernel();
  final KernelRuntime rt = runtime(kernel);

  static KernelRuntime runtime(FakeKernel kernel) {
    KernelRuntime rt = new KernelRuntime(new Syscalls(kernel, NativePrices.FREE));
    kernel.log.clear();
    return rt;
  }

  void hasState(long value) {
    kernel.root = Cid.ofDagCbor(Codecs.U64.toBytes(value));
    kernel.store.put(kernel.root, Codecs.U64.toBytes(value));
  }

  static Send send(Optional<IpldBlock> params) {
    return new Send(
        KEY, MethodNum.SEND, params, TokenAmount.ofAtto(1), OptionalLong.empty(), false);
  }

  static void exits(ExitCode exitCode, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            ActorException.class, e -> assertThat(e.exitCode()).isEqualTo(exitCode));
  }
}
