// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.storage;

import static io.jfvm.examples.storage.StorageNetwork.BOB;
import static io.jfvm.examples.storage.StorageNetwork.OWNER;
import static io.jfvm.examples.storage.StorageNetwork.SECTOR_BYTES;
import static io.jfvm.examples.storage.StorageNetwork.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.account.AccountActor;
import io.jfvm.builtin.account.AuthenticateMessageParams;
import io.jfvm.builtin.market.ClientDealProposal;
import io.jfvm.builtin.market.DealProposal;
import io.jfvm.builtin.market.MarketParams.PublishStorageDeals;
import io.jfvm.builtin.market.MarketParams.StorageDealsPublished;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.DataActivationNotification;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PieceActivationManifest;
import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Signature;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A contract is client of one deal after the other. */
class PerpetualStorageTest {
  private static final TokenAmount PRICE = TokenAmount.ofAtto(1_000_000_000);
  private static final long DURATION = 180 * 2880;
  private static final long LEAD = 2880;
  private static final long BEGIN = 2000;
  private static final long FIRST_END = BEGIN + LEAD + DURATION;
  private static final MethodNum PUBLISH = new MethodNum(4);

  private final StorageNetwork network = new StorageNetwork("PerpetualStorage");

  @Test
  void renewProposesAndPaysIntoEscrow() throws DecodeException {
    deploy(TokenAmount.ofFil(1));

    ApplyResult renewed = network.succeed(network.call(BOB, "renew"));

    assertThat(network.tree(renewed))
        .isEqualTo(
            """
            t0101 Bob
            └─ t01002 PerpetualStorage.renew()  exit 0
               ├─ t05 Market  StorageMarket.GetBalance  read-only  exit 0
               └─ t05 Market  StorageMarket.AddBalance  +0.0005184 FIL  exit 0
            """);
    DealProposal proposal = pending();
    assertThat(proposal.pieceCid()).isEqualTo(StorageNetwork.piece(0x31));
    assertThat(proposal.client()).isEqualTo(network.contractId().address());
    assertThat(proposal.provider()).isEqualTo(network.miner.address());
    assertThat(proposal.startEpoch()).isEqualTo(new ChainEpoch(BEGIN + LEAD));
    assertThat(proposal.endEpoch()).isEqualTo(new ChainEpoch(FIRST_END));
    assertThat(proposal.pricePerEpoch()).isEqualTo(PRICE);
    assertThat(network.balance(ActorId.MARKET.address())).isEqualTo(PRICE.times(DURATION));
  }

  @Test
  void theMarketAsksAndTellsTheContractWhenTheProviderPublishes() throws DecodeException {
    deploy(TokenAmount.ofFil(1));
    network.succeed(network.call(BOB, "renew"));

    ApplyResult published = network.succeed(publish(pending()));

    assertThat(network.tree(published))
        .isEqualTo(
            """
            t0104 Worker
            └─ t05 Market  StorageMarket.PublishStorageDeals  exit 0
               ├─ t01001 Miner  StorageMiner.IsControllingAddress  exit 0
               ├─ t02  Reward.ThisEpochReward  exit 0
               ├─ t04 Power  StoragePower.CurrentTotalPower  exit 0
               ├─ t01002 PerpetualStorage  EVM.AuthenticateMessage  read-only  exit 0
               └─ t01002 PerpetualStorage  EVM.MarketNotifyDeal  exit 0
            """);
    assertThat(network.events(published))
        .containsExactly("Published(dealId=0, start=4880, end=523280)");
    assertThat(StorageDealsPublished.CODEC.fromBytes(published.receipt().returnData()).ids())
        .containsExactly(0L);
  }

  @Test
  void beforeADealEndsTheNextIsProposedToFollowIt() throws DecodeException {
    deploy(TokenAmount.ofFil(1));
    network.succeed(network.call(BOB, "renew"));
    network.succeed(publish(pending()));
    assertThat(network.revert(network.call(BOB, "renew")))
        .isEqualTo("TooEarly(epoch=2000, earliest=520400)");
    putIntoSector(0);

    network.vm.advance(FIRST_END - LEAD - network.vm.epoch().value());
    assertThat(network.tree(network.succeed(network.call(BOB, "renew"))))
        .isEqualTo(
            """
            t0101 Bob
            └─ t01002 PerpetualStorage.renew()  exit 0
               ├─ t05 Market  StorageMarket.GetDealActivation  read-only  exit 0
               ├─ t05 Market  StorageMarket.GetBalance  read-only  exit 0
               └─ t05 Market  StorageMarket.AddBalance  +0.0005184 FIL  exit 0
            """);
    DealProposal next = pending();
    assertThat(next.startEpoch()).isEqualTo(new ChainEpoch(FIRST_END));
    ApplyResult published = network.succeed(publish(next));

    assertThat(network.events(published))
        .containsExactly("Published(dealId=1, start=523280, end=1041680)");
    assertThat(network.ask("renewals")).isEqualTo(BigInteger.ONE);
    assertThat(network.ask("coveredUntil")).isEqualTo(BigInteger.valueOf(FIRST_END + DURATION));
  }

  @Test
  void aProposalNobodyPublishedIsReplacedWithoutPayingTwice() throws DecodeException {
    deploy(TokenAmount.ofFil(1));
    network.succeed(network.call(BOB, "renew"));
    assertThat(network.revert(network.call(BOB, "renew"))).isEqualTo("StillPending(start=4880)");

    network.vm.advance(LEAD + 1);
    network.succeed(network.call(BOB, "renew"));

    assertThat(pending().startEpoch()).isEqualTo(new ChainEpoch(BEGIN + 2 * LEAD + 1));
    assertThat(network.balance(ActorId.MARKET.address())).isEqualTo(PRICE.times(DURATION));
  }

  @Test
  void aDealTheProviderNeverPutIntoASectorIsReplaced() throws DecodeException {
    deploy(TokenAmount.ofFil(1));
    network.succeed(network.call(BOB, "renew"));
    network.succeed(publish(pending()));
    network.vm.advance(LEAD);
    assertThat(network.revert(network.call(BOB, "renew")))
        .as("it may still do so in this epoch")
        .startsWith("TooEarly(");

    network.vm.advance(1);
    ApplyResult renewed = network.succeed(network.call(BOB, "renew"));

    assertThat(network.events(renewed)).first().isEqualTo("Lost(dealId=0)");
    assertThat(pending().startEpoch()).isEqualTo(new ChainEpoch(BEGIN + 2 * LEAD + 1));
  }

  @Test
  void anotherProposalThanItsOwnIsNotAgreedTo() throws DecodeException {
    deploy(TokenAmount.ofFil(1));
    network.succeed(network.call(BOB, "renew"));
    DealProposal ours = pending();
    DealProposal dearer =
        new DealProposal(
            ours.pieceCid(),
            ours.pieceSize(),
            ours.verified(),
            ours.client(),
            ours.provider(),
            ours.label(),
            ours.startEpoch(),
            ours.endEpoch(),
            ours.pricePerEpoch().plus(TokenAmount.ofAtto(1)),
            ours.providerCollateral(),
            ours.clientCollateral());

    ApplyResult published = publish(dearer);

    assertThat(published.receipt().exitCode().value()).isEqualTo(16);
    assertThat(network.tree(published)).contains("read-only  exit 33", "✗ ProposalNotOffered(");
  }

  @Test
  void onlyTheMarketIsAnswered() {
    deploy(TokenAmount.ofFil(1));
    AuthenticateMessageParams question =
        new AuthenticateMessageParams(new RawBytes(new byte[0]), new RawBytes(new byte[0]));

    ApplyResult asked =
        network.send(
            OWNER,
            network.contract().address(),
            TokenAmount.ZERO,
            AccountActor.AUTHENTICATE_MESSAGE,
            AuthenticateMessageParams.CODEC.toBytes(question));

    assertThat(network.revert(asked)).isEqualTo("NotTheMarket(caller=Owner)");
  }

  @Test
  void withoutMoneyNothingIsProposed() {
    deploy(TokenAmount.ofAtto(5));

    assertThat(network.revert(network.call(BOB, "renew")))
        .isEqualTo("InsufficientFunds(available=5, needed=518400000000000)");
  }

  private void deploy(TokenAmount funds) {
    network.deploy(
        funds,
        StorageNetwork.piece(0x31).toBytes(),
        SECTOR_BYTES,
        network.miner.value(),
        PRICE,
        DURATION,
        LEAD);
  }

  private DealProposal pending() throws DecodeException {
    return DealProposal.CODEC.fromBytes((byte[]) network.ask("pending"));
  }

  /** The provider proves a sector with the piece and tells the market. */
  private void putIntoSector(long dealId) {
    Cid piece = StorageNetwork.piece(0x31);
    network.preCommit(2 * DURATION, piece);
    DataActivationNotification market =
        new DataActivationNotification(ActorId.MARKET.address(), RawBytes.of(Codecs.U64, dealId));
    network.succeed(
        network.proveCommit(
            true,
            new PieceActivationManifest(piece, SECTOR_BYTES, Optional.empty(), List.of(market))));
  }

  /** The provider publishes; a contract's signature says nothing. */
  private ApplyResult publish(DealProposal proposal) {
    Signature none = new Signature(Signature.Type.SECP256K1, new byte[0]);
    PublishStorageDeals params =
        new PublishStorageDeals(List.of(new ClientDealProposal(proposal, none)));
    return network.send(
        WORKER,
        ActorId.MARKET.address(),
        TokenAmount.ZERO,
        PUBLISH,
        PublishStorageDeals.CODEC.toBytes(params));
  }
}
