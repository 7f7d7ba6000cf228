// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.builtin.genesis.MultisigWallet;
import io.jfvm.builtin.init.InitParams.ExecReturn;
import io.jfvm.builtin.miner.SectorPreCommit;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PieceActivationManifest;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PreCommitSectorBatch;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.ProveCommitSectors3;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.SectorActivationManifest;
import io.jfvm.builtin.power.PowerParams.CreateMiner;
import io.jfvm.embed.CallTree;
import io.jfvm.embed.Fevm;
import io.jfvm.embed.Jfvm;
import io.jfvm.embed.LocalChain;
import io.jfvm.embed.Profile;
import io.jfvm.embed.Vm;
import io.jfvm.encoding.DecodeException;
import io.jfvm.examples.AbiDecoder;
import io.jfvm.examples.AbiLabels;
import io.jfvm.examples.AddressBook;
import io.jfvm.examples.ContractArtifact;
import io.jfvm.executor.ApplyResult;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.ipld.CarReader;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A devnet that takes every proof, with people, one storage provider with 2 KiB sectors, and one
 * contract to be tried. Its actors are in Java; with {@code -Djfvm.bundles=DIR} they are the
 * official ones, of which the same is expected.
 */
final class StorageNetwork {
  static final long SECTOR_BYTES = 2 << 10;
  static final EthAddress ALICE = eth(0xa1);
  static final EthAddress BOB = eth(0xb0);
  static final EthAddress CAROL = eth(0xca);
  static final Address OWNER = Address.ofSecp256k1Key(filled(65, 1));
  static final Address WORKER = Address.ofBlsKey(filled(48, 2));

  /** Names verifiers, by the wallet f080 of which this is the only signer. */
  static final Address ROOT = Address.ofSecp256k1Key(filled(65, 3));

  private static final Jfvm JFVM = jfvm();
  private static final long START = 2000;
  private static final long WINDOW_POST_2_KIB = 10;
  private static final long SEAL_2_KIB = 5;
  private static final long SEALED_AGO = 20;
  private static final long CHALLENGE_DELAY = 160;
  private static final int PROOF_BYTES = 192;
  private static final int COLUMNS = 200;
  private static final MethodNum CREATE_MINER = new MethodNum(2);
  private static final MethodNum PRE_COMMIT = new MethodNum(28);
  private static final MethodNum PROVE_COMMIT = new MethodNum(34);

  final Vm vm;
  final ActorId miner;
  private final AddressBook book = new AddressBook();
  private final ContractArtifact artifact;
  private final AbiLabels labels;
  private EthAddress contract;

  /** Founds the network; the provider has 10,000 FIL to pledge. */
  StorageNetwork(String contractName) {
    MemoryBlockstore store = new MemoryBlockstore();
    TokenAmount rich = TokenAmount.ofFil(100_000);
    Cid genesis =
        Genesis.of(BundleManifest.V18_DEVNET, "storage")
            .ethAccount(ALICE, rich)
            .ethAccount(BOB, rich)
            .ethAccount(CAROL, rich)
            .account(OWNER, rich)
            .account(WORKER, rich)
            .account(ROOT, rich)
            .verifregRoot(MultisigWallet.of(List.of(ROOT), 1, TokenAmount.ZERO))
            .build(store)
            .root();
    NetworkConfig network = NetworkConfig.of(NetworkVersion.NV28, 31415926);
    MachineContext context =
        MachineContext.of(network, new ChainEpoch(START), START * Vm.EPOCH_SECONDS, genesis);
    vm = JFVM.open(context.withTracing(true), store, new LocalChain(ProofPolicy.ACCEPT_ALL));
    artifact = ContractArtifact.load(contractName);
    labels = new AbiLabels(AbiDecoder.of(artifact), book);
    miner = createMiner();
    name(ALICE.address(), "Alice");
    name(BOB.address(), "Bob");
    name(CAROL.address(), "Carol");
    name(OWNER, "Owner");
    name(WORKER, "Worker");
    name(ROOT, "Root");
    name(miner.address(), "Miner");
    name(ActorId.POWER.address(), "Power");
    name(ActorId.MARKET.address(), "Market");
    name(ActorId.VERIFIED_REGISTRY.address(), "Registry");
    name(ActorId.DATACAP.address(), "Datacap");
  }

  private static Jfvm jfvm() {
    String bundles = System.getProperty("jfvm.bundles");
    if (bundles == null) {
      return new Jfvm(Profile.NATIVE);
    }
    MemoryBlockstore bundle = new MemoryBlockstore();
    Path car = Path.of(bundles, "v18", "builtin-actors-devnet.car");
    try (InputStream in = new BufferedInputStream(Files.newInputStream(car))) {
      CarReader.open(in).readInto(bundle);
    } catch (IOException | DecodeException e) {
      throw new AssertionError(car + " cannot be read", e);
    }
    return new Jfvm(Profile.WASM).withCode(bundle);
  }

  private ActorId createMiner() {
    CreateMiner params =
        new CreateMiner(OWNER, WORKER, WINDOW_POST_2_KIB, new RawBytes(new byte[0]), List.of());
    ApplyResult created =
        succeed(
            send(
                OWNER,
                ActorId.POWER.address(),
                TokenAmount.ofFil(10_000),
                CREATE_MINER,
                CreateMiner.CODEC.toBytes(params)));
    try {
      return ExecReturn.CODEC
          .fromBytes(created.receipt().returnData())
          .idAddress()
          .id()
          .orElseThrow();
    } catch (DecodeException e) {
      throw new AssertionError("the return value of CreateMiner", e);
    }
  }

  private void name(Address address, String name) {
    vm.resolve(address).ifPresent(id -> book.put(id, name));
    EthAddress.of(address).ifPresent(eth -> book.put(eth, name));
  }

  /** A native message. */
  ApplyResult send(Address from, Address to, TokenAmount value, MethodNum method, byte[] params) {
    return vm.apply(vm.messageFrom(from).to(to).value(value).method(method).params(params).build());
  }

  /** Alice deploys the contract. */
  void deploy(TokenAmount value, Object... arguments) {
    Message.Builder message = vm.messageFrom(ALICE.address()).value(value);
    ApplyResult deployed =
        succeed(vm.apply(Fevm.deploy(message, artifact.initcode(arguments)).build()));
    try {
      contract = Fevm.deployed(deployed.receipt());
    } catch (DecodeException e) {
      throw new AssertionError("the return value of a deployment", e);
    }
    name(contract.address(), artifact.contractName());
  }

  EthAddress contract() {
    return contract;
  }

  /** The contract's number. */
  ActorId contractId() {
    return vm.resolve(contract.address()).orElseThrow();
  }

  ApplyResult call(EthAddress from, String function, Object... arguments) {
    return pay(from, TokenAmount.ZERO, function, arguments);
  }

  ApplyResult pay(EthAddress from, TokenAmount value, String function, Object... arguments) {
    byte[] calldata = artifact.encodeCall(function, arguments);
    Message.Builder message = vm.messageFrom(from.address()).value(value);
    return vm.apply(Fevm.call(message, contract, calldata).build());
  }

  /** What a function returns first, to Alice. */
  Object ask(String function, Object... arguments) {
    ApplyResult result = succeed(call(ALICE, function, arguments));
    try {
      return artifact.decodeReturn(function, Fevm.output(result.receipt())).value(0);
    } catch (DecodeException e) {
      throw new AssertionError("the return value of " + function, e);
    }
  }

  TokenAmount balance(Address address) {
    return vm.actor(address).orElseThrow().balance();
  }

  /** The worker commits to sectors of one piece each, which fills it. */
  void preCommit(long epochs, Cid... pieces) {
    ChainEpoch seal = new ChainEpoch(vm.epoch().value() - SEALED_AGO);
    ChainEpoch expiration = new ChainEpoch(vm.epoch().value() + epochs);
    SectorPreCommit[] sectors = new SectorPreCommit[pieces.length];
    for (int i = 0; i < pieces.length; i++) {
      sectors[i] =
          new SectorPreCommit(
              SEAL_2_KIB,
              i + 1,
              sealed(i + 1),
              seal,
              List.of(),
              expiration,
              Optional.of(pieces[i]));
    }
    succeed(
        send(
            WORKER,
            miner.address(),
            TokenAmount.ZERO,
            PRE_COMMIT,
            PreCommitSectorBatch.CODEC.toBytes(new PreCommitSectorBatch(List.of(sectors)))));
  }

  /**
   * The worker proves sectors 1, 2, and so on, with one piece each, when their challenge is due.
   */
  ApplyResult proveCommit(boolean mustBeAccepted, PieceActivationManifest... pieces) {
    SectorActivationManifest[] sectors = new SectorActivationManifest[pieces.length];
    RawBytes[] proofs = new RawBytes[pieces.length];
    for (int i = 0; i < pieces.length; i++) {
      sectors[i] = new SectorActivationManifest(i + 1, List.of(pieces[i]));
      proofs[i] = new RawBytes(filled(PROOF_BYTES, 5));
    }
    ProveCommitSectors3 params =
        new ProveCommitSectors3(
            List.of(sectors),
            List.of(proofs),
            new RawBytes(new byte[0]),
            Optional.empty(),
            true,
            mustBeAccepted);
    vm.advance(CHALLENGE_DELAY);
    return send(
        WORKER,
        miner.address(),
        TokenAmount.ZERO,
        PROVE_COMMIT,
        ProveCommitSectors3.CODEC.toBytes(params));
  }

  /** The result of a message that must succeed. */
  ApplyResult succeed(ApplyResult result) {
    assertThat(result.receipt().exitCode().isSuccess())
        .as(
            () ->
                result.failure().orElse("")
                    + '\n'
                    + CallTree.of(vm.names()).render(result.trace().orElseThrow()))
        .isTrue();
    return result;
  }

  /** Why the contract reverted. */
  String revert(ApplyResult result) {
    assertThat(result.receipt().exitCode().value()).isEqualTo(33);
    try {
      return labels.describeRevert(Fevm.output(result.receipt()));
    } catch (DecodeException e) {
      throw new AssertionError("a revert's reason", e);
    }
  }

  /** What the contract says happened; other actors' events are left out. */
  List<String> events(ApplyResult result) {
    return result.events().stream()
        .filter(event -> event.emitter().equals(contractId()))
        .map(event -> labels.describe(labels.event(event).orElseThrow()))
        .toList();
  }

  /**
   * The call tree with exit codes and contracts' errors. Gas and the words of other actors are left
   * out: they depend on the profile.
   */
  String tree(ApplyResult result) {
    return CallTree.of(vm.names())
        .with(labels)
        .columns(COLUMNS)
        .lines(result.trace().orElseThrow())
        .stream()
        .filter(line -> !line.contains("✗") || line.matches(".*✗ \\w+\\(.*\\)"))
        .map(line -> line.replaceFirst(" +(exit \\d+) +[\\d,]+ gas$", "  $1"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** The commitment to some data of one sector's size. */
  static Cid piece(int number) {
    return commitment(0xf101, 0x1012, number);
  }

  private static Cid sealed(int number) {
    return commitment(0xf102, 0xb401, number);
  }

  /** Numbers of a field: the two top bits of the last byte are clear. */
  private static Cid commitment(long codec, long hash, int number) {
    byte[] digest = filled(32, number);
    digest[31] = 0;
    return Cid.of(codec, hash, digest);
  }

  private static EthAddress eth(int fill) {
    return new EthAddress(filled(EthAddress.BYTES, fill));
  }

  private static byte[] filled(int length, int fill) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) fill);
    return bytes;
  }
}
