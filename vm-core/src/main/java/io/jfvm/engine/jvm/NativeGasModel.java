// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import io.jfvm.types.ActorType;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the computing of Java actors costs, in place of the metered instructions of the official
 * actors' Wasm. It is a declared model: syscalls, messages and storage are priced as on the network
 * beside it, so only this part of a gas figure is an estimate.
 *
 * <p>The numbers of {@link #DEFAULT} are fitted to what the reference VM charged, network version
 * 28. The README of the module conformance-vectors says how to measure and to fit them again.
 */
public final class NativeGasModel {
  private static final long MILLIGAS = 1000;

  /** In gas: of each kind an invocation and a key, then what is the same for all. */
  public static final NativeGasModel DEFAULT =
      new NativeGasModel(2_870, 260, 305)
          .with(ActorType.SYSTEM, 477_000, 0)
          .with(ActorType.INIT, 480_000, 0)
          .with(ActorType.CRON, 478_000, 0)
          .with(ActorType.ACCOUNT, 479_000, 0)
          .with(ActorType.POWER, 486_000, 9_800)
          .with(ActorType.MINER, 505_000, 218_000)
          .with(ActorType.MARKET, 486_000, 126_000)
          .with(ActorType.PAYMENT_CHANNEL, 479_000, 0)
          .with(ActorType.MULTISIG, 486_000, 59_000)
          .with(ActorType.REWARD, 487_000, 0)
          .with(ActorType.VERIFIED_REGISTRY, 487_000, 26_900)
          .with(ActorType.DATACAP, 479_000, 35_900)
          .with(ActorType.PLACEHOLDER, 353_000, 0)
          .with(ActorType.EVM, 467_000, 0)
          .with(ActorType.EAM, 477_000, 0)
          .with(ActorType.ETH_ACCOUNT, 479_000, 0);

  /** Computing is free: what is charged is the network's prices alone. */
  public static final NativeGasModel FREE = free();

  private final Map<ActorType, NativePrices> prices = new EnumMap<>(ActorType.class);
  private final long perSyscall;
  private final long perByteDecoded;
  private final long perByteEncoded;

  private NativeGasModel(long perSyscall, long perByteDecoded, long perByteEncoded) {
    this.perSyscall = perSyscall;
    this.perByteDecoded = perByteDecoded;
    this.perByteEncoded = perByteEncoded;
  }

  private NativeGasModel with(ActorType type, long perInvocation, long perKey) {
    prices.put(
        type,
        new NativePrices(
            perInvocation * MILLIGAS,
            perKey * MILLIGAS,
            perSyscall * MILLIGAS,
            perByteDecoded * MILLIGAS,
            perByteEncoded * MILLIGAS));
    return this;
  }

  private static NativeGasModel free() {
    NativeGasModel free = new NativeGasModel(0, 0, 0);
    for (ActorType type : ActorType.values()) {
      free.prices.put(type, NativePrices.FREE);
    }
    return free;
  }

  /** Of an actor of this kind. */
  public NativePrices of(ActorType type) {
    return prices.get(type);
  }
}
