// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.genesis;

import io.jfvm.builtin.account.AccountState;
import io.jfvm.builtin.multisig.MultisigState;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.BufferedBlockstore;
import io.jfvm.state.ActorState;
import io.jfvm.state.InitState;
import io.jfvm.state.StateTree;
import io.jfvm.state.StateTreeVersion;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the state of a network before its first message: the singletons, accounts and wallets, as
 * Lotus does for a local network without storage providers.
 *
 * <pre>{@code
 * GenesisState genesis =
 *     Genesis.of(BundleManifest.V18_DEVNET, "localnet")
 *         .account(key, TokenAmount.ofFil(1000))
 *         .build(store);
 * }</pre>
 *
 * <p>Accounts get the numbers from 100 in the order they are named, signers of wallets among them;
 * then the wallets. Actors made later start at 1000 with the Ethereum account of the zero address.
 *
 * <p>Source: lotus {@code chain/gen/genesis}. Unlike there, a wallet that locks nothing has no
 * start epoch and no initial balance, as one made by the actor itself; and f081, a verifier with a
 * random key, does not exist.
 */
public final class Genesis {
  /** What is left of the supply, if anybody is to have it. */
  public static final ActorId REMAINDER = new ActorId(90);

  /** All there will ever be. */
  public static final TokenAmount TOTAL_SUPPLY = TokenAmount.ofFil(2_000_000_000);

  /** The number of the first actor made after accounts and wallets. */
  public static final ActorId FIRST_LATER_ACTOR = new ActorId(1000);

  private final BundleManifest bundle;
  private final String networkName;
  private final Map<Address, Account> accounts = new LinkedHashMap<>();
  private final List<MultisigWallet> multisigs = new ArrayList<>();
  private Optional<MultisigWallet> verifregRoot = Optional.empty();
  private Optional<MultisigWallet> remainder = Optional.empty();

  private record Account(ActorType type, TokenAmount balance) {}

  private Genesis(BundleManifest bundle, String networkName) {
    this.bundle = bundle;
    this.networkName = networkName;
  }

  /** A network of that bundle without accounts. */
  public static Genesis of(BundleManifest bundle, String networkName) {
    if (networkName.isEmpty()) {
      throw new IllegalArgumentException("a network needs a name");
    }
    return new Genesis(bundle, networkName);
  }

  /** The account of a key: an f1 or f3 address. */
  public Genesis account(Address key, TokenAmount balance) {
    requireKey(key);
    return add(key, ActorType.ACCOUNT, balance);
  }

  /** The account of an Ethereum key that has sent messages. */
  public Genesis ethAccount(EthAddress address, TokenAmount balance) {
    return add(delegated(address), ActorType.ETH_ACCOUNT, balance);
  }

  /** Funds at an Ethereum address whose first message makes it an account. */
  public Genesis placeholder(EthAddress address, TokenAmount balance) {
    return add(delegated(address), ActorType.PLACEHOLDER, balance);
  }

  public Genesis multisig(MultisigWallet wallet) {
    multisigs.add(wallet);
    return this;
  }

  /** Who names verifiers, as f080. Without one nobody does. */
  public Genesis verifregRoot(MultisigWallet wallet) {
    verifregRoot = Optional.of(wallet);
    return this;
  }

  /**
   * Who gets, as f090, what is left of {@link #TOTAL_SUPPLY}.
   *
   * @param wallet its balance is not looked at
   */
  public Genesis remainder(MultisigWallet wallet) {
    remainder = Optional.of(wallet);
    return this;
  }

  /**
   * Writes the state, and nothing else, into the store.
   *
   * @throws IllegalArgumentException if there are too many accounts, or more funds than the supply
   */
  public GenesisState build(Blockstore store) {
    BufferedBlockstore buffer = new BufferedBlockstore(store);
    StateTree tree = StateTree.empty(buffer, StateTreeVersion.V5);
    new Singletons(bundle, tree).create(networkName);

    Map<Address, ActorId> ids = registerAccounts(tree);
    List<ActorId> wallets = createWallets(tree, ids);
    startLaterActors(tree);
    createNullEthAccount(tree);

    Cid root = tree.flush();
    buffer.flush(root);
    return new GenesisState(bundle, root, ids, wallets);
  }

  private Map<Address, ActorId> registerAccounts(StateTree tree) {
    Map<Address, Account> all = new LinkedHashMap<>(accounts);
    List<MultisigWallet> wallets = new ArrayList<>(multisigs);
    verifregRoot.ifPresent(wallets::add);
    remainder.ifPresent(wallets::add);
    for (MultisigWallet wallet : wallets) {
      for (Address signer : wallet.signers()) {
        all.putIfAbsent(signer, new Account(ActorType.ACCOUNT, TokenAmount.ZERO));
      }
    }
    long room = FIRST_LATER_ACTOR.value() - ActorId.FIRST_NON_SINGLETON.value();
    if (all.size() + multisigs.size() > room) {
      throw new IllegalArgumentException(
          all.size() + " accounts and " + multisigs.size() + " wallets, at most " + room);
    }
    Map<Address, ActorId> ids = new LinkedHashMap<>();
    all.forEach(
        (address, account) -> {
          ActorId id = tree.registerNewAddress(address);
          tree.setActor(id, actor(tree.store(), address, account));
          ids.put(address, id);
        });
    return ids;
  }

  private ActorState actor(Blockstore store, Address address, Account account) {
    Cid code = bundle.codeOf(account.type);
    if (account.type == ActorType.ACCOUNT) {
      return ActorState.ofNew(code, Optional.empty())
          .withHead(store.save(AccountState.CODEC, new AccountState(address)))
          .withBalance(account.balance);
    }
    return ActorState.ofNew(code, Optional.of(address)).withBalance(account.balance);
  }

  private List<ActorId> createWallets(StateTree tree, Map<Address, ActorId> ids) {
    List<ActorId> created = new ArrayList<>();
    long next = ActorId.FIRST_NON_SINGLETON.value() + ids.size();
    for (MultisigWallet wallet : multisigs) {
      ActorId id = new ActorId(next++);
      createWallet(tree, id, wallet, ids, wallet.balance());
      created.add(id);
    }
    verifregRoot.ifPresent(
        wallet -> createWallet(tree, Singletons.VERIFREG_ROOT, wallet, ids, wallet.balance()));
    TokenAmount left = TOTAL_SUPPLY.minus(allocated(tree));
    if (left.isNegative()) {
      throw new IllegalArgumentException(
          "allocated " + allocated(tree) + ", more than the supply of " + TOTAL_SUPPLY);
    }
    remainder.ifPresent(wallet -> createWallet(tree, REMAINDER, wallet, ids, left));
    return created;
  }

  private void createWallet(
      StateTree tree,
      ActorId id,
      MultisigWallet wallet,
      Map<Address, ActorId> ids,
      TokenAmount balance) {
    List<Address> signers = wallet.signers().stream().map(key -> ids.get(key).address()).toList();
    MultisigState state = MultisigState.of(tree.store(), signers, wallet.threshold());
    if (wallet.unlockDuration() != 0) {
      state = state.locked(wallet.startEpoch(), wallet.unlockDuration(), balance);
    }
    tree.setActor(
        id,
        ActorState.ofNew(bundle.codeOf(ActorType.MULTISIG), Optional.empty())
            .withHead(tree.store().save(MultisigState.CODEC, state))
            .withBalance(balance));
  }

  private static TokenAmount allocated(StateTree tree) {
    tree.flush();
    List<TokenAmount> balances = new ArrayList<>();
    tree.forEach((id, actor) -> balances.add(actor.balance()));
    return balances.stream().reduce(TokenAmount.ZERO, TokenAmount::plus);
  }

  private static void startLaterActors(StateTree tree) {
    InitState before = tree.initState();
    InitState after =
        new InitState(before.addressMap(), FIRST_LATER_ACTOR.value(), before.networkName());
    Codec<InitState> codec = InitState.CODEC;
    ActorState init = tree.actor(ActorId.INIT).orElseThrow();
    tree.setActor(ActorId.INIT, init.withHead(tree.store().save(codec, after)));
  }

  /** Calls without a sender are taken to come from here. */
  private void createNullEthAccount(StateTree tree) {
    Address address = Address.ofDelegated(ActorId.EAM, new byte[EthAddress.BYTES]);
    tree.setActor(
        tree.registerNewAddress(address),
        ActorState.ofNew(bundle.codeOf(ActorType.ETH_ACCOUNT), Optional.of(address)));
  }

  private Genesis add(Address address, ActorType type, TokenAmount balance) {
    requireNotNegative(balance, address.toString());
    if (accounts.putIfAbsent(address, new Account(type, balance)) != null) {
      throw new IllegalArgumentException("account " + address + " is named twice");
    }
    return this;
  }

  private static Address delegated(EthAddress address) {
    if (address.maskedId().isPresent()) {
      throw new IllegalArgumentException(address + " stands for an actor's number");
    }
    if (address.equals(new EthAddress(new byte[EthAddress.BYTES]))) {
      throw new IllegalArgumentException("the account of " + address + " is always there");
    }
    return address.address();
  }

  static void requireKey(Address address) {
    if (!address.isKey() || address.isBlsInfinity()) {
      throw new IllegalArgumentException(address + " is not the f1 or f3 address of a key");
    }
  }

  static void requireNotNegative(TokenAmount balance, String of) {
    if (balance.isNegative()) {
      throw new IllegalArgumentException("balance " + balance + " of " + of + " is negative");
    }
  }
}
