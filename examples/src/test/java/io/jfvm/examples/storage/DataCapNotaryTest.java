// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.storage;

import static io.jfvm.examples.storage.StorageNetwork.ALICE;
import static io.jfvm.examples.storage.StorageNetwork.BOB;
import static io.jfvm.examples.storage.StorageNetwork.CAROL;
import static io.jfvm.examples.storage.StorageNetwork.OWNER;
import static io.jfvm.examples.storage.StorageNetwork.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.datacap.DatacapActor;
import io.jfvm.builtin.multisig.MultisigParams.Propose;
import io.jfvm.builtin.verifreg.VerifregParams.Grant;
import io.jfvm.encoding.DecodeException;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** A contract is verifier and grants DataCap when two stewards say so. */
class DataCapNotaryTest {
  private static final long KIB = 1 << 10;
  private static final long LARGEST = 4 * KIB;
  private static final long PAUSE = 100;
  private static final Address WALLET = new ActorId(80).address();
  private static final MethodNum PROPOSE = new MethodNum(2);
  private static final MethodNum ADD_VERIFIER = new MethodNum(2);

  private final StorageNetwork network = new StorageNetwork("DataCapNotary");

  @Test
  void theRootWalletMakesTheContractAVerifier() {
    deploy();

    assertThat(network.tree(addVerifier(10 * KIB)))
        .isEqualTo(
            """
            t0105 Root
            └─ t080  Multisig.Propose  exit 0
               └─ t06 Registry  VerifiedRegistry.AddVerifier  exit 0
                  └─ t07 Datacap  DataCap.Balance  read-only  exit 0
            """);
  }

  @Test
  void theSecondStewardsApprovalGrants() throws DecodeException {
    deploy();
    addVerifier(10 * KIB);
    request(OWNER, LARGEST);

    ApplyResult first = network.succeed(network.call(BOB, "approve", 0));
    assertThat(network.events(first)).containsExactly("Approved(id=0, steward=Bob)");
    assertThat(datacap(OWNER)).isZero();
    ApplyResult second = network.succeed(network.call(CAROL, "approve", 0));

    assertThat(network.tree(second))
        .isEqualTo(
            """
            t0102 Carol
            └─ t01002 DataCapNotary.approve(id=0)  exit 0
               ├─ t07 Datacap  DataCap.Balance  exit 0
               └─ t06 Registry  VerifiedRegistry.AddVerifiedClient  exit 0
                  └─ t07 Datacap  DataCap.Mint  exit 0
                     └─ t0103 Owner  Account.Receive  exit 0
            """);
    assertThat(network.events(second))
        .containsExactly("Approved(id=0, steward=Carol)", "Granted(id=0, client=103, size=4096)");
    assertThat(datacap(OWNER)).isEqualTo(LARGEST);
  }

  @Test
  void itsOwnRulesAreChecked() {
    deploy();
    addVerifier(10 * KIB);
    assertThat(network.revert(network.call(ALICE, "request", OWNER.toBytes(), LARGEST + 1, "all")))
        .isEqualTo("TooLarge(size=4097, largest=4096)");
    assertThat(network.revert(network.call(BOB, "setSteward", BOB, true)))
        .isEqualTo("OnlyAdmin(caller=Bob)");
    request(OWNER, KIB);
    assertThat(network.revert(network.call(ALICE, "approve", 0)))
        .isEqualTo("NotASteward(caller=Alice)");
    network.succeed(network.call(BOB, "approve", 0));
    assertThat(network.revert(network.call(BOB, "approve", 0))).isEqualTo("ApprovedAlready(id=0)");
    network.succeed(network.call(CAROL, "approve", 0));
    assertThat(network.revert(network.call(CAROL, "approve", 0)))
        .isEqualTo("ApprovedAlready(id=0)");

    request(network.vm.resolve(OWNER).orElseThrow().address(), KIB);
    network.succeed(network.call(BOB, "approve", 1));
    assertThat(network.revert(network.call(CAROL, "approve", 1)))
        .as("the same client by another address")
        .isEqualTo("TooSoon(client=103, epoch=2100)");
    network.vm.advance(PAUSE);
    assertThat(network.revert(network.call(CAROL, "approve", 1)))
        .isEqualTo("StillHas(client=103, size=1024)");
  }

  @Test
  void theRegistryRefusesMoreThanItsAllowanceAndWhoIsNoVerifier() throws DecodeException {
    deploy();
    request(OWNER, LARGEST);
    network.succeed(network.call(BOB, "approve", 0));
    ApplyResult stranger = network.call(CAROL, "approve", 0);
    assertThat(network.revert(stranger)).isEqualTo("ActorFailed(exitCode=17, data=0x)");

    addVerifier(LARGEST - 1);
    ApplyResult tooMuch = network.call(CAROL, "approve", 0);
    assertThat(network.revert(tooMuch)).isEqualTo("ActorFailed(exitCode=16, data=0x)");
    assertThat(network.tree(tooMuch))
        .isEqualTo(
            """
            t0102 Carol
            └─ t01002 DataCapNotary.approve(id=0)  exit 33
               │  ✗ ActorFailed(exitCode=16, data=0x)
               ├─ t07 Datacap  DataCap.Balance  exit 0
               └─ t06 Registry  VerifiedRegistry.AddVerifiedClient  exit 16
            """);
    assertThat(datacap(OWNER)).isZero();
  }

  private void deploy() {
    network.deploy(TokenAmount.ZERO, LARGEST, PAUSE);
    network.succeed(network.call(ALICE, "setSteward", BOB, true));
    network.succeed(network.call(ALICE, "setSteward", CAROL, true));
  }

  private void request(Address client, long size) {
    network.succeed(network.call(ALICE, "request", client.toBytes(), size, "the weather"));
  }

  private ApplyResult addVerifier(long allowance) {
    Grant grant = new Grant(network.contract().address(), BigInteger.valueOf(allowance));
    Propose proposal =
        new Propose(
            ActorId.VERIFIED_REGISTRY.address(),
            TokenAmount.ZERO,
            ADD_VERIFIER,
            RawBytes.of(Grant.CODEC, grant));
    return network.succeed(
        network.send(ROOT, WALLET, TokenAmount.ZERO, PROPOSE, Propose.CODEC.toBytes(proposal)));
  }

  /** In bytes. */
  private long datacap(Address client) throws DecodeException {
    Address id = network.vm.resolve(client).orElseThrow().address();
    ApplyResult balance =
        network.succeed(
            network.send(
                ROOT,
                ActorId.DATACAP.address(),
                TokenAmount.ZERO,
                DatacapActor.BALANCE,
                Address.CODEC.toBytes(id)));
    TokenAmount tokens = TokenAmount.CODEC.fromBytes(balance.receipt().returnData());
    return tokens.atto().divide(DatacapActor.UNITS_PER_BYTE).longValueExact();
  }
}
