// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.conformance.ActorBundles;
import io.jfvm.conformance.BundleFolder;
import io.jfvm.conformance.VectorException;
import io.jfvm.conformance.VectorRunner;
import io.jfvm.embed.Jfvm;
import io.jfvm.embed.Profile;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.wasm.engine.CodeForm;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What runs the actors of vectors: the options of every command that replays some. */
final class ActorOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--bundles",
      paramLabel = "DIR",
      description =
          "Holds the official actors as bundle CARs, at any depth; each is known by its manifest.")
  private Path bundles;

  @Option(
      names = "--profile",
      paramLabel = "wasm|native",
      description = {
        "What runs the actors: the official Wasm of --bundles, or the Java ones. Native, the"
            + " default without --bundles, does not compare gas: vectors whose outcome depends on"
            + " it are skipped."
      })
  private Profile profile;

  @Option(
      names = "--engine",
      paramLabel = "patched|unpatched|interpreted",
      defaultValue = "patched",
      description =
          "How Wasm runs. The results are the same; all but the first, the default, are slow.")
  private CodeForm engine;

  @Option(
      names = "--code-cache",
      paramLabel = "DIR",
      description =
          "Keeps compiled actors there for later runs. What lies there runs: nobody else must be"
              + " able to write it.")
  private Path codeCache;

  /** The profile asked for, or the one that fits the other options. */
  Profile profile() {
    return profile != null ? profile : bundles != null ? Profile.WASM : Profile.NATIVE;
  }

  /** The VM asked for. */
  Jfvm jfvm() {
    Jfvm jfvm = new Jfvm(profile()).withCodeForm(engine);
    return codeCache == null ? jfvm : jfvm.withCodeCache(codeCache);
  }

  /** A runner of vectors on that VM. */
  VectorRunner runner(Jfvm jfvm) {
    return new VectorRunner(jfvm, actors(), ProofPolicy.ACCEPT_ALL);
  }

  private ActorBundles actors() {
    return switch (profile()) {
      case NATIVE -> {
        if (bundles != null) {
          throw new ParameterException(
              spec.commandLine(), "--profile native takes no --bundles: its actors are Java");
        }
        yield ActorBundles.OFFICIAL_MANIFESTS;
      }
      case WASM -> {
        if (bundles == null) {
          throw new ParameterException(spec.commandLine(), "--profile wasm needs --bundles DIR");
        }
        try {
          yield BundleFolder.of(bundles);
        } catch (VectorException e) {
          throw new CommandException(e.getMessage(), e);
        }
      }
    };
  }
}
