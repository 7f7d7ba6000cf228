// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.embed.Fevm;
import io.jfvm.embed.LocalChain;
import io.jfvm.embed.Profile;
import io.jfvm.embed.Vm;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import io.jfvm.types.Message;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.Receipt;
import io.jfvm.types.TokenAmount;

/** The first program: a genesis, a transfer, a contract deployed and called. */
public final class HelloVm {
  public static void main(String[] args) throws DecodeException {
    EthAddress alice = EthAddress.parse("0xa11ce00000000000000000000000000000000000");
    EthAddress bob = EthAddress.parse("0xb0b0000000000000000000000000000000000000");
    MemoryBlockstore store = new MemoryBlockstore();
    Cid genesis =
        Genesis.of(BundleManifest.V18_DEVNET, "hello")
            .ethAccount(alice, TokenAmount.ofFil(100))
            .build(store)
            .root();
    NetworkConfig network = NetworkConfig.of(NetworkVersion.NV28, 31415926);
    MachineContext context = MachineContext.of(network, new ChainEpoch(1), 30, genesis);
    Vm vm = Vm.open(Profile.NATIVE, store, context, new LocalChain());

    Message.Builder transfer = vm.messageFrom(alice.address()).to(bob.address());
    vm.apply(transfer.value(TokenAmount.ofFil(25)).build());
    System.out.println("Bob has " + vm.actor(bob.address()).orElseThrow().balance());

    ContractArtifact counter = ContractArtifact.load("Counter");
    Message.Builder deploy = Fevm.deploy(vm.messageFrom(alice.address()), counter.initcode());
    EthAddress contract = Fevm.deployed(vm.apply(deploy.build()).receipt());

    byte[] calldata = counter.encodeCall("increment", 42);
    Message.Builder call = Fevm.call(vm.messageFrom(alice.address()), contract, calldata);
    Receipt receipt = vm.apply(call.build()).receipt();
    System.out.println("exit code " + receipt.exitCode() + ", gas " + receipt.gasUsed());
    System.out.println(counter.decodeReturn("increment", Fevm.output(receipt)));
    System.out.println("state root " + vm.flush());
  }

  private HelloVm() {}
}
