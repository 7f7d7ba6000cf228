// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.actors;

import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.embed.CallTree;
import io.jfvm.embed.Fevm;
import io.jfvm.embed.Jfvm;
import io.jfvm.embed.LocalChain;
import io.jfvm.embed.NewActor;
import io.jfvm.embed.Profile;
import io.jfvm.embed.Vm;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.examples.ContractArtifact;
import io.jfvm.executor.ApplyResult;
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
import io.jfvm.wasm.module.InvalidModuleException;
import java.util.List;

/**
 * Two WebAssembly actors of one's own at work: a ledger that keeps state, and a courier that pays
 * accounts, asks contracts and has the ledger note it. What is said of each step is the caller's to
 * print; {@link #main} prints all of it.
 */
public final class OwnActors {
  private static final EthAddress ALICE =
      new EthAddress(new byte[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
  private static final Address BOB =
      new EthAddress(new byte[] {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2})
          .address();

  private final Vm vm;
  private final ActorId ledger;
  private final ActorId courier;

  /**
   * Founds a network with the two actors on it.
   *
   * @param jfvm its profile runs the built-in actors; these two are WebAssembly under either
   */
  OwnActors(Jfvm jfvm) throws InvalidModuleException {
    MemoryBlockstore store = new MemoryBlockstore();
    Cid genesis =
        Genesis.of(BundleManifest.V18_DEVNET, "own-actors")
            .ethAccount(ALICE, TokenAmount.ofFil(100))
            .build(store)
            .root();
    NetworkConfig network = NetworkConfig.of(NetworkVersion.NV28, 31415926);
    MachineContext context = MachineContext.of(network, new ChainEpoch(1), 30, genesis);
    vm = jfvm.open(context.withTracing(true), store, new LocalChain());

    ledger = vm.create(NewActor.of(vm.install(Ledger.module())));
    courier =
        vm.create(
            NewActor.of(vm.install(Courier.module()))
                .state(Courier.STATE, ledger)
                .balance(TokenAmount.ofFil(10)));
  }

  public static void main(String[] args) throws InvalidModuleException, DecodeException {
    OwnActors own = new OwnActors(new Jfvm(Profile.NATIVE));
    System.out.println("paid Bob: " + own.payBob(TokenAmount.ofFil(3)));
    System.out.println("too much: " + own.payBob(TokenAmount.ofFil(8)));
    System.out.println("ledger: " + own.entries());
    EthAddress counter = own.deploy("Counter");
    System.out.println("counter: " + own.increment(counter, 42));
    System.out.print(own.render(own.refusedMove()));
    System.out.print(own.render(own.refusedQuestion(own.deploy("Refuser"))));
    System.out.println("state root " + own.vm.flush());
  }

  /** The courier pays; an error that refuses the transfer is part of its answer. */
  Courier.Outcome payBob(TokenAmount amount) throws DecodeException {
    Courier.Payment payment = new Courier.Payment(BOB, amount.atto().longValueExact());
    ApplyResult result = call(courier, Courier.PAY, Courier.Payment.CODEC, payment);
    return Courier.Outcome.CODEC.fromBytes(result.receipt().returnData());
  }

  /** The ledger's state, read from the store. */
  List<Ledger.Entry> entries() {
    return vm.state(ledger.address(), Ledger.STATE).orElseThrow();
  }

  EthAddress deploy(String contract) throws DecodeException {
    byte[] initcode = ContractArtifact.load(contract).initcode();
    Message deploy = Fevm.deploy(vm.messageFrom(ALICE.address()), initcode).build();
    return Fevm.deployed(vm.apply(deploy).receipt());
  }

  /** The courier asks a contract, and what that returns is what Alice gets. */
  Object increment(EthAddress counter, long by) throws DecodeException {
    ContractArtifact artifact = ContractArtifact.load("Counter");
    ApplyResult result = ask(counter, artifact.encodeCall("increment", by));
    byte[] output = Codecs.BYTES.fromBytes(result.receipt().returnData());
    return artifact.decodeReturn("increment", output);
  }

  /** Alice has no points to give away: the ledger's call fails and says why. */
  ApplyResult refusedMove() {
    return call(ledger, Ledger.MOVE, Ledger.Entry.CODEC, new Ledger.Entry(courier, 1));
  }

  /** The contract reverts, and so the courier's call fails. */
  ApplyResult refusedQuestion(EthAddress refuser) {
    return ask(refuser, ContractArtifact.load("Refuser").encodeCall("refuse", 0));
  }

  private ApplyResult ask(EthAddress contract, byte[] calldata) {
    Courier.Question question = new Courier.Question(contract.address(), calldata);
    return call(courier, Courier.ASK, Courier.Question.CODEC, question);
  }

  private <P> ApplyResult call(ActorId actor, MethodNum method, Codec<P> codec, P params) {
    return vm.apply(
        vm.messageFrom(ALICE.address())
            .to(actor.address())
            .method(method)
            .params(codec.toBytes(params))
            .build());
  }

  String render(ApplyResult result) {
    return CallTree.of(vm.names()).columns(120).render(result.trace().orElseThrow());
  }

  Vm vm() {
    return vm;
  }

  ActorId ledger() {
    return ledger;
  }

  ActorId courier() {
    return courier;
  }
}
