// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.MethodTable;
import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.EventBuilder;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.UniversalReceiver;
import io.jfvm.builtin.datacap.DatacapActor;
import io.jfvm.builtin.datacap.TokenParams.Amount;
import io.jfvm.builtin.datacap.TokenParams.Mint;
import io.jfvm.builtin.datacap.TokenParams.Received;
import io.jfvm.builtin.datacap.TokenParams.Transfer;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationClaim;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationRequest;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationRequests;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsClaimed;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsResponse;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimAllocations;
import io.jfvm.builtin.verifreg.VerifregParams.Extension;
import io.jfvm.builtin.verifreg.VerifregParams.Grant;
import io.jfvm.builtin.verifreg.VerifregParams.SectorClaims;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EventEntry;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A registry with its root, some accounts and two miners, on the mock runtime. */
final class VerifregHarness {
  static final Policy POLICY = Policy.MAINNET;
  static final MethodTable REGISTRY = VerifregActor.methods(POLICY);
  static final ActorId ROOT = new ActorId(101);
  static final ActorId VERIFIER = new ActorId(102);
  static final ActorId VERIFIER2 = new ActorId(103);
  static final ActorId CLIENT = new ActorId(104);
  static final ActorId STRANGER = new ActorId(105);
  static final ActorId MINER = new ActorId(1000);
  static final ActorId MINER2 = new ActorId(1001);
  static final long SIZE = POLICY.minimumVerifiedAllocationSize();
  static final BigInteger MINIMUM = BigInteger.valueOf(SIZE);
  static final long EPOCH = 10_000;
  static final long TERM_MIN = AllocationLimits.MINIMUM_TERM;
  static final long TERM_MAX = TERM_MIN + 1000;
  static final long EXPIRATION = EPOCH + AllocationLimits.MAXIMUM_EXPIRATION;

  final MockRuntime rt = new MockRuntime();

  VerifregHarness() {
    rt.setReceiver(ActorId.VERIFIED_REGISTRY);
    rt.setEpoch(EPOCH);
    for (ActorId account : List.of(ROOT, VERIFIER, VERIFIER2, CLIENT, STRANGER)) {
      rt.setActorType(account, ActorType.ACCOUNT);
    }
    rt.setActorType(MINER, ActorType.MINER);
    rt.setActorType(MINER2, ActorType.MINER);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    rt.call(REGISTRY, MethodNum.CONSTRUCTOR, Address.CODEC, ROOT.address());
    verify();
  }

  VerifregState state() {
    return rt.state(VerifregState.CODEC);
  }

  /** All expected effects have happened, and the state is sound. */
  void verify() {
    rt.verify();
    assertThat(VerifregInvariants.check(POLICY, state(), rt.store(), rt.epoch())).isEmpty();
  }

  Optional<Allocation> allocation(long id) {
    return state().allocations(rt.store()).get(CLIENT, id);
  }

  Optional<Claim> claim(long id) {
    return state().claims(rt.store()).get(MINER, id);
  }

  <P, R> R call(ActorId caller, String method, Codec<P> codec, P params, Codec<R> returned) {
    rt.setCaller(caller, ActorType.ACCOUNT);
    rt.expectValidateCallerAny();
    R result =
        MockRuntime.returned(returned, rt.call(REGISTRY, MethodNum.ofName(method), codec, params));
    verify();
    return result;
  }

  // --- verifiers and clients

  void expectBalance(ActorId owner, BigInteger datacap) {
    rt.expectSend(
        new Send(
            ActorId.DATACAP.address(),
            DatacapActor.BALANCE,
            block(Address.CODEC, owner.address()),
            TokenAmount.ZERO,
            OptionalLong.empty(),
            true),
        returned(TokenAmount.CODEC, tokens(datacap)));
  }

  void expectVerifierBalance(ActorId verifier, BigInteger balance, Optional<ActorId> client) {
    EventBuilder event =
        EventBuilder.ofType("verifier-balance")
            .indexed("verifier", ActorId.CODEC, verifier)
            .field("balance", Codecs.BIG_INT, balance);
    client.ifPresent(granted -> event.indexed("client", ActorId.CODEC, granted));
    rt.expectEmit(event.entries());
  }

  void addVerifier(ActorId verifier, BigInteger allowance) {
    rt.setCaller(ROOT, ActorType.ACCOUNT);
    rt.expectValidateCallerAddr(ROOT);
    expectBalance(verifier, BigInteger.ZERO);
    expectVerifierBalance(verifier, allowance, Optional.empty());
    rt.call(REGISTRY, new MethodNum(2), Grant.CODEC, new Grant(verifier.address(), allowance));
    verify();
  }

  void expectMint(ActorId client, BigInteger allowance, SendResult result) {
    rt.expectSend(
        ActorId.DATACAP.address(),
        DatacapActor.MINT,
        block(
            Mint.CODEC,
            new Mint(client.address(), tokens(allowance), List.of(ActorId.MARKET.address()))),
        TokenAmount.ZERO,
        result);
  }

  void expectBurn(BigInteger amount) {
    rt.expectSend(
        ActorId.DATACAP.address(),
        DatacapActor.BURN,
        block(Amount.CODEC, new Amount(tokens(amount))),
        TokenAmount.ZERO,
        SendResult.Returned.NOTHING);
  }

  void expectTransfer(ActorId to, BigInteger amount) {
    rt.expectSend(
        ActorId.DATACAP.address(),
        DatacapActor.TRANSFER,
        block(Transfer.CODEC, new Transfer(to.address(), tokens(amount), RawBytes.EMPTY)),
        TokenAmount.ZERO,
        SendResult.Returned.NOTHING);
  }

  // --- allocations and claims

  static Cid data(int name) {
    return Cid.ofDagCbor(new byte[] {(byte) name});
  }

  static AllocationRequest request(int name) {
    return new AllocationRequest(
        MINER, data(name), SIZE, TERM_MIN, TERM_MAX, new ChainEpoch(EXPIRATION));
  }

  AllocationsResponse callReceive(
      BigInteger paid, List<AllocationRequest> requests, List<Extension> extensions) {
    return callReceive(
        new Received(
            CLIENT,
            ActorId.VERIFIED_REGISTRY,
            CLIENT,
            tokens(paid),
            RawBytes.of(AllocationRequests.CODEC, new AllocationRequests(requests, extensions)),
            RawBytes.EMPTY),
        DatacapActor.TOKEN_TYPE);
  }

  AllocationsResponse callReceive(Received received, long tokenType) {
    rt.setCaller(ActorId.DATACAP, ActorType.DATACAP);
    rt.expectValidateCallerAddr(ActorId.DATACAP);
    return MockRuntime.returned(
        AllocationsResponse.CODEC,
        rt.call(
            REGISTRY,
            UniversalReceiver.METHOD,
            UniversalReceiver.Params.CODEC,
            new UniversalReceiver.Params(tokenType, RawBytes.of(Received.CODEC, received))));
  }

  /** The client allocates; returns the new allocation's id. */
  long allocate(AllocationRequest request) {
    long id = state().nextAllocationId();
    rt.expectEmit(event("allocation", id, request.from(CLIENT)));
    AllocationsResponse response =
        callReceive(BigInteger.valueOf(request.size()), List.of(request), List.of());
    assertThat(response.newAllocations()).containsExactly(id);
    verify();
    return id;
  }

  static AllocationClaim claimOf(long id, int name) {
    return new AllocationClaim(CLIENT, id, data(name), SIZE);
  }

  /** A sector that lives as long as an allocation says at least. */
  static SectorClaims sector(long number, AllocationClaim... claims) {
    return new SectorClaims(number, new ChainEpoch(EPOCH + TERM_MIN), List.of(claims));
  }

  AllocationsClaimed callClaim(ActorId provider, boolean allOrNothing, SectorClaims... sectors) {
    rt.setCaller(provider, ActorType.MINER);
    rt.expectValidateCallerType(ActorType.MINER);
    return MockRuntime.returned(
        AllocationsClaimed.CODEC,
        rt.call(
            REGISTRY,
            VerifregActor.CLAIM_ALLOCATIONS,
            ClaimAllocations.CODEC,
            new ClaimAllocations(List.of(sectors), allOrNothing)));
  }

  static Claim claimed(int name, long sector) {
    return request(name).from(CLIENT).claimed(new ChainEpoch(EPOCH), sector);
  }

  /** The client allocates and the provider claims, in a sector of the same number as the data. */
  long allocateAndClaim(int name) {
    long id = allocate(request(name));
    rt.expectEmit(event("claim", id, claimed(name, name)));
    expectBurn(MINIMUM);
    callClaim(MINER, true, sector(name, claimOf(id, name)));
    verify();
    return id;
  }

  static List<EventEntry> event(String type, long id, Allocation of) {
    return common(type, id, of.client(), of.provider(), of.data(), of.size())
        .field("term-min", Codecs.I64, of.termMin())
        .field("term-max", Codecs.I64, of.termMax())
        .field("expiration", ChainEpoch.CODEC, of.expiration())
        .entries();
  }

  static List<EventEntry> event(String type, long id, Claim of) {
    return common(type, id, of.client(), of.provider(), of.data(), of.size())
        .field("term-min", Codecs.I64, of.termMin())
        .field("term-max", Codecs.I64, of.termMax())
        .field("term-start", ChainEpoch.CODEC, of.termStart())
        .indexed("sector", Codecs.U64, of.sector())
        .entries();
  }

  private static EventBuilder common(
      String type, long id, ActorId client, ActorId provider, Cid data, long size) {
    return EventBuilder.ofType(type)
        .indexed("id", Codecs.U64, id)
        .indexed("client", ActorId.CODEC, client)
        .indexed("provider", ActorId.CODEC, provider)
        .indexed("piece-cid", Cid.CODEC, data)
        .field("piece-size", Codecs.U64, size);
  }

  static TokenAmount tokens(BigInteger bytes) {
    return new TokenAmount(bytes.multiply(BigInteger.TEN.pow(18)));
  }

  static <T> SendResult returned(Codec<T> codec, T value) {
    return SendResult.Returned.of(IpldBlock.ofCbor(codec, value));
  }

  static <T> Optional<IpldBlock> block(Codec<T> codec, T value) {
    return Optional.of(IpldBlock.ofCbor(codec, value));
  }
}
