// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static io.jfvm.conformance.random.Tree.list;

import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.DecodeException;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** Contracts: clients of deals, notified of data, and what else contracts are. */
final class ContractMoves {
  private static final Address EAM = ActorId.EAM.address();

  /** Raises its first word, logs and returns it. */
  private static final byte[] COUNTER =
      HexFormat.of().parseHex("600054600101806000558060005260206000a160206000f3");

  /** Says yes (CBOR true) to every native method: a client of deals who consents to all. */
  private static final byte[] CONSENT =
      HexFormat.of().parseHex("600060005260516020526060604052600160605260f560f81b60805260a06000f3");

  /** Reverts. */
  private static final byte[] REFUSAL = HexFormat.of().parseHex("60006000fd");

  private final World world;
  private final DealMoves deals;
  private final DatacapMoves datacap;

  ContractMoves(World world, DealMoves deals, DatacapMoves datacap) {
    this.world = world;
    this.deals = deals;
    this.datacap = datacap;
  }

  /** One of each kind, with money in the market and datacap. */
  void begin() throws Disagreement {
    for (byte[] code : List.of(COUNTER, CONSENT, REFUSAL)) {
      create(code);
    }
    Address proxy = create(Proxy.CODE);
    TokenAmount funds = TokenAmount.ofFil(100_000);
    ApplyResult unused = world.tell("transfer", world.keys.dave(), proxy, funds, 0, new byte[0]);
    world.proxies.add(proxy);
  }

  private Address create(byte[] code) throws Disagreement {
    byte[] head = HexFormat.of().parseHex("60%02x80600b6000396000f3".formatted(code.length));
    byte[] init = ByteBuffer.allocate(head.length + code.length).put(head).put(code).array();
    ApplyResult result =
        world.tell(
            "eam.CreateExternal", world.keys.eve(), EAM, TokenAmount.ZERO, 4, Tree.encode(init));
    Address contract = createdBy(result.receipt().returnData());
    world.contracts.add(contract);
    deals.deposit(contract, 500);
    datacap.addClient(contract);
    return contract;
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

  void play() throws Disagreement {
    Address sender = world.any(world.keys.all());
    Address contract = world.any(world.contracts);
    switch (world.random.nextInt(10)) {
      case 0 -> {
        Address unused = create(world.any(List.of(COUNTER, CONSENT, REFUSAL)));
      }
      case 1 -> world.say("evm.GetBytecode", sender, contract, 3, Tree.NOTHING);
      case 2 -> world.say("evm.GetBytecodeHash", sender, contract, 4, Tree.NOTHING);
      case 3 -> {
        Object word = new byte[32];
        world.say("evm.GetStorageAt", sender, contract, 5, list(word));
      }
      case 4 ->
          world.ask("evm.AuthenticateMessage", sender, contract, list(new byte[3], new byte[2]));
      default -> {
        long invoke = MethodNum.ofName("InvokeEVM").value();
        TokenAmount value = TokenAmount.ofAtto(world.random.nextInt(100));
        world.say("evm.InvokeEVM", sender, contract, value, invoke, new byte[4]);
      }
    }
  }
}
