// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.datacap;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Change;
import io.jfvm.actor.Exits;
import io.jfvm.actor.MethodTable;
import io.jfvm.builtin.RawBytes;
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
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The token that buys storage of higher quality: one token a byte. Only its governor, the verified
 * registry, mints it, and it moves to and from the governor alone. Its state is a {@link
 * DatacapState}.
 *
 * <p>Source: builtin-actors {@code actors/datacap/src/lib.rs}.
 */
public final class DatacapActor {
  /** Units of the token in a byte. */
  public static final BigInteger UNITS_PER_BYTE = Token.GRANULARITY;

  /** What says in a recipient's hook that it is about tokens like this. */
  public static final long TOKEN_TYPE = Token.TOKEN_TYPE;

  /** What operators may spend for whom tokens are minted with them: as good as anything. */
  private static final TokenAmount INFINITE_ALLOWANCE =
      new TokenAmount(BigInteger.TEN.pow(21).multiply(Token.GRANULARITY));

  public static final MethodNum MINT = MethodNum.ofName("Mint");
  public static final MethodNum DESTROY = MethodNum.ofName("Destroy");
  public static final MethodNum BALANCE = MethodNum.ofName("Balance");
  public static final MethodNum TRANSFER = MethodNum.ofName("Transfer");
  public static final MethodNum TRANSFER_FROM = MethodNum.ofName("TransferFrom");
  public static final MethodNum BURN = MethodNum.ofName("Burn");

  public static final MethodTable METHODS =
      MethodTable.of("DataCap")
          .on(1, "Constructor", Address.CODEC, DatacapActor::construct)
          .export("Mint", Mint.CODEC, DatacapActor::mint, Minted.CODEC)
          .export("Destroy", AddressAmount.CODEC, DatacapActor::destroy, Amount.CODEC)
          .export("Name", rt -> answer(rt, "DataCap"), Codecs.TEXT)
          .export("Symbol", rt -> answer(rt, "DCAP"), Codecs.TEXT)
          .export("Granularity", rt -> answer(rt, Token.GRANULARITY.longValueExact()), Codecs.U64)
          .export("TotalSupply", DatacapActor::totalSupply, TokenAmount.CODEC)
          .export("Balance", Address.CODEC, DatacapActor::balance, TokenAmount.CODEC)
          .export("Allowance", GetAllowance.CODEC, DatacapActor::allowance, TokenAmount.CODEC)
          .export("Transfer", Transfer.CODEC, DatacapActor::transfer, Transferred.CODEC)
          .export(
              "TransferFrom", TransferFrom.CODEC, DatacapActor::transferFrom, TransferredFrom.CODEC)
          .export(
              "IncreaseAllowance",
              AddressAmount.CODEC,
              DatacapActor::increaseAllowance,
              TokenAmount.CODEC)
          .export(
              "DecreaseAllowance",
              AddressAmount.CODEC,
              DatacapActor::decreaseAllowance,
              TokenAmount.CODEC)
          .export(
              "RevokeAllowance",
              RevokeAllowance.CODEC,
              DatacapActor::revokeAllowance,
              TokenAmount.CODEC)
          .export("Burn", Amount.CODEC, DatacapActor::burn, Amount.CODEC)
          .export("BurnFrom", AddressAmount.CODEC, DatacapActor::burnFrom, BurntFrom.CODEC)
          .build();

  private DatacapActor() {}

  private static void construct(ActorRuntime rt, Address governor) {
    rt.callers().acceptOnly(ActorId.SYSTEM);
    if (rt.resolve(governor).isEmpty()) {
      throw Exits.illegalArgument("failed to resolve governor address " + governor);
    }
    rt.create(DatacapState.CODEC, DatacapState.initial(rt.store(), governor));
  }

  // --- what anybody may ask

  private static <T> T answer(ActorRuntime rt, T value) {
    rt.callers().acceptAny();
    return value;
  }

  private static Token token(ActorRuntime rt) {
    return new Token(rt, rt.state(DatacapState.CODEC).token());
  }

  private static TokenAmount totalSupply(ActorRuntime rt) {
    rt.callers().acceptAny();
    return token(rt).state().supply();
  }

  private static TokenAmount balance(ActorRuntime rt, Address owner) {
    rt.callers().acceptAny();
    return token(rt).balanceOf(owner);
  }

  private static TokenAmount allowance(ActorRuntime rt, GetAllowance params) {
    rt.callers().acceptAny();
    return token(rt).allowance(params.owner(), params.operator());
  }

  // --- the governor's

  private static Minted mint(ActorRuntime rt, Mint params) {
    Received received =
        rt.transaction(
            DatacapState.CODEC,
            state -> {
              rt.callers().acceptOnly(List.of(state.governor()));
              Token token = new Token(rt, state.token());
              Received minted = mint(token, state.governor(), params);
              return new Change<>(state.withToken(token.state()), minted);
            });
    Token before = token(rt);
    RawBytes data = Token.tell(rt, params.to(), received);
    return new Minted(before.balanceOf(params.to()), before.state().supply(), data);
  }

  /** Allowances are set even if nothing could be minted, and fail first. */
  private static Received mint(Token token, Address governor, Mint params) {
    Optional<ActorException> failure = Optional.empty();
    Optional<Received> received = Optional.empty();
    try {
      received = Optional.of(token.mint(governor, params.to(), params.amount()));
    } catch (ActorException e) {
      failure = Optional.of(e);
    }
    for (Address operator : params.operators()) {
      try {
        token.setAllowance(params.to(), operator, INFINITE_ALLOWANCE);
      } catch (ActorException e) {
        throw received.isPresent()
            ? Exits.assertionFailed("the recipient of minted tokens is not told: " + e.getMessage())
            : e;
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return received.orElseThrow();
  }

  private static Amount destroy(ActorRuntime rt, AddressAmount params) {
    return rt.transaction(
        DatacapState.CODEC,
        state -> {
          rt.callers().acceptOnly(List.of(state.governor()));
          Token token = new Token(rt, state.token());
          Amount left = new Amount(token.burn(params.address(), params.amount()));
          return new Change<>(state.withToken(token.state()), left);
        });
  }

  // --- transfers

  private static Transferred transfer(ActorRuntime rt, Transfer params) {
    rt.callers().acceptAny();
    Address from = rt.caller().address();
    Address to = resolveRecipient(rt, params.to());
    Received received =
        rt.transaction(
            DatacapState.CODEC,
            state -> {
              if (!to.equals(state.governor()) && !from.equals(state.governor())) {
                throw notAllowed(from, to);
              }
              Token token = new Token(rt, state.token());
              Received told = token.transfer(from, to, params.amount(), params.operatorData());
              return new Change<>(state.withToken(token.state()), told);
            });
    Token before = token(rt);
    RawBytes data = Token.tell(rt, to, received);
    return new Transferred(before.balanceOf(from), before.balanceOf(to), data);
  }

  private static TransferredFrom transferFrom(ActorRuntime rt, TransferFrom params) {
    rt.callers().acceptAny();
    Address operator = rt.caller().address();
    Address from = params.from();
    Address to = resolveRecipient(rt, params.to());
    Received received =
        rt.transaction(
            DatacapState.CODEC,
            state -> {
              if (!to.equals(state.governor())) {
                throw notAllowed(from, to);
              }
              Token token = new Token(rt, state.token());
              Received told =
                  token.transferFrom(operator, from, to, params.amount(), params.operatorData());
              return new Change<>(state.withToken(token.state()), told);
            });
    Token before = token(rt);
    RawBytes data = Token.tell(rt, to, received);
    return new TransferredFrom(
        before.balanceOf(from), before.balanceOf(to), before.allowance(from, operator), data);
  }

  private static Address resolveRecipient(ActorRuntime rt, Address to) {
    return rt.resolve(to)
        .orElseThrow(() -> Exits.illegalArgument("no actor at the recipient's address " + to))
        .address();
  }

  private static ActorException notAllowed(Address from, Address to) {
    return Exits.forbidden("transfer not allowed from " + from + " to " + to);
  }

  // --- the owner's

  private static <R> R change(ActorRuntime rt, Function<Token, R> change) {
    rt.callers().acceptAny();
    return rt.transaction(
        DatacapState.CODEC,
        state -> {
          Token token = new Token(rt, state.token());
          R result = change.apply(token);
          return new Change<>(state.withToken(token.state()), result);
        });
  }

  private static TokenAmount increaseAllowance(ActorRuntime rt, AddressAmount params) {
    return change(
        rt,
        token -> token.increaseAllowance(rt.caller().address(), params.address(), params.amount()));
  }

  private static TokenAmount decreaseAllowance(ActorRuntime rt, AddressAmount params) {
    return change(
        rt,
        token -> token.decreaseAllowance(rt.caller().address(), params.address(), params.amount()));
  }

  private static TokenAmount revokeAllowance(ActorRuntime rt, RevokeAllowance params) {
    return change(rt, token -> token.revokeAllowance(rt.caller().address(), params.operator()));
  }

  private static Amount burn(ActorRuntime rt, Amount params) {
    return change(rt, token -> new Amount(token.burn(rt.caller().address(), params.amount())));
  }

  private static BurntFrom burnFrom(ActorRuntime rt, AddressAmount params) {
    return change(
        rt, token -> token.burnFrom(rt.caller().address(), params.address(), params.amount()));
  }
}
