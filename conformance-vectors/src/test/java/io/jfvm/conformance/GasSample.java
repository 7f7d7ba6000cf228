// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.engine.jvm.NativeGasModel;
import io.jfvm.engine.jvm.NativePrices;
import io.jfvm.executor.ApplyResult;
import io.jfvm.trace.CallFrame;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The gas of one message, ours and the reference's, and how often each price of the model was paid.
 *
 * @param method the message's own call, as {@code actor method}
 * @param reference milligas
 * @param ours milligas
 * @param paid times by price, named like {@code syscall} or {@code invocation evm}
 * @param priced milligas of ours that these prices are
 */
record GasSample(
    String method, long reference, long ours, Map<String, Double> paid, double priced) {
  private static final double MILLIGAS = 1000;

  /** FRC-42's method numbers begin here; below, a number is one of the actor's own. */
  private static final long EXPORTED = 1L << 24;

  /** Of a message that was traced and in which a Java actor ran. */
  static Optional<GasSample> of(long referenceGas, ApplyResult result) {
    return result
        .trace()
        .flatMap(trace -> trace.calls().stream().findFirst())
        .filter(call -> type(call).isPresent())
        .map(call -> of(referenceGas, result.receipt().gasUsed(), call));
  }

  private static GasSample of(long referenceGas, long gas, CallFrame call) {
    Map<String, Double> paid = new TreeMap<>();
    double priced = count(call, paid);
    long number = call.method().value();
    String method = number > 0 && number < EXPORTED ? Long.toString(number) : "exported";
    return new GasSample(
        type(call).orElseThrow().manifestName() + " " + method,
        (long) (referenceGas * MILLIGAS),
        (long) (gas * MILLIGAS),
        paid,
        priced);
  }

  private static double count(CallFrame call, Map<String, Double> paid) {
    double priced = 0;
    Optional<ActorType> type = type(call);
    if (type.isPresent()) {
      NativePrices prices = NativeGasModel.DEFAULT.of(type.get());
      String kind = type.get().manifestName();
      priced +=
          count(call, "native_invocation", prices.perInvocation(), "invocation " + kind, paid);
      priced += count(call, "native_key", prices.perKey(), "key " + kind, paid);
      priced += count(call, "native_syscall", prices.perSyscall(), "syscall", paid);
      priced += count(call, "native_decoding", prices.perByteDecoded(), "byte decoded", paid);
      priced += count(call, "native_encoding", prices.perByteEncoded(), "byte encoded", paid);
    }
    for (CallFrame inner : call.calls()) {
      priced += count(inner, paid);
    }
    return priced;
  }

  private static double count(
      CallFrame call, String charge, long price, String name, Map<String, Double> paid) {
    long milligas = call.milligasByCharge().getOrDefault(charge, 0L);
    if (milligas != 0) {
      paid.merge(name, (double) milligas / price, Double::sum);
    }
    return milligas;
  }

  private static Optional<ActorType> type(CallFrame call) {
    return call.code().flatMap(GasSample::type);
  }

  private static Optional<ActorType> type(Cid code) {
    return Stream.of(BundleManifest.values())
        .flatMap(bundle -> bundle.manifest().typeOf(code).stream())
        .findFirst();
  }

  /** Ours against the reference's, relative to that. */
  double error() {
    return (double) (ours - reference) / reference;
  }

  /** What the prices should come to, in milligas, for ours to be the reference's. */
  double wanted() {
    return reference - (ours - priced);
  }
}
