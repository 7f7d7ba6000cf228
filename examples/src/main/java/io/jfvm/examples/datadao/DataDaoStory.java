// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.embed.Jfvm;
import io.jfvm.embed.LocalChain;
import io.jfvm.embed.Profile;
import io.jfvm.embed.Vm;
import io.jfvm.executor.ApplyResult;
import io.jfvm.externs.Externs;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.state.ActorState;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.Message;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The story of a DAO on the Filecoin VM, played from a genesis of its own. The same fees give the
 * same messages and the same states on every run.
 *
 * <pre>
 * DataDaoStory story = DataDaoStory.begin(Fees.REALISTIC);
 * for (Step step : story.steps()) {
 *   Performance done = story.play(step);
 * }
 * </pre>
 */
public final class DataDaoStory {
  /** Of local networks. */
  public static final long CHAIN_ID = 31415926;

  /** As told to the VM: collateral of storage providers depends on it. */
  private static final TokenAmount CIRCULATING = TokenAmount.ofFil(100_000_000);

  private static final ChainEpoch FIRST_EPOCH = new ChainEpoch(1);

  private final Stage stage;
  private final Fees fees;
  private final List<Step> steps;
  private final TokenAmount supply;
  private Cid root;
  private Map<ActorId, ActorState> actors;

  private DataDaoStory(Stage stage, Fees fees, List<Step> steps) {
    this.stage = stage;
    this.fees = fees;
    this.steps = steps;
    this.root = stage.vm().flush();
    this.actors = actorsAt(root);
    this.supply = sum(actors);
  }

  /** A story about to begin. */
  public static DataDaoStory begin(Fees fees) {
    return begin(fees, node());
  }

  /** The node of the story: a chain without blocks that takes every proof for valid. */
  public static Externs node() {
    return new LocalChain(ProofPolicy.ACCEPT_ALL);
  }

  /** A story about to begin, with somebody between the VM and its {@link #node}. */
  public static DataDaoStory begin(Fees fees, Externs node) {
    return begin(fees, node, new Jfvm(Profile.NATIVE));
  }

  /** A story about to begin under a profile of choice. */
  static DataDaoStory begin(Fees fees, Externs node, Jfvm jfvm) {
    Blockstore store = new MemoryBlockstore();
    MachineContext context =
        MachineContext.of(
                NetworkConfig.of(NetworkVersion.NV28, CHAIN_ID),
                FIRST_EPOCH,
                FIRST_EPOCH.value() * Vm.EPOCH_SECONDS,
                genesis(store))
            .withBaseFee(fees.base())
            .withCirculatingSupply(CIRCULATING)
            .withTracing(true);
    Script script = new Script();
    Founding.write(script);
    Grant.write(script);
    Provider.write(script);
    Offer.write(script);
    Sealing.write(script);
    Upkeep.write(script);
    Vaults.write(script);
    Calls.write(script);
    Vm vm = jfvm.open(context, store, node);
    return new DataDaoStory(new Stage(vm, CONTRACTS), fees, script.steps());
  }

  /** Alice's account is still to be made, by her first message. */
  private static Cid genesis(Blockstore store) {
    TokenAmount funds = TokenAmount.ofFil(10_000);
    return Genesis.of(BundleManifest.V18_DEVNET, "datadao")
        .placeholder(Person.ALICE.eth(), funds)
        .ethAccount(Person.BOB.eth(), funds)
        .ethAccount(Person.CAROL.eth(), funds)
        .account(Person.DORA.address(), funds)
        .account(Person.EGON.address(), funds)
        .account(Person.OLGA.address(), funds)
        .account(Person.WIM.address(), funds)
        .account(Person.ROSA.address(), funds)
        .ethAccount(Person.HUGO.eth(), funds)
        .build(store)
        .root();
  }

  private static final String[] CONTRACTS = {
    Founding.TOKEN,
    Founding.DAO,
    Offer.ARCHIVE,
    Vaults.FACTORY,
    Vaults.VAULT,
    Calls.COUNTER,
    Calls.REFUSER,
    Calls.VISITOR,
    Calls.CALLER
  };

  /** To be played in this order, each once. */
  public List<Step> steps() {
    return steps;
  }

  public Stage stage() {
    return stage;
  }

  /** Root of the state after the last step played. */
  public Cid root() {
    return root;
  }

  /** All balances together; checked after every step to be what it was at genesis. */
  public TokenAmount supply() {
    return supply;
  }

  /** Plays all steps. */
  public List<Performance> playAll() {
    return steps.stream().map(this::play).toList();
  }

  /**
   * Plays the next step.
   *
   * @throws StoryException if it does not end as expected
   */
  public Performance play(Step step) {
    Vm vm = stage.vm();
    Interlude interlude = goOn(step.epochsBefore().applyAsLong(stage));
    Message.Builder draft = vm.messageFrom(step.sender().address());
    Message message = step.message().apply(stage).into(fees.apply(draft, step.gasLimit())).build();
    Cid preRoot = root;
    ApplyResult result = vm.apply(message);
    root = vm.flush();
    Map<ActorId, ActorState> before = actors;
    actors = actorsAt(root);
    Performance done =
        new Performance(
            stage,
            step,
            interlude,
            vm.epoch(),
            message,
            result,
            preRoot,
            root,
            ActorChange.between(before, actors));
    stage.refresh();
    expect(done, "all balances together", supply, sum(actors));
    check(done);
    return done;
  }

  private Interlude goOn(long epochs) {
    int ticks = stage.cron().goOn(epochs);
    if (ticks == 0) {
      return new Interlude(epochs, 0, List.of());
    }
    Map<ActorId, ActorState> before = actors;
    root = stage.vm().flush();
    actors = actorsAt(root);
    return new Interlude(epochs, ticks, ActorChange.between(before, actors));
  }

  private static void check(Performance done) {
    switch (done.step().expectation()) {
      case Step.Expectation.Success success -> {
        if (!done.result().receipt().exitCode().isSuccess()) {
          throw done.differs("failed, should succeed: " + done.reason());
        }
        done.step().afterwards().accept(done);
        done.stage().refresh();
        List<String> events = done.events().stream().map(event -> event.decoded().name()).toList();
        expect(done, "events", success.events(), events);
      }
      case Step.Expectation.Failure failure -> {
        expect(done, "exit code", failure.exitCode(), done.result().receipt().exitCode());
        expect(done, "reason", failure.reason(), done.reason());
        for (ActorChange change : done.changes()) {
          if (!change.keptHead() || !mayPay(done, change.id())) {
            throw done.differs("actor " + change.id() + " changed, although the message failed");
          }
        }
      }
    }
    for (Step.Fact fact : done.step().facts()) {
      expect(done, fact.text(), fact.expected(), fact.actual().apply(done));
    }
  }

  /** Fees go from the sender to the burnt funds and the reward actor, and nowhere else. */
  private static boolean mayPay(Performance done, ActorId id) {
    return id.equals(done.stage().id(done.step().sender().label()))
        || id.equals(ActorId.BURNT_FUNDS)
        || id.equals(ActorId.REWARD);
  }

  private static void expect(Performance done, String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw done.differs(what + ": expected " + expected + ", but it is " + actual);
    }
  }

  private static TokenAmount sum(Map<ActorId, ActorState> actors) {
    return actors.values().stream()
        .map(ActorState::balance)
        .reduce(TokenAmount.ZERO, TokenAmount::plus);
  }

  private Map<ActorId, ActorState> actorsAt(Cid stateRoot) {
    Map<ActorId, ActorState> found = new TreeMap<>();
    StateTree.load(stage.vm().store(), stateRoot).forEach(found::put);
    return found;
  }
}
