// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.builtin.account.AuthenticateMessageParams;
import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.builtin.genesis.GenesisState;
import io.jfvm.builtin.init.InitParams;
import io.jfvm.builtin.multisig.MultisigInvariants;
import io.jfvm.builtin.multisig.MultisigParams;
import io.jfvm.builtin.multisig.MultisigState;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.crypto.Blake2b;
import io.jfvm.crypto.Secp256k1;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.engine.jvm.JvmEngine;
import io.jfvm.engine.jvm.NativeGasModel;
import io.jfvm.executor.Executor;
import io.jfvm.externs.Externs;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.externs.SignatureVerifier;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.Machine;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.state.ActorState;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.Receipt;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The actors under the real kernel: messages through an executor, from a genesis on. */
class ActorsOnMachineTest {
  private static final long CHAIN_ID = 31_415_926;
  private static final BigInteger ANNES_SECRET = BigInteger.valueOf(11);
  private static final Address ANNE = key(ANNES_SECRET);
  private static final Address BOB = key(BigInteger.valueOf(12));
  private static final MethodNum INIT_EXEC = new MethodNum(2);
  private static final MethodNum PROPOSE = new MethodNum(2);
  private static final MethodNum APPROVE = new MethodNum(3);

  private final MemoryBlockstore store = new MemoryBlockstore();
  private final GenesisState genesis =
      Genesis.of(BundleManifest.V18_DEVNET, "localnet")
          .account(ANNE, TokenAmount.ofFil(1000))
          .account(BOB, TokenAmount.ofFil(1000))
          .build(store);
  private final Machine machine =
      new Machine(
          MachineContext.of(
              NetworkConfig.of(NetworkVersion.NV28, CHAIN_ID),
              new ChainEpoch(1),
              0,
              genesis.root()),
          store,
          new NoNode());
  private final Executor executor =
      new Executor(
          machine,
          List.of(
              new JvmEngine(
                  machine.manifest(), BuiltinActors.of(Policy.DEVNET), NativeGasModel.DEFAULT)));
  private final Map<Address, Long> sequences = new HashMap<>();

  private static Address key(BigInteger secret) {
    return Address.ofSecp256k1Key(Secp256k1.publicKey(secret));
  }

  private <P> Receipt send(
      Address from, Address to, TokenAmount value, MethodNum method, Codec<P> codec, P params) {
    return send(from, to, value, method, codec.toBytes(params));
  }

  private Receipt send(
      Address from, Address to, TokenAmount value, MethodNum method, byte[] params) {
    long sequence = sequences.merge(from, 1L, Long::sum) - 1;
    return executor
        .applyExplicit(
            Message.from(from)
                .to(to)
                .sequence(sequence)
                .value(value)
                .method(method)
                .params(params)
                .build(),
            100)
        .receipt();
  }

  private static <R> R returned(Codec<R> codec, Receipt receipt) throws DecodeException {
    assertThat(receipt.exitCode()).isEqualTo(ExitCode.OK);
    return codec.fromBytes(receipt.returnData());
  }

  private ActorState actor(ActorId id) {
    return machine.stateTree().actor(id).orElseThrow();
  }

  private InitParams.ExecReturn createWallet(long threshold, TokenAmount value, Address... signers)
      throws DecodeException {
    InitParams.Exec exec =
        new InitParams.Exec(
            genesis.bundle().codeOf(ActorType.MULTISIG),
            RawBytes.of(
                MultisigParams.Constructor.CODEC,
                new MultisigParams.Constructor(List.of(signers), threshold, 0, new ChainEpoch(0))));
    return returned(
        InitParams.ExecReturn.CODEC,
        send(ANNE, ActorId.INIT.address(), value, INIT_EXEC, InitParams.Exec.CODEC, exec));
  }

  @Test
  void walletIsMadeAndSendsWhatItsSignersAgreeOn() throws DecodeException {
    Address newcomer = key(BigInteger.valueOf(99));
    InitParams.ExecReturn created = createWallet(2, TokenAmount.ofFil(10), ANNE, BOB, newcomer);
    ActorId wallet = created.idAddress().id().orElseThrow();
    // the wallet has its number before its constructor makes the newcomer's account
    assertThat(wallet).isEqualTo(new ActorId(1001));
    assertThat(machine.stateTree().resolve(newcomer)).contains(new ActorId(1002));
    assertThat(machine.stateTree().resolve(created.robustAddress())).contains(wallet);
    assertThat(actor(wallet).balance()).isEqualTo(TokenAmount.ofFil(10));
    assertThat(actor(wallet).code()).isEqualTo(genesis.bundle().codeOf(ActorType.MULTISIG));

    MultisigParams.Proposed proposed =
        returned(
            MultisigParams.Proposed.CODEC,
            send(
                ANNE,
                wallet.address(),
                TokenAmount.ZERO,
                PROPOSE,
                MultisigParams.Propose.CODEC,
                new MultisigParams.Propose(
                    BOB, TokenAmount.ofFil(4), MethodNum.SEND, RawBytes.EMPTY)));
    assertThat(proposed.applied().applied()).isFalse();

    ActorId bob = genesis.id(BOB).orElseThrow();
    MultisigParams.Applied applied =
        returned(
            MultisigParams.Applied.CODEC,
            send(
                BOB,
                created.robustAddress(),
                TokenAmount.ZERO,
                APPROVE,
                MultisigParams.ById.CODEC,
                new MultisigParams.ById(proposed.id(), RawBytes.EMPTY)));
    assertThat(applied).isEqualTo(new MultisigParams.Applied(true, ExitCode.OK, RawBytes.EMPTY));
    assertThat(actor(wallet).balance()).isEqualTo(TokenAmount.ofFil(6));
    assertThat(actor(bob).balance()).isEqualTo(TokenAmount.ofFil(1004));

    Cid root = executor.flush();
    assertThat(root).isNotEqualTo(genesis.root());
    MultisigState state = store.load(MultisigState.CODEC, actor(wallet).head());
    assertThat(MultisigInvariants.check(state, store)).isEmpty();
  }

  @Test
  void walletChangesItselfByASendToItself() throws DecodeException {
    ActorId wallet = createWallet(1, TokenAmount.ZERO, ANNE).idAddress().id().orElseThrow();
    MultisigParams.Proposed proposed =
        returned(
            MultisigParams.Proposed.CODEC,
            send(
                ANNE,
                wallet.address(),
                TokenAmount.ZERO,
                PROPOSE,
                MultisigParams.Propose.CODEC,
                new MultisigParams.Propose(
                    wallet.address(),
                    TokenAmount.ZERO,
                    new MethodNum(5),
                    RawBytes.of(
                        MultisigParams.AddSigner.CODEC, new MultisigParams.AddSigner(BOB, true)))));
    assertThat(proposed.applied().code()).isEqualTo(ExitCode.OK);
    executor.flush();
    MultisigState state = store.load(MultisigState.CODEC, actor(wallet).head());
    assertThat(state.signers()).contains(genesis.id(BOB).orElseThrow().address());
    assertThat(state.threshold()).isEqualTo(2);
    assertThat(MultisigInvariants.check(state, store)).isEmpty();
  }

  @Test
  void failedConstructorLeavesNoActorAndKeepsTheNumberFree() throws DecodeException {
    InitParams.Exec exec =
        new InitParams.Exec(
            genesis.bundle().codeOf(ActorType.MULTISIG), new RawBytes(new byte[] {(byte) 0x80}));
    Receipt receipt =
        send(
            ANNE,
            ActorId.INIT.address(),
            TokenAmount.ofFil(1),
            INIT_EXEC,
            InitParams.Exec.CODEC,
            exec);
    assertThat(receipt.exitCode()).isEqualTo(ExitCode.USR_SERIALIZATION);
    assertThat(machine.stateTree().actor(new ActorId(1001))).isEmpty();
    assertThat(actor(ActorId.INIT).balance()).isEqualTo(TokenAmount.ZERO);
    assertThat(createWallet(1, TokenAmount.ZERO, ANNE).idAddress())
        .isEqualTo(new ActorId(1001).address());
  }

  @Test
  void accountAuthenticatesWhatItsKeySigned() throws DecodeException {
    byte[] message = {1, 2, 3};
    byte[] signature = Secp256k1.sign(Blake2b.hash256(message), ANNES_SECRET);
    MethodNum authenticate = MethodNum.ofName("AuthenticateMessage");
    AuthenticateMessageParams params =
        new AuthenticateMessageParams(new RawBytes(signature), new RawBytes(message));
    Codec<AuthenticateMessageParams> codec = AuthenticateMessageParams.CODEC;

    Receipt right = send(BOB, ANNE, TokenAmount.ZERO, authenticate, codec, params);
    assertThat(returned(Codecs.BOOL, right)).isTrue();
    assertThat(send(ANNE, BOB, TokenAmount.ZERO, authenticate, codec, params).exitCode())
        .isEqualTo(ExitCode.USR_ILLEGAL_ARGUMENT);
    signature[10] ^= 1;
    assertThat(
            send(
                    BOB,
                    ANNE,
                    TokenAmount.ZERO,
                    authenticate,
                    codec,
                    new AuthenticateMessageParams(new RawBytes(signature), new RawBytes(message)))
                .exitCode())
        .isEqualTo(ExitCode.USR_ILLEGAL_ARGUMENT);
  }

  @Test
  void placeholderTakesFundsAndCalls() {
    Address address =
        Address.ofDelegated(
            ActorId.EAM,
            new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20});
    Receipt receipt =
        send(ANNE, address, TokenAmount.ofFil(1), MethodNum.ofName("Anything"), new byte[] {0});
    assertThat(receipt.exitCode()).isEqualTo(ExitCode.OK);
    ActorId id = machine.stateTree().resolve(address).orElseThrow();
    assertThat(actor(id).code()).isEqualTo(genesis.bundle().codeOf(ActorType.PLACEHOLDER));
    assertThat(actor(id).balance()).isEqualTo(TokenAmount.ofFil(1));
  }

  /** A node that knows nothing but signatures. */
  private static final class NoNode implements Externs {
    @Override
    public Optional<byte[]> chainRandomness(ChainEpoch epoch) {
      return Optional.empty();
    }

    @Override
    public Optional<byte[]> beaconRandomness(ChainEpoch epoch) {
      return Optional.empty();
    }

    @Override
    public Optional<Cid> tipsetCid(ChainEpoch epoch) {
      return Optional.empty();
    }

    @Override
    public Optional<ConsensusFault> verifyConsensusFault(
        byte[] header1, byte[] header2, byte[] witness) {
      return Optional.empty();
    }

    @Override
    public SignatureVerifier signatures() {
      return SignatureVerifier.STANDARD;
    }

    @Override
    public ProofPolicy proofs() {
      return ProofPolicy.REFUSE;
    }
  }
}
