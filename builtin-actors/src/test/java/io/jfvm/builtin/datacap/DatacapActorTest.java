// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.datacap;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.UniversalReceiver;
import io.jfvm.builtin.datacap.TokenParams.AddressAmount;
import io.jfvm.builtin.datacap.TokenParams.Amount;
import io.jfvm.builtin.datacap.TokenParams.BurntFrom;
import io.jfvm.builtin.datacap.TokenParams.GetAllowance;
import io.jfvm.builtin.datacap.TokenParams.Mint;
import io.jfvm.builtin.datacap.TokenParams.Minted;
import io.jfvm.builtin.datacap.TokenParams.Received;
import io.jfvm.builtin.datacap.TokenParams.RevokeAllowance;
import io.jfvm.builtin.datacap.TokenParams.Transfer;
import io.jfvm.builtin.datacap.TokenParams.TransferFrom;
import io.jfvm.builtin.datacap.TokenParams.Transferred;
import io.jfvm.builtin.datacap.TokenParams.TransferredFrom;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatacapActorTest {
  private static final ActorId GOVERNOR = ActorId.VERIFIED_REGISTRY;
  private static final ActorId ALICE = new ActorId(101);
  private static final ActorId BOB = new ActorId(102);
  private static final RawBytes DATA = new RawBytes(new byte[] {1, 2});
  private static final RawBytes ANSWER = new RawBytes(new byte[] {3});

  private final MockRuntime rt = new MockRuntime();

  @BeforeEach
  void construct() {
    rt.setReceiver(ActorId.DATACAP);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    rt.call(DatacapActor.METHODS, MethodNum.CONSTRUCTOR, Address.CODEC, GOVERNOR.address());
    rt.verify();
    rt.setCaller(ALICE, ActorType.ACCOUNT);
  }

  private static TokenAmount tokens(long whole) {
    return TokenAmount.ofFil(whole);
  }

  private <P, R> R call(
      ActorId caller, String method, Codec<P> codec, P params, Codec<R> returned) {
    rt.setCaller(caller, caller.equals(GOVERNOR) ? ActorType.VERIFIED_REGISTRY : ActorType.EVM);
    R result =
        MockRuntime.returned(
            returned, rt.call(DatacapActor.METHODS, MethodNum.ofName(method), codec, params));
    rt.verify();
    assertThat(TokenInvariants.check(rt.state(DatacapState.CODEC).token(), rt.store())).isEmpty();
    return result;
  }

  private void expectTold(Received received, SendResult result) {
    UniversalReceiver.Params params =
        new UniversalReceiver.Params(
            DatacapActor.TOKEN_TYPE, RawBytes.of(Received.CODEC, received));
    rt.expectSend(
        received.to().address(),
        UniversalReceiver.METHOD,
        Optional.of(IpldBlock.ofCbor(UniversalReceiver.Params.CODEC, params)),
        TokenAmount.ZERO,
        result);
  }

  private static SendResult answer() {
    return SendResult.Returned.of(new IpldBlock(0x51, ANSWER.bytes()));
  }

  private Minted mint(ActorId to, long whole, ActorId... operators) {
    rt.expectValidateCallerAddr(GOVERNOR);
    expectTold(
        new Received(ActorId.DATACAP, to, GOVERNOR, tokens(whole), RawBytes.EMPTY, RawBytes.EMPTY),
        answer());
    List<Address> addresses = List.of(operators).stream().map(ActorId::address).toList();
    return call(
        GOVERNOR,
        "Mint",
        Mint.CODEC,
        new Mint(to.address(), tokens(whole), addresses),
        Minted.CODEC);
  }

  private TokenAmount balance(ActorId owner) {
    rt.expectValidateCallerAny();
    return call(BOB, "Balance", Address.CODEC, owner.address(), TokenAmount.CODEC);
  }

  private TokenAmount allowance(ActorId owner, ActorId operator) {
    rt.expectValidateCallerAny();
    return call(
        BOB,
        "Allowance",
        GetAllowance.CODEC,
        new GetAllowance(owner.address(), operator.address()),
        TokenAmount.CODEC);
  }

  @Test
  void namesItself() {
    rt.expectValidateCallerAny();
    assertThat(
            MockRuntime.returned(
                Codecs.TEXT, rt.call(DatacapActor.METHODS, MethodNum.ofName("Name"))))
        .isEqualTo("DataCap");
    rt.expectValidateCallerAny();
    assertThat(
            MockRuntime.returned(
                Codecs.TEXT, rt.call(DatacapActor.METHODS, MethodNum.ofName("Symbol"))))
        .isEqualTo("DCAP");
    rt.expectValidateCallerAny();
    assertThat(
            MockRuntime.returned(
                Codecs.U64, rt.call(DatacapActor.METHODS, MethodNum.ofName("Granularity"))))
        .isEqualTo(1_000_000_000_000_000_000L);
  }

  @Test
  void theGovernorMintsAndOperatorsMaySpendAnything() {
    assertThat(mint(ALICE, 10, ActorId.MARKET))
        .isEqualTo(new Minted(tokens(10), tokens(10), ANSWER));
    assertThat(balance(ALICE)).isEqualTo(tokens(10));
    assertThat(allowance(ALICE, ActorId.MARKET).atto().toString()).isEqualTo("1" + "0".repeat(39));
    assertThat(mint(ALICE, 5).supply()).isEqualTo(tokens(15));
  }

  @Test
  void nobodyElseMintsOrDestroys() {
    rt.expectValidateCallerAddr(GOVERNOR);
    MockRuntime.expectAbort(
        ExitCode.USR_FORBIDDEN,
        () ->
            call(
                ALICE,
                "Mint",
                Mint.CODEC,
                new Mint(ALICE.address(), tokens(1), List.of()),
                Minted.CODEC));
    rt.verify();
    rt.expectValidateCallerAddr(GOVERNOR);
    MockRuntime.expectAbort(
        ExitCode.USR_FORBIDDEN,
        () ->
            call(
                ALICE,
                "Destroy",
                AddressAmount.CODEC,
                new AddressAmount(ALICE.address(), tokens(1)),
                Amount.CODEC));
    rt.verify();
  }

  @Test
  void amountsAreWholeTokensAndNotNegative() {
    for (TokenAmount amount :
        List.of(TokenAmount.ofAtto(1), tokens(-1), tokens(1).plus(TokenAmount.ofAtto(1)))) {
      rt.expectValidateCallerAny();
      MockRuntime.expectAbort(
          ExitCode.USR_ILLEGAL_ARGUMENT,
          () -> call(ALICE, "Burn", Amount.CODEC, new Amount(amount), Amount.CODEC));
      rt.verify();
    }
  }

  @Test
  void mintingToAnAddressThatIsNobodysFails() {
    Address nobody = Address.ofActor(new byte[] {1});
    for (List<Address> operators : List.of(List.<Address>of(), List.of(BOB.address()))) {
      rt.expectValidateCallerAddr(GOVERNOR);
      MockRuntime.expectAbort(
          ExitCode.USR_NOT_FOUND,
          () ->
              call(
                  GOVERNOR,
                  "Mint",
                  Mint.CODEC,
                  new Mint(nobody, tokens(1), operators),
                  Minted.CODEC));
      rt.verify();
    }
    rt.expectValidateCallerAddr(GOVERNOR);
    MockRuntime.expectAbort(
        ExitCode.USR_ASSERTION_FAILED, // minted, but the recipient would never hear of it
        () ->
            call(
                GOVERNOR,
                "Mint",
                Mint.CODEC,
                new Mint(ALICE.address(), tokens(1), List.of(nobody)),
                Minted.CODEC));
  }

  @Test
  void aRecipientThatRefusesEndsTheMessageWithItsCode() {
    rt.expectValidateCallerAddr(GOVERNOR);
    expectTold(
        new Received(ActorId.DATACAP, ALICE, GOVERNOR, tokens(1), RawBytes.EMPTY, RawBytes.EMPTY),
        SendResult.Returned.of(new ExitCode(44)));
    MockRuntime.expectAbort(
        new ExitCode(44),
        () ->
            call(
                GOVERNOR,
                "Mint",
                Mint.CODEC,
                new Mint(ALICE.address(), tokens(1), List.of()),
                Minted.CODEC));
  }

  @Test
  void tokensGoToTheGovernorAndComeFromItAlone() {
    mint(ALICE, 10);
    rt.expectValidateCallerAny();
    expectTold(new Received(ALICE, GOVERNOR, ALICE, tokens(4), DATA, RawBytes.EMPTY), answer());
    assertThat(
            call(
                ALICE,
                "Transfer",
                Transfer.CODEC,
                new Transfer(GOVERNOR.address(), tokens(4), DATA),
                Transferred.CODEC))
        .isEqualTo(new Transferred(tokens(6), tokens(4), ANSWER));
    rt.expectValidateCallerAny();
    expectTold(
        new Received(GOVERNOR, BOB, GOVERNOR, tokens(1), RawBytes.EMPTY, RawBytes.EMPTY), answer());
    call(
        GOVERNOR,
        "Transfer",
        Transfer.CODEC,
        new Transfer(BOB.address(), tokens(1), RawBytes.EMPTY),
        Transferred.CODEC);

    refusedTransfer(ExitCode.USR_FORBIDDEN, BOB, tokens(1));
    refusedTransfer(ExitCode.USR_INSUFFICIENT_FUNDS, GOVERNOR, tokens(7));
  }

  private void refusedTransfer(ExitCode code, ActorId to, TokenAmount amount) {
    rt.expectValidateCallerAny();
    MockRuntime.expectAbort(
        code,
        () ->
            call(
                ALICE,
                "Transfer",
                Transfer.CODEC,
                new Transfer(to.address(), amount, RawBytes.EMPTY),
                Transferred.CODEC));
    rt.verify();
  }

  @Test
  void operatorsSpendWithinTheirAllowance() {
    mint(ALICE, 10);
    assertThat(changeAllowance("IncreaseAllowance", 5)).isEqualTo(tokens(5));
    rt.expectValidateCallerAny();
    expectTold(new Received(ALICE, GOVERNOR, BOB, tokens(3), DATA, RawBytes.EMPTY), answer());
    TransferFrom params = new TransferFrom(ALICE.address(), GOVERNOR.address(), tokens(3), DATA);
    assertThat(call(BOB, "TransferFrom", TransferFrom.CODEC, params, TransferredFrom.CODEC))
        .isEqualTo(new TransferredFrom(tokens(7), tokens(3), tokens(2), ANSWER));

    rt.expectValidateCallerAny();
    MockRuntime.expectAbort(
        ExitCode.USR_INSUFFICIENT_FUNDS,
        () -> call(BOB, "TransferFrom", TransferFrom.CODEC, params, TransferredFrom.CODEC));
    rt.verify();
    rt.expectValidateCallerAny();
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> call(ALICE, "TransferFrom", TransferFrom.CODEC, params, TransferredFrom.CODEC));
    rt.verify();

    rt.expectValidateCallerAny();
    assertThat(
            call(
                BOB,
                "BurnFrom",
                AddressAmount.CODEC,
                new AddressAmount(ALICE.address(), tokens(2)),
                BurntFrom.CODEC))
        .isEqualTo(new BurntFrom(tokens(5), TokenAmount.ZERO));
  }

  private TokenAmount changeAllowance(String method, long whole) {
    rt.expectValidateCallerAny();
    return call(
        ALICE,
        method,
        AddressAmount.CODEC,
        new AddressAmount(BOB.address(), tokens(whole)),
        TokenAmount.CODEC);
  }

  @Test
  void allowancesRiseFallAndEnd() {
    changeAllowance("IncreaseAllowance", 5);
    assertThat(changeAllowance("DecreaseAllowance", 2)).isEqualTo(tokens(3));
    assertThat(changeAllowance("DecreaseAllowance", 9)).isEqualTo(TokenAmount.ZERO);
    changeAllowance("IncreaseAllowance", 4);
    rt.expectValidateCallerAny();
    assertThat(
            call(
                ALICE,
                "RevokeAllowance",
                RevokeAllowance.CODEC,
                new RevokeAllowance(BOB.address()),
                TokenAmount.CODEC))
        .isEqualTo(tokens(4));
    assertThat(allowance(ALICE, BOB)).isEqualTo(TokenAmount.ZERO);
    assertThat(rt.state(DatacapState.CODEC).token().allowances(rt.store()).isEmpty()).isTrue();
  }

  @Test
  void burningLowersTheSupply() {
    mint(ALICE, 10);
    rt.expectValidateCallerAny();
    assertThat(call(ALICE, "Burn", Amount.CODEC, new Amount(tokens(4)), Amount.CODEC))
        .isEqualTo(new Amount(tokens(6)));
    rt.expectValidateCallerAddr(GOVERNOR);
    assertThat(
            call(
                GOVERNOR,
                "Destroy",
                AddressAmount.CODEC,
                new AddressAmount(ALICE.address(), tokens(6)),
                Amount.CODEC))
        .isEqualTo(new Amount(TokenAmount.ZERO));
    assertThat(rt.state(DatacapState.CODEC).token().supply()).isEqualTo(TokenAmount.ZERO);
    assertThat(rt.state(DatacapState.CODEC).token().balances(rt.store()).isEmpty()).isTrue();
  }
}
