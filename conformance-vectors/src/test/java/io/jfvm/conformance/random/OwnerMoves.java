// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static io.jfvm.conformance.random.Tree.list;

import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.DecodeException;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.Address;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What owners and the network do to miners: creation, keys, money, rewards, consensus faults. */
final class OwnerMoves {
  private static final Address POWER = Address.ofId(4);
  private static final Address REWARD = Address.ofId(2);
  private static final long WINDOW_POST = 10;

  private final World world;

  OwnerMoves(World world) {
    this.world = world;
  }

  void createMiner() throws Disagreement {
    Address owner = world.any(owners());
    Address worker = world.chance(50) ? world.keys.bob() : world.keys.carol();
    byte[] params =
        Tree.encode(
            list(owner, worker, WINDOW_POST, "peer".getBytes(StandardCharsets.UTF_8), list()));
    TokenAmount funds = TokenAmount.ofFil(world.chance(80) ? 20_000 : 1000);
    long method = world.chance(50) ? 2 : World.methodOf("CreateMiner");
    ApplyResult result =
        world.tell("power.CreateMiner", world.keys.alice(), POWER, funds, method, params);
    if (result.receipt().exitCode().isSuccess()) {
      world.miners.add(new Miner(firstAddress(result.receipt().returnData()), owner, worker));
    }
  }

  private List<Address> owners() {
    List<Address> owners = new ArrayList<>(List.of(world.keys.alice(), world.keys.dave()));
    owners.addAll(world.stewards);
    owners.addAll(world.proxies);
    return owners;
  }

  /** The ID address at the head of the answers of Init, Power. */
  static Address firstAddress(byte[] returned) {
    try {
      CborReader in = new CborReader(returned);
      int unusedFields = in.array();
      return Address.decode(in.bytes());
    } catch (DecodeException e) {
      throw new IllegalStateException("an answer that is no tuple of an address", e);
    }
  }

  void reward(Miner miner) throws Disagreement {
    TokenAmount penalty = TokenAmount.ofAtto(world.chance(20) ? 1_000_000_000L : 0);
    if (world.chance(8)) {
      penalty = TokenAmount.ofFil(world.random.nextInt(8000));
    }
    TokenAmount gas = world.tips;
    world.tips = TokenAmount.ZERO;
    long wins = 1L + world.random.nextInt(5);
    byte[] params = Tree.encode(list(miner.id, penalty, gas, wins));
    ApplyResult unused = world.implicit("reward.AwardBlockReward", 0, 2, 2, params);
  }

  void money(Miner miner) throws Disagreement {
    switch (world.random.nextInt(3)) {
      case 0 -> {
        long sum = world.chance(10) ? 1_000_000 : 1L + world.random.nextInt(50);
        world.say("miner.WithdrawBalance", miner.owner, miner.id, 16, list(TokenAmount.ofFil(sum)));
      }
      case 1 -> {
        TokenAmount sum = TokenAmount.ofFil(world.chance(50) ? 0 : world.random.nextInt(60_000));
        world.say("miner.RepayDebt", miner.worker, miner.id, sum, 22, Tree.NOTHING);
      }
      default ->
          world.ask(
              "miner.MaxTerminationFee",
              world.keys.eve(),
              miner.id,
              list(BigInteger.valueOf(world.random.nextLong(1L << 40)), TokenAmount.ofFil(1)));
    }
  }

  void payDebt(Miner miner) throws Disagreement {
    TokenAmount debt =
        world.view(miner).map(view -> view.state().feeDebt()).orElse(TokenAmount.ZERO);
    if (debt.isPositive()) {
      world.say("miner.RepayDebt", miner.worker, miner.id, debt, 22, Tree.NOTHING);
    }
  }

  void settings(Miner miner) throws Disagreement {
    switch (world.random.nextInt(7)) {
      case 0 ->
          world.say(
              "miner.ChangePeerID",
              miner.worker,
              miner.id,
              4,
              list(new byte[world.random.nextInt(140)]));
      case 1 ->
          world.say(
              "miner.ChangeMultiaddrs",
              miner.worker,
              miner.id,
              18,
              list(list(new byte[10], new byte[1])));
      case 2 -> {
        Address worker = world.chance(50) ? world.keys.bob() : world.keys.carol();
        Object params = list(worker, world.chance(50) ? list() : list(world.keys.dave()));
        world.say("miner.ChangeWorkerAddress", miner.owner, miner.id, 3, params);
      }
      case 3 ->
          world.say("miner.ConfirmChangeWorkerAddress", miner.owner, miner.id, 21, Tree.NOTHING);
      case 4 -> changeOwner(miner);
      case 5 -> changeBeneficiary(miner);
      default -> world.say("miner.GetBeneficiary", world.keys.eve(), miner.id, 31, Tree.NOTHING);
    }
  }

  private void changeOwner(Miner miner) throws Disagreement {
    Address next = world.any(owners());
    Address id = Address.ofId(world.idOf(next));
    world.say("miner.ChangeOwnerAddress", miner.owner, miner.id, 23, id);
    world.say("miner.ChangeOwnerAddress", next, miner.id, 23, id);
  }

  /** The owner proposes, those concerned agree or not. */
  private void changeBeneficiary(Miner miner) throws Disagreement {
    Address next = world.chance(30) ? miner.owner : world.any(world.keys.all());
    boolean own = next.equals(miner.owner);
    TokenAmount quota = TokenAmount.ofFil(own ? 0 : 10);
    Object term = list(next, quota, own ? 0L : world.now() + 5000);
    world.say("miner.ChangeBeneficiary", miner.owner, miner.id, 30, term);
    if (world.chance(70)) {
      world.say("miner.ChangeBeneficiary", next, miner.id, 30, term);
    }
    if (world.chance(50)) {
      Address another = world.any(world.keys.all());
      world.say("miner.ChangeBeneficiary", another, miner.id, 30, term);
    }
  }

  void report(Miner miner) throws Disagreement {
    long epoch = world.now() - world.random.nextInt(1000) - (world.chance(20) ? 0 : 1);
    byte[] header =
        ByteBuffer.allocate(1 + 2 * Long.BYTES)
            .put((byte) (world.chance(70) ? 1 : 0))
            .putLong(miner.number())
            .putLong(epoch)
            .array();
    world.say(
        "miner.ReportConsensusFault",
        world.any(world.keys.all()),
        miner.id,
        15,
        list(header, new byte[] {2}, new byte[0]));
  }

  void network() throws Disagreement {
    Address anybody = world.keys.eve();
    switch (world.random.nextInt(5)) {
      case 0 -> world.say("power.CurrentTotalPower", anybody, POWER, 9, Tree.NOTHING);
      case 1 -> world.say("reward.ThisEpochReward", anybody, REWARD, 3, Tree.NOTHING);
      case 2 -> world.ask("power.MinerPower", anybody, POWER, world.any(world.miners).number());
      case 3 -> world.ask("power.MinerRawPower", anybody, POWER, world.any(world.miners).number());
      default -> world.ask("power." + world.any(QUESTIONS), anybody, POWER, Tree.NOTHING);
    }
  }

  private static final List<String> QUESTIONS =
      List.of("NetworkRawPower", "MinerCount", "MinerConsensusCount");
}
