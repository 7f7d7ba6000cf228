// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.builtin.genesis.GenesisState;
import io.jfvm.builtin.genesis.MultisigWallet;
import io.jfvm.conformance.BundleFolder;
import io.jfvm.conformance.VectorException;
import io.jfvm.embed.Jfvm;
import io.jfvm.embed.Profile;
import io.jfvm.embed.Vm;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.EthAddress;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where each history begins: the devnet of release 18 with six rich people and no miners. */
final class Setting {
  static final long FIRST_EPOCH = 2000;
  static final BundleManifest BUNDLE = BundleManifest.V18_DEVNET;

  private static final long CHAIN_ID = 31_415_926;
  private static final TokenAmount WEALTH = TokenAmount.ofFil(5_000_000);
  private static final TokenAmount SUPPLY = TokenAmount.ofFil(400_000_000);

  private final Jfvm java = new Jfvm(Profile.NATIVE);
  private final Jfvm official;
  final PretendingChain chain = new PretendingChain();
  final Keys keys = new Keys(secp(1), secp(2), bls(3), bls(4), secp(5), eth(6), Address.ofId(80));

  private Setting(Jfvm official) {
    this.official = official;
  }

  /** With the official bundle that lies somewhere below a folder. */
  static Setting of(Path bundles) throws VectorException {
    MemoryBlockstore code = new MemoryBlockstore();
    if (!BundleFolder.of(bundles).provide(BUNDLE.dataCid(), code)) {
      throw new VectorException(bundles + ": the bundle " + BUNDLE + " is not there or below");
    }
    Jfvm official = new Jfvm(Profile.WASM).withCode(code);
    String cache = System.getProperty("jfvm.codeCache");
    return new Setting(cache == null ? official : official.withCodeCache(Path.of(cache)));
  }

  Twins begin() {
    return new Twins(open(java, true), open(official, false));
  }

  private Vm open(Jfvm jfvm, boolean tracing) {
    MemoryBlockstore store = new MemoryBlockstore();
    Genesis genesis = Genesis.of(BUNDLE, "random");
    for (Address key : List.of(keys.root(), keys.alice(), keys.bob(), keys.carol(), keys.dave())) {
      genesis.account(key, WEALTH);
    }
    GenesisState state =
        genesis
            .placeholder(EthAddress.of(keys.eve()).orElseThrow(), WEALTH)
            .verifregRoot(MultisigWallet.of(List.of(keys.root()), 1, TokenAmount.ZERO))
            .build(store);
    long seconds = FIRST_EPOCH * Vm.EPOCH_SECONDS;
    MachineContext context =
        MachineContext.of(
                NetworkConfig.of(NetworkVersion.NV28, CHAIN_ID),
                new ChainEpoch(FIRST_EPOCH),
                seconds,
                state.root())
            .withCirculatingSupply(SUPPLY)
            .withTracing(tracing);
    return jfvm.open(context, store, chain);
  }

  private static byte[] filled(int bytes, int value) {
    byte[] filled = new byte[bytes];
    Arrays.fill(filled, (byte) value);
    return filled;
  }

  private static Address secp(int n) {
    return Address.ofSecp256k1Key(filled(65, n));
  }

  private static Address bls(int n) {
    return Address.ofBlsKey(filled(Address.BLS_KEY_BYTES, n));
  }

  private static Address eth(int n) {
    return new EthAddress(filled(EthAddress.BYTES, n)).address();
  }
}
