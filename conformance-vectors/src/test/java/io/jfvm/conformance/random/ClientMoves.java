// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static io.jfvm.conformance.random.Tree.list;

import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.DecodeException;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** Wallets of several signers, payment channels, contracts. */
final class ClientMoves {
  private static final Address INIT = Address.ofId(1);
  private static final Address EAM = Address.ofId(10);

  /** Raises its first word, logs and returns it. */
  private static final byte[] COUNTER =
      HexFormat.of().parseHex("600054600101806000558060005260206000a160206000f3");

  /** Says yes (CBOR true) to every native method: a client of deals who consents to all. */
  private static final byte[] CONSENT =
      HexFormat.of().parseHex("600060005260516020526060604052600160605260f560f81b60805260a06000f3");

  private final World world;

  ClientMoves(World world) {
    this.world = world;
  }

  void createContract() throws Disagreement {
    byte[] code = world.chance(50) ? COUNTER : CONSENT;
    byte[] head = HexFormat.of().parseHex("60%02x80600b6000396000f3".formatted(code.length));
    byte[] init = ByteBuffer.allocate(head.length + code.length).put(head).put(code).array();
    ApplyResult result =
        world.tell(
            "eam.CreateExternal", world.keys.eve(), EAM, TokenAmount.ZERO, 4, Tree.encode(init));
    if (result.receipt().exitCode().isSuccess()) {
      world.contracts.add(createdBy(result.receipt().returnData()));
    }
  }

  private static Address createdBy(byte[] returned) {
    try {
      CborReader in = new CborReader(returned);
      int unusedFields = in.array();
      return Address.ofId(in.u64());
    } catch (DecodeException e) {
      throw new IllegalStateException("the answer of the EAM is no tuple", e);
    }
  }

  void contract() throws Disagreement {
    if (world.contracts.isEmpty() || world.chance(10)) {
      createContract();
      return;
    }
    long invoke = MethodNum.ofName("InvokeEVM").value();
    Address sender = world.any(world.keys.all());
    TokenAmount value = TokenAmount.ofAtto(world.random.nextInt(100));
    world.say("evm.InvokeEVM", sender, world.any(world.contracts), value, invoke, new byte[4]);
  }

  void wallet() throws Disagreement {
    if (world.wallets.isEmpty() || world.chance(5)) {
      List<Object> signers = list(world.keys.alice(), world.keys.bob(), world.keys.dave());
      long lock = world.chance(50) ? 0 : 50_000;
      Object params =
          list(signers, 1L + world.random.nextInt(3), lock, world.chance(50) ? 0L : world.now());
      ApplyResult result = exec("init.Exec multisig", ActorType.MULTISIG, params, 100);
      if (result.receipt().exitCode().isSuccess()) {
        world.wallets.add(OwnerMoves.firstAddress(result.receipt().returnData()));
      }
      return;
    }
    Address wallet = world.any(world.wallets);
    Address signer = world.any(List.of(world.keys.alice(), world.keys.bob(), world.keys.dave()));
    long txn = world.random.nextInt(8);
    switch (world.random.nextInt(6)) {
      case 0, 1 -> world.say("multisig.Propose", signer, wallet, 2, proposal(wallet));
      case 2, 3 -> world.say("multisig.Approve", signer, wallet, 3, list(txn, new byte[0]));
      case 4 -> world.say("multisig.Cancel", signer, wallet, 4, list(txn, new byte[0]));
      default -> world.say("multisig.Send", signer, wallet, TokenAmount.ofFil(3), 0, Tree.NOTHING);
    }
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
    if (world.channels.isEmpty() || world.chance(10)) {
      ApplyResult result =
          exec(
              "init.Exec paych",
              ActorType.PAYMENT_CHANNEL,
              list(world.keys.alice(), world.keys.bob()),
              20);
      if (result.receipt().exitCode().isSuccess()) {
        world.channels.add(OwnerMoves.firstAddress(result.receipt().returnData()));
      }
      return;
    }
    Address channel = world.any(world.channels);
    Address side = world.chance(50) ? world.keys.alice() : world.keys.bob();
    switch (world.random.nextInt(8)) {
      case 0 -> world.say("paych.Settle", side, channel, 3, Tree.NOTHING);
      case 1 -> world.say("paych.Collect", side, channel, 4, Tree.NOTHING);
      default -> redeem(channel, side);
    }
  }

  private void redeem(Address channel, Address side) throws Disagreement {
    Address signer = side.equals(world.keys.alice()) ? world.keys.bob() : world.keys.alice();
    Object merges = world.chance(20) ? list(list((long) world.random.nextInt(4), 50L)) : list();
    List<Object> voucher =
        list(
            channel,
            world.chance(10) ? world.now() + world.random.nextInt(5) : 0L,
            world.chance(10) ? world.now() + world.random.nextInt(5) : 0L,
            new byte[0],
            null,
            (long) world.random.nextInt(4),
            1L + world.random.nextInt(20),
            TokenAmount.ofFil(world.random.nextInt(8)),
            world.chance(10) ? world.now() + 2000 : 0L,
            merges);
    List<Object> unsigned = list(voucher.toArray());
    unsigned.add(null);
    voucher.add(PretendingChain.sign(signer, Tree.encode(unsigned)));
    world.say("paych.UpdateChannelState", side, channel, 2, list(voucher, new byte[0]));
  }
}
