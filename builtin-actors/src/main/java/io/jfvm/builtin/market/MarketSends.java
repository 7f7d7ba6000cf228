// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.Exits;
import io.jfvm.actor.Params;
import io.jfvm.actor.Sends;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.account.AccountActor;
import io.jfvm.builtin.account.AuthenticateMessageParams;
import io.jfvm.builtin.datacap.DatacapActor;
import io.jfvm.builtin.datacap.TokenParams.TransferFrom;
import io.jfvm.builtin.datacap.TokenParams.TransferredFrom;
import io.jfvm.builtin.market.MarketParams.MarketNotifyDeal;
import io.jfvm.builtin.miner.MinerActor;
import io.jfvm.builtin.miner.MinerParams.ControlAddresses;
import io.jfvm.builtin.power.PowerActor;
import io.jfvm.builtin.power.PowerParams.CurrentTotalPower;
import io.jfvm.builtin.reward.RewardActor;
import io.jfvm.builtin.reward.RewardParams.ThisEpochReward;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationRequest;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationRequests;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsResponse;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The market's calls of other actors. */
final class MarketSends {

  /** The hook by which clients learn of their deals. */
  static final MethodNum MARKET_NOTIFY_DEAL = MethodNum.ofName("MarketNotifyDeal");

  private MarketSends() {}

  static ControlAddresses controlAddresses(ActorRuntime rt, ActorId miner) {
    return ask(rt, miner, MinerActor.CONTROL_ADDRESSES, ControlAddresses.CODEC);
  }

  static boolean isControlling(ActorRuntime rt, ActorId miner, Address address) {
    return Sends.requireReturned(
        Codecs.BOOL,
        rt.send(
            miner.address(),
            MinerActor.IS_CONTROLLING_ADDRESS,
            params(Address.CODEC, address),
            TokenAmount.ZERO));
  }

  static BigInteger baselinePower(ActorRuntime rt) {
    return ask(rt, ActorId.REWARD, RewardActor.THIS_EPOCH_REWARD, ThisEpochReward.CODEC)
        .baselinePower();
  }

  static BigInteger rawPower(ActorRuntime rt) {
    return ask(rt, ActorId.POWER, PowerActor.CURRENT_TOTAL_POWER, CurrentTotalPower.CODEC)
        .rawBytePower();
  }

  /** Whether a proposal's client signed it. */
  static boolean isSigned(ActorRuntime rt, ClientDealProposal deal) {
    AuthenticateMessageParams question =
        new AuthenticateMessageParams(
            new RawBytes(deal.clientSignature().data()),
            RawBytes.of(DealProposal.CODEC, deal.proposal()));
    Send send =
        new Send(
            deal.proposal().client(),
            AccountActor.AUTHENTICATE_MESSAGE,
            params(AuthenticateMessageParams.CODEC, question),
            TokenAmount.ZERO,
            OptionalLong.empty(),
            true);
    return Sends.requireReturned(Codecs.BOOL, rt.send(send));
  }

  /** A client's DataCap in tokens; whatever goes wrong aborts with NOT_FOUND. */
  static TokenAmount datacapOf(ActorRuntime rt, ActorId client) {
    try {
      return Sends.requireReturned(
          TokenAmount.CODEC,
          rt.send(
              ActorId.DATACAP.address(),
              DatacapActor.BALANCE,
              params(Address.CODEC, client.address()),
              TokenAmount.ZERO));
    } catch (ActorException e) {
      throw Exits.notFound("DataCap of client " + client + ": " + e.getMessage());
    }
  }

  /**
   * Pays for allocations with a client's DataCap and returns their ids; whatever goes wrong aborts
   * with ILLEGAL_STATE.
   */
  static List<Long> allocate(ActorRuntime rt, ActorId client, List<AllocationRequest> requests) {
    BigInteger bytes =
        requests.stream()
            .map(request -> DealTerms.bytes(request.size()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    if (bytes.bitLength() > Long.SIZE) {
      throw Exits.assertionFailed("DataCap for " + bytes + " bytes overflows");
    }
    TransferFrom transfer =
        new TransferFrom(
            client.address(),
            ActorId.VERIFIED_REGISTRY.address(),
            new TokenAmount(bytes.multiply(DatacapActor.UNITS_PER_BYTE)),
            RawBytes.of(AllocationRequests.CODEC, new AllocationRequests(requests, List.of())));
    try {
      TransferredFrom done =
          Sends.requireReturned(
              TransferredFrom.CODEC,
              rt.send(
                  ActorId.DATACAP.address(),
                  DatacapActor.TRANSFER_FROM,
                  params(TransferFrom.CODEC, transfer),
                  TokenAmount.ZERO));
      return Params.decode(
              AllocationsResponse.CODEC,
              new IpldBlock(Multicodec.CBOR, done.recipientData().bytes()))
          .newAllocations();
    } catch (ActorException e) {
      throw Exits.illegalState("DataCap of client " + client + ": " + e.getMessage());
    }
  }

  /** Tells a client of a deal; whatever goes wrong aborts with ILLEGAL_ARGUMENT. */
  static void notifyClient(ActorRuntime rt, Address client, RawBytes proposal, long dealId) {
    try {
      Sends.requireSuccess(
          rt.send(
              client,
              MARKET_NOTIFY_DEAL,
              params(MarketNotifyDeal.CODEC, new MarketNotifyDeal(proposal, dealId)),
              TokenAmount.ZERO));
    } catch (ActorException e) {
      throw Exits.illegalArgument("client " + client + " of a deal: " + e.getMessage());
    }
  }

  static void burn(ActorRuntime rt, TokenAmount amount) {
    pay(rt, ActorId.BURNT_FUNDS.address(), amount);
  }

  static void pay(ActorRuntime rt, Address to, TokenAmount amount) {
    Sends.requireSuccess(rt.send(to, MethodNum.SEND, Optional.empty(), amount));
  }

  private static <R> R ask(ActorRuntime rt, ActorId whom, MethodNum method, Codec<R> codec) {
    return Sends.requireReturned(
        codec, rt.send(whom.address(), method, Optional.empty(), TokenAmount.ZERO));
  }

  private static <P> Optional<IpldBlock> params(Codec<P> codec, P params) {
    return Optional.of(IpldBlock.ofCbor(codec, params));
  }
}
