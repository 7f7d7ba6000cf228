// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.embed.Fevm;
import io.jfvm.embed.Jfvm;
import io.jfvm.embed.LocalChain;
import io.jfvm.embed.Profile;
import io.jfvm.embed.Vm;
import io.jfvm.encoding.DecodeException;
import io.jfvm.executor.ApplyResult;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.LayeredBlockstore;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import io.jfvm.types.Message;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.util.List;

/**
 * A local network of nv28 with two rich accounts, under the native profile unless said otherwise.
 */
final class Network {
  static final EthAddress ALICE = eth("0xa11ce00000000000000000000000000000000000");
  static final EthAddress BOB = eth("0xb0b0000000000000000000000000000000000000");

  private static final NetworkConfig CONFIG = NetworkConfig.of(NetworkVersion.NV28, 31415926);

  private final Blockstore store = new MemoryBlockstore();
  private final Jfvm jfvm;
  private Cid root;

  Network() {
    this(new Jfvm(Profile.NATIVE));
  }

  Network(Jfvm jfvm) {
    this.jfvm = jfvm;
    root =
        Genesis.of(BundleManifest.V18_DEVNET, "benchmark")
            .ethAccount(ALICE, TokenAmount.ofFil(1_000_000))
            .ethAccount(BOB, TokenAmount.ofFil(1_000_000))
            .build(store)
            .root();
  }

  /** The network as it stands; what is done to it stays in this VM. */
  Vm open(boolean tracing) {
    return open(new LayeredBlockstore(new MemoryBlockstore(), List.of(store)), tracing);
  }

  private Vm open(Blockstore blocks, boolean tracing) {
    MachineContext context =
        MachineContext.of(CONFIG, new ChainEpoch(1), Vm.EPOCH_SECONDS, root).withTracing(tracing);
    return jfvm.open(context, blocks, new LocalChain());
  }

  /** Deploys a contract for Alice, for all VMs opened from now on. */
  EthAddress deploy(byte[] initcode) {
    Vm vm = open(store, false);
    ApplyResult result = apply(vm, Fevm.deploy(vm.messageFrom(ALICE.address()), initcode));
    root = vm.flush();
    return deployed(result);
  }

  /** Calls a contract for Alice, for all VMs opened from now on. */
  void call(EthAddress contract, byte[] calldata) {
    Vm vm = open(store, false);
    ApplyResult result = apply(vm, Fevm.call(vm.messageFrom(ALICE.address()), contract, calldata));
    require(result);
    root = vm.flush();
  }

  static EthAddress deployed(ApplyResult result) {
    require(result);
    try {
      return Fevm.deployed(result.receipt());
    } catch (DecodeException e) {
      throw new IllegalStateException("no deployment", e);
    }
  }

  static byte[] output(ApplyResult result) {
    require(result);
    try {
      return Fevm.output(result.receipt());
    } catch (DecodeException e) {
      throw new IllegalStateException("no byte string returned", e);
    }
  }

  static ApplyResult apply(Vm vm, Message.Builder message) {
    return vm.apply(message.build());
  }

  /** That a message succeeded. */
  static void require(ApplyResult result) {
    if (!result.receipt().exitCode().isSuccess()) {
      throw new IllegalStateException("a message failed: " + result.receipt() + result.failure());
    }
  }

  private static EthAddress eth(String text) {
    try {
      return EthAddress.parse(text);
    } catch (DecodeException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
