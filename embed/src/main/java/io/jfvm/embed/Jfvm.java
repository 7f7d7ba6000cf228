// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import io.jfvm.actor.JavaActor;
import io.jfvm.builtin.BuiltinActors;
import io.jfvm.engine.jvm.JvmEngine;
import io.jfvm.engine.jvm.NativeGasModel;
import io.jfvm.evm.EvmActor;
import io.jfvm.evm.eam.EamActor;
import io.jfvm.evm.ethaccount.EthAccountActor;
import io.jfvm.executor.DeepStack;
import io.jfvm.externs.Externs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.Manifest;
import io.jfvm.types.ActorType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What any number of {@link Vm}s share under a profile: engines, threads and analysed code. Safe
 * for threads; one a process is enough.
 */
public final class Jfvm {
  private final Profile profile;
  private final Map<ActorType, JavaActor> actors;
  private final Map<List<Manifest.Entry>, JvmEngine> engines = new ConcurrentHashMap<>();
  private final DeepStack stack = new DeepStack();

  public Jfvm(Profile profile) {
    this.profile = profile;
    this.actors =
        switch (profile) {
          case NATIVE -> nativeActors();
        };
  }

  public Profile profile() {
    return profile;
  }

  /**
   * Opens a state.
   *
   * @param store where the state's blocks are read, and new ones written
   * @throws io.jfvm.ipld.IpldException if the state is missing or malformed
   */
  public Vm open(MachineContext context, Blockstore store, Externs externs) {
    return new Vm(this, context, store, externs);
  }

  JvmEngine engine(Manifest manifest) {
    return engines.computeIfAbsent(
        manifest.entries(), entries -> new JvmEngine(manifest, actors, NativeGasModel.DEFAULT));
  }

  /**
   * Where messages run. Work that applies many may be wrapped in one {@link DeepStack#call}: then
   * it runs in place, without a change of threads for each.
   */
  public DeepStack stack() {
    return stack;
  }

  private static Map<ActorType, JavaActor> nativeActors() {
    Map<ActorType, JavaActor> actors = new EnumMap<>(BuiltinActors.ALL);
    actors.put(ActorType.EVM, new EvmActor());
    actors.put(ActorType.EAM, EamActor.METHODS);
    actors.put(ActorType.ETH_ACCOUNT, EthAccountActor.METHODS);
    return actors;
  }
}
