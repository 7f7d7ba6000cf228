// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.encoding.Codec;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import io.jfvm.types.MethodNum;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An actor as a table of its methods, by number.
 *
 * <pre>{@code
 * static final MethodTable METHODS =
 *     MethodTable.of("Account")
 *         .on(1, "Constructor", Address.CODEC, AccountActor::construct)
 *         .on(2, "PubkeyAddress", AccountActor::pubkeyAddress, Address.CODEC)
 *         .export("AuthenticateMessage", PARAMS, AccountActor::authenticate, Codecs.BOOL)
 *         .otherwise(AccountActor::fallback)
 *         .build();
 * }</pre>
 *
 * <p>Numbers below {@link MethodNum#FIRST_EXPORTED} are for built-in actors other than EVM
 * contracts; any other caller ends with FORBIDDEN, whatever the method and its parameters. An
 * unknown number ends with UNHANDLED_MESSAGE. Parameters given to a method that takes none, or
 * missing, end with ILLEGAL_ARGUMENT; those that do not decode, with SERIALIZATION. What a method
 * returns becomes a CBOR block. Source: builtin-actors {@code runtime/src/dispatch.rs}, {@code
 * runtime/src/builtin/shared.rs}.
 */
public final class MethodTable implements JavaActor {
  private final String actor;
  private final boolean restricted;
  private final Map<MethodNum, Method> methods;
  private final Optional<Handler> fallback;

  private MethodTable(Builder builder) {
    actor = builder.actor;
    restricted = builder.restricted;
    methods = Map.copyOf(builder.methods);
    fallback = builder.fallback;
  }

  /** A method that sees its number and its parameters as they came. */
  @FunctionalInterface
  public interface Handler {
    Optional<IpldBlock> handle(ActorRuntime rt, MethodNum method, Optional<IpldBlock> params);
  }

  private record Method(String name, Handler handler) {}

  /**
   * An empty table to be filled.
   *
   * @param actor the actor's name in traces
   */
  public static Builder of(String actor) {
    return new Builder(actor);
  }

  @Override
  public Optional<IpldBlock> invoke(ActorRuntime rt, MethodNum method, Optional<IpldBlock> params) {
    if (restricted && !method.isExported()) {
      requireBuiltInCaller(rt, method);
    }
    Method known = methods.get(method);
    Handler handler =
        known != null
            ? known.handler
            : fallback.orElseThrow(() -> Exits.unhandledMessage("invalid method: " + method));
    return handler.handle(rt, method, params);
  }

  @Override
  public Optional<String> nameOf(MethodNum method) {
    return Optional.ofNullable(methods.get(method)).map(known -> actor + "." + known.name);
  }

  private static void requireBuiltInCaller(ActorRuntime rt, MethodNum method) {
    ActorId caller = rt.caller();
    Cid code =
        rt.codeOf(caller)
            .orElseThrow(
                () -> Exits.forbidden("no code for caller " + caller + " of method " + method));
    Optional<ActorType> type = rt.typeOf(code);
    if (type.isEmpty() || type.get() == ActorType.EVM) {
      throw Exits.forbidden("caller " + caller + " of method " + method + " must be built-in");
    }
  }

  /** Fills a table. A method has one of four shapes: with or without parameters and return. */
  public static final class Builder {
    private final String actor;
    private final Map<MethodNum, Method> methods = new HashMap<>();
    private boolean restricted = true;
    private Optional<Handler> fallback = Optional.empty();
    private Optional<Method> last = Optional.empty();

    private Builder(String actor) {
      this.actor = actor;
    }

    public Builder on(long number, String name, Consumer<ActorRuntime> method) {
      return raw(number, name, handler(method));
    }

    public <P> Builder on(
        long number, String name, Codec<P> params, BiConsumer<ActorRuntime, P> method) {
      return raw(number, name, handler(params, method));
    }

    public <R> Builder on(
        long number, String name, Function<ActorRuntime, R> method, Codec<R> returned) {
      return raw(number, name, handler(method, returned));
    }

    public <P, R> Builder on(
        long number,
        String name,
        Codec<P> params,
        BiFunction<ActorRuntime, P, R> method,
        Codec<R> returned) {
      return raw(number, name, handler(params, method, returned));
    }

    /** Under the number that FRC-42 gives the name. */
    public Builder export(String name, Consumer<ActorRuntime> method) {
      return rawExport(name, handler(method));
    }

    public <P> Builder export(String name, Codec<P> params, BiConsumer<ActorRuntime, P> method) {
      return rawExport(name, handler(params, method));
    }

    public <R> Builder export(String name, Function<ActorRuntime, R> method, Codec<R> returned) {
      return rawExport(name, handler(method, returned));
    }

    public <P, R> Builder export(
        String name, Codec<P> params, BiFunction<ActorRuntime, P, R> method, Codec<R> returned) {
      return rawExport(name, handler(params, method, returned));
    }

    /** A method that decodes its parameters itself; {@link Params} has the rules. */
    public Builder raw(long number, String name, Handler handler) {
      return add(new MethodNum(number), new Method(name, handler));
    }

    public Builder rawExport(String name, Handler handler) {
      return add(MethodNum.ofName(name), new Method(name, handler));
    }

    /** The method added last is also reachable under the number that FRC-42 gives its name. */
    public Builder exported() {
      Method method =
          last.orElseThrow(() -> new IllegalStateException(actor + " has no method to export"));
      return add(MethodNum.ofName(method.name), method);
    }

    /** What runs for every number not in the table. */
    public Builder otherwise(Handler handler) {
      fallback = Optional.of(handler);
      return this;
    }

    /** Any caller may use any number. */
    public Builder unrestricted() {
      restricted = false;
      return this;
    }

    public MethodTable build() {
      return new MethodTable(this);
    }

    private Builder add(MethodNum number, Method method) {
      if (number.equals(MethodNum.SEND) || methods.putIfAbsent(number, method) != null) {
        throw new IllegalArgumentException(
            actor + "." + method.name + ": method number " + number + " is taken");
      }
      last = Optional.of(method);
      return this;
    }

    private static Handler handler(Consumer<ActorRuntime> method) {
      return (rt, number, params) -> {
        Params.requireNone(params);
        method.accept(rt);
        return Optional.empty();
      };
    }

    private static <P> Handler handler(Codec<P> codec, BiConsumer<ActorRuntime, P> method) {
      return (rt, number, params) -> {
        method.accept(rt, Params.decode(codec, Params.require(params)));
        return Optional.empty();
      };
    }

    private static <R> Handler handler(Function<ActorRuntime, R> method, Codec<R> returned) {
      return (rt, number, params) -> {
        Params.requireNone(params);
        return Optional.of(IpldBlock.ofCbor(returned, method.apply(rt)));
      };
    }

    private static <P, R> Handler handler(
        Codec<P> codec, BiFunction<ActorRuntime, P, R> method, Codec<R> returned) {
      return (rt, number, params) ->
          Optional.of(
              IpldBlock.ofCbor(
                  returned, method.apply(rt, Params.decode(codec, Params.require(params)))));
    }
  }
}
