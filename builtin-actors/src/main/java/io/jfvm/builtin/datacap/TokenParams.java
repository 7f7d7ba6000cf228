// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.datacap;

import io.jfvm.builtin.RawBytes;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.TokenAmount;
import java.util.List;

/** What the token's methods take and return, and what its receivers are told. */
public final class TokenParams {
  private TokenParams() {}

  /** New tokens for an address, and operators who may spend any amount of them. */
  public record Mint(Address to, TokenAmount amount, List<Address> operators) {
    private static final Codec<List<Address>> OPERATORS = Codecs.listOf(Address.CODEC);

    public static final Codec<Mint> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(3);
              Address.CODEC.encode(out, params.to);
              TokenAmount.CODEC.encode(out, params.amount);
              OPERATORS.encode(out, params.operators);
            },
            in -> {
              in.tuple(3);
              return new Mint(
                  Address.CODEC.decode(in), TokenAmount.CODEC.decode(in), OPERATORS.decode(in));
            });

    public Mint {
      operators = List.copyOf(operators);
    }
  }

  /** The recipient's balance, the supply, and what the recipient's hook returned. */
  public record Minted(TokenAmount balance, TokenAmount supply, RawBytes recipientData) {
    public static final Codec<Minted> CODEC =
        Codec.of(
            (out, minted) -> {
              out.array(3);
              TokenAmount.CODEC.encode(out, minted.balance);
              TokenAmount.CODEC.encode(out, minted.supply);
              RawBytes.CODEC.encode(out, minted.recipientData);
            },
            in -> {
              in.tuple(3);
              return new Minted(
                  TokenAmount.CODEC.decode(in),
                  TokenAmount.CODEC.decode(in),
                  RawBytes.CODEC.decode(in));
            });
  }

  /** An amount and whose it is, or who may spend it. */
  public record AddressAmount(Address address, TokenAmount amount) {
    public static final Codec<AddressAmount> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              Address.CODEC.encode(out, params.address);
              TokenAmount.CODEC.encode(out, params.amount);
            },
            in -> {
              in.tuple(2);
              return new AddressAmount(Address.CODEC.decode(in), TokenAmount.CODEC.decode(in));
            });
  }

  /** Whose tokens, and who spends them. */
  public record GetAllowance(Address owner, Address operator) {
    public static final Codec<GetAllowance> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              Address.CODEC.encode(out, params.owner);
              Address.CODEC.encode(out, params.operator);
            },
            in -> {
              in.tuple(2);
              return new GetAllowance(Address.CODEC.decode(in), Address.CODEC.decode(in));
            });
  }

  /** Who may spend nothing any more. */
  public record RevokeAllowance(Address operator) {
    public static final Codec<RevokeAllowance> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(1);
              Address.CODEC.encode(out, params.operator);
            },
            in -> {
              in.tuple(1);
              return new RevokeAllowance(Address.CODEC.decode(in));
            });
  }

  /** A transfer of the caller's own. */
  public record Transfer(Address to, TokenAmount amount, RawBytes operatorData) {
    public static final Codec<Transfer> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(3);
              Address.CODEC.encode(out, params.to);
              TokenAmount.CODEC.encode(out, params.amount);
              RawBytes.CODEC.encode(out, params.operatorData);
            },
            in -> {
              in.tuple(3);
              return new Transfer(
                  Address.CODEC.decode(in),
                  TokenAmount.CODEC.decode(in),
                  RawBytes.CODEC.decode(in));
            });
  }

  /** Both balances, and what the recipient's hook returned. */
  public record Transferred(
      TokenAmount fromBalance, TokenAmount toBalance, RawBytes recipientData) {
    public static final Codec<Transferred> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(3);
              TokenAmount.CODEC.encode(out, value.fromBalance);
              TokenAmount.CODEC.encode(out, value.toBalance);
              RawBytes.CODEC.encode(out, value.recipientData);
            },
            in -> {
              in.tuple(3);
              return new Transferred(
                  TokenAmount.CODEC.decode(in),
                  TokenAmount.CODEC.decode(in),
                  RawBytes.CODEC.decode(in));
            });
  }

  /** A transfer of another's, within the caller's allowance. */
  public record TransferFrom(Address from, Address to, TokenAmount amount, RawBytes operatorData) {
    public static final Codec<TransferFrom> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(4);
              Address.CODEC.encode(out, params.from);
              Address.CODEC.encode(out, params.to);
              TokenAmount.CODEC.encode(out, params.amount);
              RawBytes.CODEC.encode(out, params.operatorData);
            },
            in -> {
              in.tuple(4);
              return new TransferFrom(
                  Address.CODEC.decode(in),
                  Address.CODEC.decode(in),
                  TokenAmount.CODEC.decode(in),
                  RawBytes.CODEC.decode(in));
            });
  }

  /** Both balances, the allowance that is left, and what the recipient's hook returned. */
  public record TransferredFrom(
      TokenAmount fromBalance,
      TokenAmount toBalance,
      TokenAmount allowance,
      RawBytes recipientData) {
    public static final Codec<TransferredFrom> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(4);
              TokenAmount.CODEC.encode(out, value.fromBalance);
              TokenAmount.CODEC.encode(out, value.toBalance);
              TokenAmount.CODEC.encode(out, value.allowance);
              RawBytes.CODEC.encode(out, value.recipientData);
            },
            in -> {
              in.tuple(4);
              return new TransferredFrom(
                  TokenAmount.CODEC.decode(in),
                  TokenAmount.CODEC.decode(in),
                  TokenAmount.CODEC.decode(in),
                  RawBytes.CODEC.decode(in));
            });
  }

  /** How much of the caller's own to burn, or the balance after it was. */
  public record Amount(TokenAmount amount) {
    public static final Codec<Amount> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(1);
              TokenAmount.CODEC.encode(out, params.amount);
            },
            in -> {
              in.tuple(1);
              return new Amount(TokenAmount.CODEC.decode(in));
            });
  }

  /** The owner's balance, and the allowance that is left. */
  public record BurntFrom(TokenAmount balance, TokenAmount allowance) {
    public static final Codec<BurntFrom> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              TokenAmount.CODEC.encode(out, value.balance);
              TokenAmount.CODEC.encode(out, value.allowance);
            },
            in -> {
              in.tuple(2);
              return new BurntFrom(TokenAmount.CODEC.decode(in), TokenAmount.CODEC.decode(in));
            });
  }

  /**
   * The payload of the hook by which a recipient hears of tokens.
   *
   * @param from whose tokens they were; the token actor itself for new ones
   * @param operator who made the transfer
   */
  public record Received(
      ActorId from,
      ActorId to,
      ActorId operator,
      TokenAmount amount,
      RawBytes operatorData,
      RawBytes tokenData) {
    public static final Codec<Received> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(6);
              ActorId.CODEC.encode(out, value.from);
              ActorId.CODEC.encode(out, value.to);
              ActorId.CODEC.encode(out, value.operator);
              TokenAmount.CODEC.encode(out, value.amount);
              RawBytes.CODEC.encode(out, value.operatorData);
              RawBytes.CODEC.encode(out, value.tokenData);
            },
            in -> {
              in.tuple(6);
              return new Received(
                  ActorId.CODEC.decode(in),
                  ActorId.CODEC.decode(in),
                  ActorId.CODEC.decode(in),
                  TokenAmount.CODEC.decode(in),
                  RawBytes.CODEC.decode(in),
                  RawBytes.CODEC.decode(in));
            });
  }
}
