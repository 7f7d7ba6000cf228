// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static io.jfvm.conformance.random.Tree.list;

import io.jfvm.builtin.multisig.MultisigState;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Wallets of several signers, and payment channels. */
final class WalletMoves {
  private static final Address INIT = Address.ofId(1);
  private final World world;

  /** Of the voucher redeemed last in each lane of a channel. */
  private record Lane(Address channel, long number) {}

  private final List<Address> channels = new ArrayList<>();
  private final Map<Lane, Long> nonces = new HashMap<>();

  WalletMoves(World world) {
    this.world = world;
  }

  /** A wallet that owns miners: Alice alone decides. */
  void hireSteward() throws Disagreement {
    Object params = list(list(world.keys.alice(), world.keys.dave()), 1L, 0L, 0L);
    ApplyResult result = exec("init.Exec multisig", ActorType.MULTISIG, params, 100_000);
    world.stewards.add(OwnerMoves.firstAddress(result.receipt().returnData()));
  }

  void wallet() throws Disagreement {
    if (world.wallets.isEmpty() || world.chance(5)) {
      List<Object> signers = list(world.keys.alice(), world.keys.bob(), world.keys.dave());
      long lock = world.chance(50) ? 0 : 50_000;
      Object params =
          list(
              signers,
              world.chance(60) ? 2L : 1L + world.random.nextInt(3),
              lock,
              world.chance(50) ? 0L : world.now());
      ApplyResult result = exec("init.Exec multisig", ActorType.MULTISIG, params, 100);
      if (result.receipt().exitCode().isSuccess()) {
        world.wallets.add(OwnerMoves.firstAddress(result.receipt().returnData()));
      }
      return;
    }
    Address wallet = world.any(world.wallets);
    Address signer = signer();
    switch (world.random.nextInt(6)) {
      case 0, 1, 2 -> {
        world.say("multisig.Propose", signer, wallet, 2, proposal(wallet));
        if (world.chance(60)) {
          approve(wallet);
        }
      }
      case 3 -> approve(wallet);
      case 4 -> {
        Object params = list(transaction(wallet), new byte[0]);
        world.say("multisig.Cancel", signer, wallet, 4, params);
      }
      default -> world.say("multisig.Send", signer, wallet, TokenAmount.ofFil(3), 0, Tree.NOTHING);
    }
  }

  private Address signer() {
    return world.any(List.of(world.keys.alice(), world.keys.bob(), world.keys.dave()));
  }

  private void approve(Address wallet) throws Disagreement {
    Object params = list(transaction(wallet), new byte[0]);
    world.say("multisig.Approve", signer(), wallet, 3, params);
  }

  /** One of the latest proposed. */
  private long transaction(Address wallet) {
    MultisigState state = world.twins().state().state(wallet, MultisigState.CODEC).orElseThrow();
    return Math.max(0, state.nextTxnId().value() - 1 - world.random.nextInt(2));
  }

  private ApplyResult exec(String name, ActorType type, Object params, long fil)
      throws Disagreement {
    byte[] whole = Tree.encode(list(World.codeOf(type), Tree.encode(params)));
    return world.tell(name, world.keys.alice(), INIT, TokenAmount.ofFil(fil), 2, whole);
  }

  private Object proposal(Address wallet) {
    Address other = world.any(world.keys.all());
    boolean flag = world.chance(50);
    return switch (world.random.nextInt(7)) {
      case 0 -> own(wallet, 5, list(other, flag));
      case 1 -> own(wallet, 6, list(other, flag));
      case 2 -> own(wallet, 7, list(world.any(world.keys.all()), other));
      case 3 -> own(wallet, 8, list((long) world.random.nextInt(4)));
      case 4 -> own(wallet, 9, list(world.now(), 10_000L, TokenAmount.ofFil(10)));
      case 5 -> list(DealMoves.MARKET, TokenAmount.ofFil(1), 2L, Tree.encode(wallet));
      default -> list(other, TokenAmount.ofFil(world.random.nextInt(60)), 0L, new byte[0]);
    };
  }

  private static Object own(Address wallet, long method, Object params) {
    return list(wallet, TokenAmount.ZERO, method, Tree.encode(params));
  }

  void channel() throws Disagreement {
    if (channels.isEmpty() || world.chance(10)) {
      ApplyResult result =
          exec(
              "init.Exec paych",
              ActorType.PAYMENT_CHANNEL,
              list(world.keys.alice(), world.keys.bob()),
              20);
      if (result.receipt().exitCode().isSuccess()) {
        channels.add(OwnerMoves.firstAddress(result.receipt().returnData()));
      }
      return;
    }
    Address channel = world.any(channels);
    Address side = world.chance(50) ? world.keys.alice() : world.keys.bob();
    switch (world.random.nextInt(8)) {
      case 0 -> world.say("paych.Settle", side, channel, 3, Tree.NOTHING);
      case 1 -> {
        if (world.say("paych.Collect", side, channel, 4, Tree.NOTHING) && world.chance(90)) {
          channels.remove(channel);
        }
      }
      default -> redeem(channel, side);
    }
  }

  private void redeem(Address channel, Address side) throws Disagreement {
    Address signer = side.equals(world.keys.alice()) ? world.keys.bob() : world.keys.alice();
    Lane lane = new Lane(channel, world.random.nextInt(4));
    long nonce = nonces.getOrDefault(lane, 0L) + (world.chance(90) ? 1 : 0);
    List<Object> voucher =
        list(
            channel,
            world.chance(10) ? world.now() + world.random.nextInt(5) : 0L,
            world.chance(10) ? world.now() + world.random.nextInt(5) : 0L,
            new byte[0],
            null,
            lane.number,
            nonce,
            TokenAmount.ofFil(world.random.nextInt(8)),
            world.chance(10) ? world.now() + 2000 : 0L,
            world.chance(20) ? list(list((long) world.random.nextInt(4), nonce)) : list());
    List<Object> unsigned = list(voucher.toArray());
    unsigned.add(null);
    voucher.add(PretendingChain.sign(signer, Tree.encode(unsigned)));
    if (world.say("paych.UpdateChannelState", side, channel, 2, list(voucher, new byte[0]))) {
      nonces.put(lane, nonce);
    }
  }
}
