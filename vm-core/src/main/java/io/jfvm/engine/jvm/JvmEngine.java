// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import io.jfvm.actor.JavaActor;
import io.jfvm.engine.Engine;
import io.jfvm.engine.Executable;
import io.jfvm.ipld.Blockstore;
import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.MessageContext;
import io.jfvm.machine.Manifest;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import io.jfvm.types.MethodNum;
import io.jfvm.types.UnsupportedFeatureException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs actors written in Java under the codes of a manifest. All the manifest's codes are this
 * engine's kind; one without Java code can be loaded, but calling it is an {@link
 * UnsupportedFeatureException}.
 */
public final class JvmEngine implements Engine {
  private final Map<Cid, JavaActor> actors = new HashMap<>();
  private final Map<Cid, Executable> executables = new HashMap<>();

  /**
   * @param actors the Java code of the built-in actors; types the manifest lacks are left out
   */
  public JvmEngine(Manifest manifest, Map<ActorType, JavaActor> actors, NativeGasModel model) {
    for (Manifest.Entry entry : manifest.entries()) {
      Optional<ActorType> type = manifest.typeOf(entry.code());
      JavaActor actor = type.map(actors::get).orElse(null);
      if (actor == null) {
        executables.put(entry.code(), (kernel, paramsId) -> unsupported(entry.name(), kernel));
      } else {
        this.actors.put(entry.code(), actor);
        executables.put(entry.code(), new JavaExecutable(actor, model.of(type.get())));
      }
    }
  }

  @Override
  public Optional<Executable> load(Cid code, Blockstore store) {
    return Optional.ofNullable(executables.get(code));
  }

  /** The method as people call it, like {@code Multisig.Propose}, if the code is known. */
  public Optional<String> nameOf(Cid code, MethodNum method) {
    return Optional.ofNullable(actors.get(code)).flatMap(actor -> actor.nameOf(method));
  }

  private static int unsupported(String name, Kernel kernel) {
    MessageContext message = kernel.messageContext();
    throw new UnsupportedFeatureException(
        "%s (%s) has no Java code yet; called was its method %s"
            .formatted(name, message.receiver(), message.method()));
  }
}
