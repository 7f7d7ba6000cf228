// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import io.jfvm.builtin.UniversalReceiver;
import io.jfvm.engine.jvm.JvmEngine;
import io.jfvm.machine.Manifest;
import io.jfvm.types.Cid;
import io.jfvm.types.MethodNum;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of actors and their methods, for people: {@code Multisig.Propose}. */
public final class ActorNames {
  /** What the system's actors ask of others, whoever these are. */
  private static final Map<MethodNum, String> HOOKS =
      Stream.of(
              UniversalReceiver.METHOD_NAME,
              "AuthenticateMessage",
              "MarketNotifyDeal",
              "SectorContentChanged")
          .collect(Collectors.toUnmodifiableMap(MethodNum::ofName, name -> name));

  private final Manifest manifest;
  private final JvmEngine engine;

  ActorNames(Manifest manifest, JvmEngine engine) {
    this.manifest = manifest;
    this.engine = engine;
  }

  /** The name in the manifest, or the code's CID if it is no built-in actor. */
  public String actor(Cid code) {
    int number = manifest.numberOf(code);
    return number == Manifest.NOT_BUILTIN
        ? code.toString()
        : manifest.entries().get(number - 1).name();
  }

  /**
   * The method as {@code Actor.Method}; of a method without a name, its number. {@code Receive} and
   * what the market and miners ask of others are named for every actor: contracts take them without
   * declaring them.
   */
  public String method(Cid code, MethodNum method) {
    return engine.nameOf(code, method).orElseGet(() -> unnamed(code, method));
  }

  private String unnamed(Cid code, MethodNum method) {
    String actor =
        engine
            .nameOf(code, MethodNum.CONSTRUCTOR)
            .map(name -> name.substring(0, name.indexOf('.')))
            .orElseGet(() -> actor(code));
    return actor + "." + HOOKS.getOrDefault(method, method.toString());
  }
}
