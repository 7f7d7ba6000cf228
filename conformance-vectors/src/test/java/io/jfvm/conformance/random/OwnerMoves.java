// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static io.jfvm.conformance.random.Tree.list;

import io.jfvm.conformance.random.World.Miner;
import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.DecodeException;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.Address;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What owners and the network do to miners: creation, keys, money, rewards, consensus faults. */
final class OwnerMoves {
  private static final Address POWER = Address.ofId(4);
  private static final long WINDOW_POST = 10;

  private final World world;

  OwnerMoves(World world) {
    this.world = world;
  }

  void createMiner() throws Disagreement {
    Address owner = world.chance(60) ? world.keys.alice() : world.keys.dave();
    Address worker = world.chance(50) ? world.keys.bob() : world.keys.carol();
    Object params =
        list(owner, worker, WINDOW_POST, "peer".getBytes(StandardCharsets.UTF_8), list());
    ApplyResult result =
        world.tell(
            "power.CreateMiner", owner, POWER, TokenAmount.ofFil(20_000), 2, Tree.encode(params));
    if (result.receipt().exitCode().isSuccess()) {
      world.miners.add(new Miner(firstAddress(result.receipt().returnData()), owner, worker));
    }
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
    TokenAmount gas = TokenAmount.ofAtto(world.random.nextInt(1000));
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
      case 1 -> world.say("miner.RepayDebt", miner.worker, miner.id, 22, Tree.NOTHING);
      default ->
          world.ask(
              "miner.MaxTerminationFee",
              world.keys.eve(),
              miner.id,
              list(BigInteger.valueOf(world.random.nextLong(1L << 40)), TokenAmount.ofFil(1)));
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
      case 3 -> confirmWorker(miner);
      case 4 -> changeOwner(miner);
      case 5 -> {
        Object term = list(world.any(world.keys.all()), TokenAmount.ofFil(10), world.now() + 5000);
        Address by = world.chance(50) ? miner.owner : world.any(world.keys.all());
        world.say("miner.ChangeBeneficiary", by, miner.id, 30, term);
      }
      default -> world.say("miner.GetBeneficiary", world.keys.eve(), miner.id, 31, Tree.NOTHING);
    }
  }

  private void confirmWorker(Miner miner) throws Disagreement {
    world.say("miner.ConfirmChangeWorkerAddress", miner.owner, miner.id, 21, Tree.NOTHING);
    world
        .view(miner)
        .ifPresent(
            view -> {
              Address id = view.state().loadInfo(world.twins().state().store()).worker();
              for (Address key : List.of(world.keys.bob(), world.keys.carol())) {
                if (Address.ofId(world.idOf(key)).equals(id)) {
                  miner.worker = key;
                }
              }
            });
  }

  private void changeOwner(Miner miner) throws Disagreement {
    Address next = miner.owner.equals(world.keys.alice()) ? world.keys.dave() : world.keys.alice();
    world.say(
        "miner.ChangeOwnerAddress", miner.owner, miner.id, 23, Address.ofId(world.idOf(next)));
    if (world.say("miner.ChangeOwnerAddress", next, miner.id, 23, Address.ofId(world.idOf(next)))) {
      miner.owner = next;
    }
  }

  void report(Miner miner) throws Disagreement {
    long epoch = world.now() - world.random.nextInt(1000) - (world.chance(20) ? 0 : 1);
    byte[] header =
        ByteBuffer.allocate(1 + 2 * Long.BYTES)
            .put((byte) (world.chance(30) ? 1 : 0))
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

  void power() throws Disagreement {
    switch (world.random.nextInt(3)) {
      case 0 -> world.say("power.CurrentTotalPower", world.keys.eve(), POWER, 9, Tree.NOTHING);
      case 1 ->
          world.ask("power.MinerPower", world.keys.eve(), POWER, world.any(world.miners).number());
      default -> world.ask("power.NetworkRawPower", world.keys.eve(), POWER, Tree.NOTHING);
    }
  }
}
