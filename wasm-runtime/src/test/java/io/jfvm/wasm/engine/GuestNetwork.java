// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.engine.Executable;
import io.jfvm.executor.Actors;
import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.TestNetwork;
import io.jfvm.machine.Limits;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.machine.RuleSet;
import io.jfvm.types.ActorId;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import io.jfvm.types.NetworkVersion;

/** Calls modules of the tests as actors of a network, through executor, call manager and kernel. */
final class GuestNetwork {
  static final ActorId GUEST = new ActorId(150);

  /** What a program adds to a number it exits with. */
  static final int EXIT_BASE = 1000;

  private final NetworkConfig config;
  private final WasmEngine engine;

  GuestNetwork() {
    this(Limits.NETWORK);
  }

  GuestNetwork(Limits limits) {
    this(NetworkConfig.of(NetworkVersion.NV28, 314).withLimits(limits));
  }

  GuestNetwork(NetworkConfig config) {
    this(config, CodeForm.PATCHED);
  }

  GuestNetwork(CodeForm form) {
    this(NetworkConfig.of(NetworkVersion.NV28, 314), form);
  }

  GuestNetwork(NetworkConfig config, CodeForm form) {
    this.config = config;
    this.engine = new WasmEngine(config, form);
  }

  /** An actor's code as the engine makes it when it is first called. */
  Executable executable(TestNetwork network, byte[] wasm) {
    Cid code = network.store().put(Multicodec.RAW, wasm);
    return (kernel, params) ->
        engine.load(code, network.store()).orElseThrow().invoke(kernel, params);
  }

  /** Whether actors end with {@code vm.abort}, because there is no {@code vm.exit} yet. */
  boolean hasOnlyAbort() {
    return config.rules() == RuleSet.FVM2;
  }

  /** A network with the guest on it. */
  TestNetwork with(byte[] wasm) {
    TestNetwork network = new TestNetwork().config(config);
    network.actor(GUEST.value(), executable(network, wasm));
    return network;
  }

  /** Calls the module once, with ample gas. */
  ApplyResult call(GuestModule module) {
    return call(with(module.toBytes()), new byte[0], 1_000_000_000);
  }

  static ApplyResult call(TestNetwork network, byte[] params, long gasLimit) {
    return network
        .executor()
        .applyExplicit(
            TestNetwork.message(GUEST)
                .method(Actors.METHOD)
                .params(params)
                .gasLimit(gasLimit)
                .build(),
            TestNetwork.CHAIN_LENGTH);
  }

  /** The exit code. */
  int exit(GuestModule module) {
    return call(module).receipt().exitCode().value();
  }
}
