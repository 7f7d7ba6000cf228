// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import io.jfvm.actor.JavaActor;
import io.jfvm.builtin.BuiltinActors;
import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.engine.Engine;
import io.jfvm.engine.Executable;
import io.jfvm.engine.jvm.JvmEngine;
import io.jfvm.engine.jvm.NativeGasModel;
import io.jfvm.evm.EvmActor;
import io.jfvm.evm.eam.EamActor;
import io.jfvm.evm.ethaccount.EthAccountActor;
import io.jfvm.executor.DeepStack;
import io.jfvm.externs.Externs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.LayeredBlockstore;
import io.jfvm.machine.Machine;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.Manifest;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import io.jfvm.types.HostException;
import io.jfvm.types.UnsupportedFeatureException;
import io.jfvm.wasm.engine.CodeForm;
import io.jfvm.wasm.engine.WasmEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What any number of {@link Vm}s share under a profile: engines, threads, compiled and analysed
 * code. Safe for threads; one a process is enough.
 *
 * <p>In either profile, actors that are not built in run as WebAssembly, with exact gas.
 */
public final class Jfvm {
  /** One processor is left to whoever waits. */
  private static final int WARM_UP_THREADS =
      Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

  private final Profile profile;
  private final List<Blockstore> code;
  private final Optional<Path> codeCache;
  private final CodeForm form;
  private final Map<List<Manifest.Entry>, JvmEngine> jvmEngines = new ConcurrentHashMap<>();
  private final Map<NetworkConfig, WasmEngine> wasmEngines = new ConcurrentHashMap<>();
  private final DeepStack stack = new DeepStack();

  /** Finds the code of actors in the stores of the states opened. */
  public Jfvm(Profile profile) {
    this(profile, List.of(), Optional.empty(), CodeForm.PATCHED);
  }

  private Jfvm(Profile profile, List<Blockstore> code, Optional<Path> codeCache, CodeForm form) {
    this.profile = profile;
    this.code = List.copyOf(code);
    this.codeCache = codeCache;
    this.form = form;
  }

  /** The same, but looking for code in this store as well, such as the CAR file of a bundle. */
  public Jfvm withCode(Blockstore bundle) {
    List<Blockstore> more = new ArrayList<>(code);
    more.add(bundle);
    return new Jfvm(profile, more, codeCache, form);
  }

  /**
   * The same, but keeping what it compiles in a directory for later processes. What lies there
   * runs: nobody else must be able to write it.
   */
  public Jfvm withCodeCache(Path directory) {
    return new Jfvm(profile, code, Optional.of(directory), form);
  }

  /** The same, but running WebAssembly in another form, to compare: results are the same. */
  public Jfvm withCodeForm(CodeForm newForm) {
    return new Jfvm(profile, code, codeCache, newForm);
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

  /**
   * Compiles or loads the Wasm code of actors on other threads, so that first messages need not
   * wait for it. Returns at once. A message that needs code not ready yet waits for that code, or
   * compiles it itself; no result depends on any of this. Under {@link Profile#NATIVE} only code
   * that is not built in is worth it.
   *
   * @param codes found in the store or where {@link #withCode} says; others are passed over
   * @return done when all are ready; exceptionally if one cannot be, which its first call will meet
   *     as well
   */
  public CompletableFuture<Void> warmUp(
      NetworkConfig network, Blockstore store, Collection<Cid> codes) {
    WasmEngine engine = wasm(network);
    Blockstore all = new LayeredBlockstore(store, code);
    ExecutorService threads = Executors.newFixedThreadPool(WARM_UP_THREADS, Jfvm::warmUpThread);
    CompletableFuture<?>[] tasks =
        codes.stream()
            .map(cid -> CompletableFuture.runAsync(() -> warm(engine, cid, all), threads))
            .toArray(CompletableFuture<?>[]::new);
    threads.shutdown();
    return CompletableFuture.allOf(tasks);
  }

  private static void warm(WasmEngine engine, Cid code, Blockstore store) {
    boolean unusedFound = engine.warmUp(code, store);
  }

  private static Thread warmUpThread(Runnable work) {
    Thread thread = new Thread(work, "jfvm-warm-up");
    thread.setDaemon(true);
    return thread;
  }

  /** What runs the actors of a state, in the order to be asked. */
  List<Engine> engines(Machine machine) {
    Engine wasm =
        (cid, store) -> wasm(machine.network()).load(cid, new LayeredBlockstore(store, code));
    return switch (profile) {
      case NATIVE -> List.of(javaActors(machine.manifest()), wasm);
      case WASM -> List.of(wasm, (cid, store) -> missing(cid, machine.manifest()));
    };
  }

  JvmEngine javaActors(Manifest manifest) {
    return jvmEngines.computeIfAbsent(
        manifest.entries(),
        entries -> new JvmEngine(manifest, nativeActors(manifest), NativeGasModel.DEFAULT));
  }

  /**
   * Where messages run. Work that applies many may be wrapped in one {@link DeepStack#call}: then
   * it runs in place, without a change of threads for each.
   */
  public DeepStack stack() {
    return stack;
  }

  /** Made when first needed: a process without WebAssembly loads none of its classes. */
  private WasmEngine wasm(NetworkConfig network) {
    return wasmEngines.computeIfAbsent(
        network,
        key -> {
          try {
            return codeCache.isPresent()
                ? WasmEngine.caching(key, form, codeCache.get())
                : new WasmEngine(key, form);
          } catch (IOException e) {
            throw new HostException("directory of compiled code " + codeCache.get(), e);
          }
        });
  }

  /** Forgetting the bundle is no reason for receipts that say so. */
  private static Optional<Executable> missing(Cid cid, Manifest manifest) {
    int number = manifest.numberOf(cid);
    if (number != Manifest.NOT_BUILTIN) {
      throw new UnsupportedFeatureException(
          "the code of the built-in actor "
              + manifest.entries().get(number - 1).name()
              + ", "
              + cid
              + ", is in none of the stores given: the WASM profile needs the bundle");
    }
    return Optional.empty();
  }

  /** None for a bundle whose actors are not ours: other releases behave otherwise. */
  private static Map<ActorType, JavaActor> nativeActors(Manifest manifest) {
    Optional<BundleManifest> bundle = BundleManifest.of(manifest);
    if (bundle.isEmpty()) {
      return Map.of();
    }
    Map<ActorType, JavaActor> actors = BuiltinActors.of(bundle.get().policy());
    actors.put(ActorType.EVM, new EvmActor());
    actors.put(ActorType.EAM, EamActor.METHODS);
    actors.put(ActorType.ETH_ACCOUNT, EthAccountActor.METHODS);
    return actors;
  }
}
