// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.builtin.account.AccountInvariants;
import io.jfvm.builtin.account.AccountState;
import io.jfvm.builtin.cron.CronInvariants;
import io.jfvm.builtin.cron.CronState;
import io.jfvm.builtin.init.InitInvariants;
import io.jfvm.builtin.init.InitState;
import io.jfvm.builtin.multisig.MultisigInvariants;
import io.jfvm.builtin.multisig.MultisigState;
import io.jfvm.builtin.reward.RewardInvariants;
import io.jfvm.builtin.reward.RewardState;
import io.jfvm.builtin.system.SystemInvariants;
import io.jfvm.builtin.system.SystemState;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.state.ActorState;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.EthAddress;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GenesisTest {
  private static final Address ANNE = Address.ofSecp256k1Key(new byte[] {1});
  private static final Address BOB = blsKey(2);
  private static final Address CHUCK = Address.ofSecp256k1Key(new byte[] {3});
  private static final EthAddress ETH = ethAddress(4);
  private static final EthAddress FUNDED = ethAddress(5);
  private static final TokenAmount SOME = TokenAmount.ofFil(1000);

  private final MemoryBlockstore store = new MemoryBlockstore();

  private static Address blsKey(int fill) {
    byte[] key = new byte[Address.BLS_KEY_BYTES];
    Arrays.fill(key, (byte) fill);
    return Address.ofBlsKey(key);
  }

  private static EthAddress ethAddress(int fill) {
    byte[] address = new byte[EthAddress.BYTES];
    Arrays.fill(address, (byte) fill);
    return new EthAddress(address);
  }

  private static Genesis devnet() {
    return Genesis.of(BundleManifest.V18_DEVNET, "localnet");
  }

  private static Genesis full() {
    return devnet()
        .account(ANNE, SOME)
        .ethAccount(ETH, SOME)
        .placeholder(FUNDED, SOME)
        .account(BOB, SOME)
        .multisig(new MultisigWallet(List.of(CHUCK, ANNE), 2, new ChainEpoch(5), 100, SOME))
        .multisig(MultisigWallet.of(List.of(BOB), 1, SOME))
        .verifregRoot(MultisigWallet.of(List.of(ANNE), 1, TokenAmount.ZERO))
        .remainder(MultisigWallet.of(List.of(blsKey(9)), 1, TokenAmount.ZERO));
  }

  private ActorState actor(GenesisState genesis, ActorId id) {
    return StateTree.load(store, genesis.root()).actor(id).orElseThrow();
  }

  private <S> S state(GenesisState genesis, ActorId id, Codec<S> codec) {
    return store.load(codec, actor(genesis, id).head());
  }

  @Test
  void everySingletonIsThereWithItsCodeAndOfficialState() {
    GenesisState genesis = devnet().build(store);
    assertSingleton(genesis, ActorId.SYSTEM, ActorType.SYSTEM);
    assertSingleton(genesis, ActorId.INIT, ActorType.INIT);
    assertSingleton(genesis, ActorId.EAM, ActorType.EAM);
    assertThat(actor(genesis, ActorId.EAM).head()).isEqualTo(StateTree.EMPTY_ARRAY);
    assertSingleton(
        genesis,
        ActorId.REWARD,
        ActorType.REWARD,
        "bafy2bzaceaslbmsgmgmfi6pn2osvqcfuqinauuyt67zifnefurhpk4zxd2fos");
    assertSingleton(
        genesis,
        ActorId.CRON,
        ActorType.CRON,
        "bafy2bzacebs5dwwxmsjmzvoqcamx3qtl2x5qpqgpqxgnzl7scccmbvd37ulvs");
    assertSingleton(
        genesis,
        ActorId.POWER,
        ActorType.POWER,
        "bafy2bzaceasliok4bbcsxu5i47crjwa4kit7uwdz6257fu2o66vqtot3trak4");
    assertSingleton(
        genesis,
        ActorId.MARKET,
        ActorType.MARKET,
        "bafy2bzaceb3ikngdghhmbj2fxh5ovckfm7kecirnv5tef2ka6okhva6yv3pbm");
    assertSingleton(
        genesis,
        ActorId.VERIFIED_REGISTRY,
        ActorType.VERIFIED_REGISTRY,
        "bafy2bzacea3u25p5rea2k2gs5k5ldo3jqwsfw7sra7sm4rmpdnx4snxapzgvk");
    assertSingleton(
        genesis,
        ActorId.DATACAP,
        ActorType.DATACAP,
        "bafy2bzacedvbi5u76loih5l52kha6yuq7tz25r76lthjofph2mcocmdwbb5q4");
    assertSingleton(
        genesis,
        ActorId.BURNT_FUNDS,
        ActorType.ACCOUNT,
        "bafy2bzacedpuk5ggwoq3s2wixsyjjnexpsjstdlyntio76vs2lt2jvy3o6mau");
  }

  private void assertSingleton(GenesisState genesis, ActorId id, ActorType type) {
    assertThat(actor(genesis, id).code()).isEqualTo(genesis.bundle().codeOf(type));
    assertThat(actor(genesis, id).sequence()).isZero();
    assertThat(actor(genesis, id).delegatedAddress()).isEmpty();
  }

  private void assertSingleton(GenesisState genesis, ActorId id, ActorType type, String head) {
    assertSingleton(genesis, id, type);
    assertThat(actor(genesis, id).head().toString()).isEqualTo(head);
  }

  @Test
  void stateIsSound() {
    for (BundleManifest bundle : BundleManifest.values()) {
      GenesisState genesis = Genesis.of(bundle, "localnet").account(ANNE, SOME).build(store);
      assertSound(genesis);
      assertThat(state(genesis, ActorId.SYSTEM, SystemState.CODEC).builtinActors())
          .isEqualTo(bundle.dataCid());
    }
    assertSound(full().build(store));
  }

  private void assertSound(GenesisState genesis) {
    assertThat(SystemInvariants.check(state(genesis, ActorId.SYSTEM, SystemState.CODEC), store))
        .isEmpty();
    assertThat(InitInvariants.check(state(genesis, ActorId.INIT, InitState.CODEC), store))
        .isEmpty();
    assertThat(CronInvariants.check(state(genesis, ActorId.CRON, CronState.CODEC))).isEmpty();
    assertThat(
            RewardInvariants.check(
                state(genesis, ActorId.REWARD, RewardState.CODEC),
                new ChainEpoch(-1),
                actor(genesis, ActorId.REWARD).balance()))
        .isEmpty();
    StateTree.load(store, genesis.root())
        .forEach(
            (id, actor) -> {
              if (actor.code().equals(genesis.bundle().codeOf(ActorType.ACCOUNT))) {
                AccountState account = store.load(AccountState.CODEC, actor.head());
                assertThat(AccountInvariants.check(account, id)).isEmpty();
              }
              if (actor.code().equals(genesis.bundle().codeOf(ActorType.MULTISIG))) {
                MultisigState wallet = store.load(MultisigState.CODEC, actor.head());
                assertThat(MultisigInvariants.check(wallet, store)).isEmpty();
              }
            });
  }

  @Test
  void accountsAreNumberedInTheirOrderThenSignersThenWallets() {
    GenesisState genesis = full().build(store);
    assertThat(genesis.id(ANNE)).contains(new ActorId(100));
    assertThat(genesis.id(ETH.address())).contains(new ActorId(101));
    assertThat(genesis.id(FUNDED.address())).contains(new ActorId(102));
    assertThat(genesis.id(BOB)).contains(new ActorId(103));
    assertThat(genesis.id(CHUCK)).contains(new ActorId(104));
    assertThat(genesis.id(blsKey(9))).contains(new ActorId(105));
    assertThat(genesis.multisigs()).containsExactly(new ActorId(106), new ActorId(107));
    StateTree tree = StateTree.load(store, genesis.root());
    genesis.ids().forEach((address, id) -> assertThat(tree.resolve(address)).contains(id));
  }

  @Test
  void accountsOfEveryKindHaveTheirCodeStateAndBalance() {
    GenesisState genesis = full().build(store);
    ActorState anne = actor(genesis, genesis.id(ANNE).orElseThrow());
    assertThat(anne.code()).isEqualTo(genesis.bundle().codeOf(ActorType.ACCOUNT));
    assertThat(store.load(AccountState.CODEC, anne.head())).isEqualTo(new AccountState(ANNE));
    assertThat(anne.balance()).isEqualTo(SOME);
    assertThat(anne.delegatedAddress()).isEmpty();

    ActorState eth = actor(genesis, genesis.id(ETH.address()).orElseThrow());
    assertThat(eth.code()).isEqualTo(genesis.bundle().codeOf(ActorType.ETH_ACCOUNT));
    assertThat(eth.head()).isEqualTo(StateTree.EMPTY_ARRAY);
    assertThat(eth.delegatedAddress()).contains(ETH.address());

    ActorState funded = actor(genesis, genesis.id(FUNDED.address()).orElseThrow());
    assertThat(funded.code()).isEqualTo(genesis.bundle().codeOf(ActorType.PLACEHOLDER));
    assertThat(funded.head()).isEqualTo(StateTree.EMPTY_ARRAY);
    assertThat(funded.delegatedAddress()).contains(FUNDED.address());
    assertThat(funded.balance()).isEqualTo(SOME);
  }

  @Test
  void walletsHoldTheirSignersByNumber() {
    GenesisState genesis = full().build(store);
    ActorId wallet = genesis.multisigs().get(0);
    MultisigState state = state(genesis, wallet, MultisigState.CODEC);
    assertThat(state.signers())
        .containsExactly(new ActorId(104).address(), new ActorId(100).address());
    assertThat(state.threshold()).isEqualTo(2);
    assertThat(state.initialBalance()).isEqualTo(SOME);
    assertThat(state.startEpoch()).isEqualTo(new ChainEpoch(5));
    assertThat(state.unlockDuration()).isEqualTo(100);
    assertThat(actor(genesis, wallet).balance()).isEqualTo(SOME);
    assertThat(state(genesis, new ActorId(80), MultisigState.CODEC).signers())
        .containsExactly(new ActorId(100).address());
  }

  @Test
  void remainderGetsWhatIsLeftOfTheSupply() {
    GenesisState genesis = full().build(store);
    List<TokenAmount> balances = new ArrayList<>();
    StateTree.load(store, genesis.root()).forEach((id, actor) -> balances.add(actor.balance()));
    assertThat(balances.stream().reduce(TokenAmount.ZERO, TokenAmount::plus))
        .isEqualTo(Genesis.TOTAL_SUPPLY);
    assertThat(actor(genesis, ActorId.REWARD).balance())
        .isEqualTo(TokenAmount.ofFil(1_100_000_000));
    assertThat(actor(genesis, Genesis.REMAINDER).balance())
        .isEqualTo(TokenAmount.ofFil(900_000_000 - 6 * 1000));
  }

  @Test
  void accountOfTheZeroAddressIsTheFirstAfterAThousand() {
    GenesisState genesis = full().build(store);
    StateTree tree = StateTree.load(store, genesis.root());
    Address zero = new EthAddress(new byte[20]).address();
    assertThat(tree.resolve(zero)).contains(new ActorId(1000));
    ActorState account = actor(genesis, new ActorId(1000));
    assertThat(account.code()).isEqualTo(genesis.bundle().codeOf(ActorType.ETH_ACCOUNT));
    assertThat(account.delegatedAddress()).contains(zero);
    InitState init = state(genesis, ActorId.INIT, InitState.CODEC);
    assertThat(init.nextId()).isEqualTo(new ActorId(1001));
    assertThat(init.networkName()).isEqualTo("localnet");
  }

  @Test
  void sameDescriptionGivesTheSameRoot() {
    assertThat(full().build(store).root()).isEqualTo(full().build(new MemoryBlockstore()).root());
    assertThat(full().account(CHUCK, SOME).build(store).root())
        .isNotEqualTo(full().build(store).root());
  }

  @Test
  void storeHoldsNothingButTheState() {
    GenesisState first = full().build(store);
    int blocks = store.size();
    assertThat(full().build(store)).isEqualTo(first);
    assertThat(store.size()).isEqualTo(blocks);
    MemoryBlockstore untouched = new MemoryBlockstore();
    assertThatThrownBy(() -> devnet().account(ANNE, Genesis.TOTAL_SUPPLY).build(untouched))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than the supply");
    assertThat(untouched.size()).isZero();
  }

  @Test
  void impossibleDescriptionsAreRefused() {
    TokenAmount debt = TokenAmount.ofAtto(-1);
    assertRefused(() -> Genesis.of(BundleManifest.V18_DEVNET, ""));
    assertRefused(() -> devnet().account(ANNE, SOME).account(ANNE, SOME));
    assertRefused(() -> devnet().account(ETH.address(), SOME));
    assertRefused(() -> devnet().account(new ActorId(100).address(), SOME));
    assertRefused(() -> devnet().account(ANNE, debt));
    assertRefused(() -> devnet().placeholder(EthAddress.ofId(new ActorId(5)), SOME));
    assertRefused(() -> devnet().placeholder(new EthAddress(new byte[20]), SOME));
    assertRefused(() -> devnet().ethAccount(ETH, SOME).placeholder(ETH, SOME));
    assertRefused(() -> MultisigWallet.of(List.of(), 1, SOME));
    assertRefused(() -> MultisigWallet.of(List.of(ANNE, ANNE), 1, SOME));
    assertRefused(() -> MultisigWallet.of(List.of(ANNE), 2, SOME));
    assertRefused(() -> MultisigWallet.of(List.of(ANNE), 0, SOME));
    assertRefused(() -> MultisigWallet.of(List.of(ETH.address()), 1, SOME));
    assertRefused(() -> MultisigWallet.of(List.of(ANNE), 1, debt));
    assertRefused(
        () -> new MultisigWallet(List.of(ANNE), 1, new ChainEpoch(0), -1, TokenAmount.ZERO));
    Genesis crowded = devnet();
    for (int i = 0; i <= 900; i++) {
      crowded.account(Address.ofSecp256k1Key(new byte[] {(byte) i, (byte) (i >> 8)}), SOME);
    }
    assertRefused(() -> crowded.build(store));
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
  }
}
