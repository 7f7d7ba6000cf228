// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.actor.DomainSeparationTag;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.market.ClientDealProposal;
import io.jfvm.builtin.market.DealLabel;
import io.jfvm.builtin.market.DealProposal;
import io.jfvm.builtin.market.MarketParams;
import io.jfvm.builtin.miner.SectorPreCommit;
import io.jfvm.builtin.miner.deadline.PostPartition;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.DataActivationNotification;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PieceActivationManifest;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PreCommitSectorBatch;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.ProveCommitSectors3;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.SectorActivationManifest;
import io.jfvm.builtin.miner.proving.ProvingParams;
import io.jfvm.builtin.policy.Epochs;
import io.jfvm.builtin.power.PowerParams;
import io.jfvm.builtin.sector.ProofFamily;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.embed.LocalChain;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.Signature;
import io.jfvm.types.TokenAmount;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The messages of a provider of 32 GiB sectors. Its sector {@code n} holds nothing or, if it is to
 * hold data, deal {@code n}, which fills it.
 *
 * @param client whose deals it takes
 */
record StorageProvider(Address miner, Address client) {
  static final MethodNum CREATE_MINER = new MethodNum(2);
  static final MethodNum ADD_BALANCE = new MethodNum(2);

  private static final MethodNum PUBLISH_STORAGE_DEALS = new MethodNum(4);
  private static final MethodNum SUBMIT_WINDOWED_POST = new MethodNum(5);
  private static final MethodNum PRE_COMMIT_SECTOR_BATCH_2 = new MethodNum(28);
  private static final MethodNum PROVE_COMMIT_SECTORS_3 = new MethodNum(34);
  private static final MethodNum SETTLE_DEAL_PAYMENTS = MethodNum.ofName("SettleDealPayments");

  private static final SectorSize SIZE = SectorSize.SIZE_32_GIB;
  private static final long SEAL = ProofFamily.SEAL_V1_1.number(SIZE);
  private static final long WINDOW_POST = ProofFamily.WINDOW_POST.number(SIZE);
  private static final long SNARK_PACK_V2 = 1;
  private static final int POST_BYTES = 192;
  private static final int SEAL_BYTES = 1920;
  private static final int AGGREGATE_BYTES = 30_000;

  private static final long SECTOR_LIFE = 540 * Epochs.IN_DAY;
  private static final long DEAL_LIFE = 200 * Epochs.IN_DAY;

  /** Between a deal's publication and its start, in epochs. */
  static final long DEAL_LEAD = 1000;

  static byte[] creation(Address worker) {
    return PowerParams.CreateMiner.CODEC.toBytes(
        new PowerParams.CreateMiner(worker, worker, WINDOW_POST, RawBytes.EMPTY, List.of()));
  }

  Message publish(StorageNetwork network, int firstDeal, int deals) {
    long now = network.epoch().value();
    Signature signature = new Signature(Signature.Type.SECP256K1, new byte[65]);
    List<ClientDealProposal> proposals =
        IntStream.range(firstDeal, firstDeal + deals)
            .mapToObj(n -> new ClientDealProposal(deal(n, now), signature))
            .toList();
    return network.message(
        ActorId.MARKET.address(),
        PUBLISH_STORAGE_DEALS,
        MarketParams.PublishStorageDeals.CODEC.toBytes(
            new MarketParams.PublishStorageDeals(proposals)),
        TokenAmount.ZERO);
  }

  private DealProposal deal(long number, long now) {
    return new DealProposal(
        data(number),
        SIZE.bytes(),
        false,
        client,
        miner,
        new DealLabel.Text("deal " + number),
        new ChainEpoch(now + DEAL_LEAD),
        new ChainEpoch(now + DEAL_LEAD + DEAL_LIFE),
        TokenAmount.ofAtto(1000),
        TokenAmount.ofFil(1),
        TokenAmount.ZERO);
  }

  Message settle(StorageNetwork network, int deals) {
    BitField ids = BitField.of(LongStream.range(0, deals).toArray());
    return network.message(
        ActorId.MARKET.address(),
        SETTLE_DEAL_PAYMENTS,
        BitField.CODEC.toBytes(ids),
        TokenAmount.ZERO);
  }

  Message preCommit(StorageNetwork network, int first, int sectors, boolean withDeals) {
    long now = network.epoch().value();
    List<SectorPreCommit> batch =
        IntStream.range(first, first + sectors)
            .mapToObj(
                n ->
                    new SectorPreCommit(
                        SEAL,
                        n,
                        commitment(
                            Multicodec.COMMITMENT_SEALED, Multicodec.POSEIDON_BLS12_381_A1_FC1, n),
                        new ChainEpoch(now - 1),
                        List.of(),
                        new ChainEpoch(now + SECTOR_LIFE),
                        withDeals ? Optional.of(data(n)) : Optional.empty()))
            .toList();
    return network.toMiner(
        PRE_COMMIT_SECTOR_BATCH_2,
        PreCommitSectorBatch.CODEC.toBytes(new PreCommitSectorBatch(batch)));
  }

  /** Of sectors without data. */
  Message prove(StorageNetwork network, int first, int sectors) {
    return prove(
        network,
        IntStream.range(first, first + sectors)
            .mapToObj(n -> new SectorActivationManifest(n, List.of()))
            .toList());
  }

  Message proveDeals(StorageNetwork network, int deals) {
    return prove(
        network,
        IntStream.range(0, deals)
            .mapToObj(n -> new SectorActivationManifest(n, List.of(piece(n))))
            .toList());
  }

  private static PieceActivationManifest piece(long deal) {
    DataActivationNotification tellTheMarket =
        new DataActivationNotification(ActorId.MARKET.address(), RawBytes.of(Codecs.U64, deal));
    return new PieceActivationManifest(
        data(deal), SIZE.bytes(), Optional.empty(), List.of(tellTheMarket));
  }

  /** One sector with a proof of its own, more with one for all. */
  private static Message prove(StorageNetwork network, List<SectorActivationManifest> sectors) {
    boolean alone = sectors.size() == 1;
    return network.toMiner(
        PROVE_COMMIT_SECTORS_3,
        ProveCommitSectors3.CODEC.toBytes(
            new ProveCommitSectors3(
                sectors,
                alone ? List.of(new RawBytes(new byte[SEAL_BYTES])) : List.of(),
                alone ? RawBytes.EMPTY : new RawBytes(new byte[AGGREGATE_BYTES]),
                alone ? Optional.empty() : Optional.of(SNARK_PACK_V2),
                true,
                true)));
  }

  /** The proof of all partitions of the deadline that is open. */
  Message post(StorageNetwork network) {
    long deadline = network.window().index();
    long partitions = network.partitions(deadline);
    ChainEpoch committed = new ChainEpoch(network.epoch().value() - 1);
    return network.toMiner(
        SUBMIT_WINDOWED_POST,
        ProvingParams.SubmitWindowedPost.CODEC.toBytes(
            new ProvingParams.SubmitWindowedPost(
                deadline,
                LongStream.range(0, partitions)
                    .mapToObj(index -> new PostPartition(index, BitField.EMPTY))
                    .toList(),
                List.of(new WindowPostProof.Proof(WINDOW_POST, new byte[POST_BYTES])),
                committed,
                new RawBytes(
                    LocalChain.chainRandomness(
                        DomainSeparationTag.POST_CHAIN_COMMIT, committed)))));
  }

  private static Cid data(long number) {
    return commitment(Multicodec.COMMITMENT_UNSEALED, Multicodec.SHA2_256_TRUNC254_PADDED, number);
  }

  private static Cid commitment(long codec, long hash, long number) {
    return Cid.of(codec, hash, ByteBuffer.allocate(32).putLong(number + 1).array());
  }
}
