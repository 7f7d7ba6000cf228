// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import static io.jfvm.examples.datadao.Person.OLGA;
import static io.jfvm.examples.datadao.Person.ROSA;
import static io.jfvm.examples.datadao.Person.WIM;

import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.init.InitParams;
import io.jfvm.builtin.market.ClientDealProposal;
import io.jfvm.builtin.market.DealProposal;
import io.jfvm.builtin.market.MarketParams;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.power.PowerParams;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Signature;
import io.jfvm.types.TokenAmount;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Two storage providers come into being; what each of them does with the market. */
final class Provider {
  static final String PROVIDER = "Provider";
  static final String SUBSTITUTE = "Substitute";

  /** Of these providers, as long as nothing real is to be sealed. */
  static final int SECTOR_BYTES = 2 << 10;

  /** Registered proofs of sectors of that size: StackedDrgWindow2KiBV1P1. */
  static final long WINDOW_POST_2_KIB = 10;

  private static final MethodNum CREATE_MINER = new MethodNum(2);
  private static final MethodNum ADD_BALANCE = new MethodNum(2);
  private static final MethodNum PUBLISH_STORAGE_DEALS = new MethodNum(4);
  private static final TokenAmount DEPOSIT = TokenAmount.ofFil(10);

  private Provider() {}

  static void write(Script script) {
    script.chapter("Storage providers");
    creates(script, OLGA, WIM, PROVIDER, "Olga makes a storage provider, for which Wim works");
    creates(script, ROSA, ROSA, SUBSTITUTE, "Rosa makes another");
  }

  private static void creates(
      Script script, Person owner, Person worker, String name, String title) {
    PowerParams.CreateMiner params =
        new PowerParams.CreateMiner(
            owner.address(),
            worker.address(),
            WINDOW_POST_2_KIB,
            new RawBytes(name.getBytes(StandardCharsets.US_ASCII)),
            List.of());
    script
        .step(owner, title)
        .invokes(
            stage -> ActorId.POWER.address(),
            CREATE_MINER,
            stage -> PowerParams.CreateMiner.CODEC.toBytes(params))
        .value(DEPOSIT)
        .gasLimit(80_000_000)
        .afterwards(
            done -> {
              Address address = done.returned(InitParams.ExecReturn.CODEC).robustAddress();
              done.stage().put(name, address);
              done.stage().cron().watch(address);
            })
        .fact("it is a miner", done -> done.stage().kind(name), "storageminer")
        .fact("it holds 10 FIL", done -> done.stage().balance(name), DEPOSIT)
        .fact(
            "a part of them is the deposit against empty promises, and vests",
            done -> state(done.stage(), name).lockedFunds().isPositive(),
            true);
  }

  static MinerState state(Stage stage, String provider) {
    return stage.vm().state(stage.address(provider), MinerState.CODEC).orElseThrow();
  }

  /** Money for the collateral of deals. */
  static Script.Draft addsBalance(Script.Draft draft, String provider, TokenAmount amount) {
    return draft
        .invokes(
            stage -> ActorId.MARKET.address(),
            ADD_BALANCE,
            stage -> Address.CODEC.toBytes(stage.address(provider)))
        .value(amount);
  }

  /** The client is a contract: it is asked, and no signature of it can be. */
  static byte[] publication(DealProposal proposal) {
    Signature unsigned = new Signature(Signature.Type.SECP256K1, new byte[0]);
    return MarketParams.PublishStorageDeals.CODEC.toBytes(
        new MarketParams.PublishStorageDeals(List.of(new ClientDealProposal(proposal, unsigned))));
  }

  static Script.Draft publishes(Script.Draft draft, Function<Stage, DealProposal> proposal) {
    return draft.invokes(
        stage -> ActorId.MARKET.address(),
        PUBLISH_STORAGE_DEALS,
        stage -> publication(proposal.apply(stage)));
  }
}
