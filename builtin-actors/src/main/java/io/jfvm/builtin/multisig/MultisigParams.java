// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.multisig;

import io.jfvm.builtin.RawBytes;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.List;

/** What the Multisig actor's methods take and return. */
public final class MultisigParams {
  private MultisigParams() {}

  /**
   * Makes a wallet.
   *
   * @param threshold how many signers must agree, u64
   * @param unlockDuration epochs over which the value sent along is freed; 0 locks nothing
   */
  public record Constructor(
      List<Address> signers, long threshold, long unlockDuration, ChainEpoch startEpoch) {
    private static final Codec<List<Address>> ADDRESSES = Codecs.listOf(Address.CODEC);

    public static final Codec<Constructor> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(4);
              ADDRESSES.encode(out, params.signers);
              out.u64(params.threshold).i64(params.unlockDuration);
              ChainEpoch.CODEC.encode(out, params.startEpoch);
            },
            in -> {
              in.tuple(4);
              return new Constructor(
                  ADDRESSES.decode(in), in.u64(), in.i64(), ChainEpoch.CODEC.decode(in));
            });

    public Constructor {
      signers = List.copyOf(signers);
    }
  }

  /** A send to be agreed upon. */
  public record Propose(Address to, TokenAmount value, MethodNum method, RawBytes params) {
    public static final Codec<Propose> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(4);
              Address.CODEC.encode(out, params.to);
              TokenAmount.CODEC.encode(out, params.value);
              MethodNum.CODEC.encode(out, params.method);
              RawBytes.CODEC.encode(out, params.params);
            },
            in -> {
              in.tuple(4);
              return new Propose(
                  Address.CODEC.decode(in),
                  TokenAmount.CODEC.decode(in),
                  MethodNum.CODEC.decode(in),
                  RawBytes.CODEC.decode(in));
            });
  }

  /**
   * What became of a transaction its proposer or an approver acted on.
   *
   * @param applied whether it was sent; if not, the rest says nothing
   * @param code how the send ended
   * @param returned what the receiver returned
   */
  public record Applied(boolean applied, ExitCode code, RawBytes returned) {
    static final Applied NOT_YET = new Applied(false, ExitCode.OK, RawBytes.EMPTY);

    public static final Codec<Applied> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(3).bool(value.applied);
              ExitCode.CODEC.encode(out, value.code);
              RawBytes.CODEC.encode(out, value.returned);
            },
            in -> {
              in.tuple(3);
              return new Applied(in.bool(), ExitCode.CODEC.decode(in), RawBytes.CODEC.decode(in));
            });
  }

  /** The number a proposal got, and what became of it, in one array. */
  public record Proposed(TxnId id, Applied applied) {
    public static final Codec<Proposed> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(4);
              TxnId.CODEC.encode(out, value.id);
              out.bool(value.applied.applied);
              ExitCode.CODEC.encode(out, value.applied.code);
              RawBytes.CODEC.encode(out, value.applied.returned);
            },
            in -> {
              in.tuple(4);
              return new Proposed(
                  TxnId.CODEC.decode(in),
                  new Applied(in.bool(), ExitCode.CODEC.decode(in), RawBytes.CODEC.decode(in)));
            });
  }

  /**
   * The transaction to approve or cancel.
   *
   * @param proposalHash what its proposal must hash to; empty accepts whatever has the number
   */
  public record ById(TxnId id, RawBytes proposalHash) {
    public static final Codec<ById> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              TxnId.CODEC.encode(out, params.id);
              RawBytes.CODEC.encode(out, params.proposalHash);
            },
            in -> {
              in.tuple(2);
              return new ById(TxnId.CODEC.decode(in), RawBytes.CODEC.decode(in));
            });
  }

  /** A signer to add, and whether the threshold grows by one. */
  public record AddSigner(Address signer, boolean increase) {
    public static final Codec<AddSigner> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              Address.CODEC.encode(out, params.signer);
              out.bool(params.increase);
            },
            in -> {
              in.tuple(2);
              return new AddSigner(Address.CODEC.decode(in), in.bool());
            });
  }

  /** A signer to remove, and whether the threshold shrinks by one. */
  public record RemoveSigner(Address signer, boolean decrease) {
    public static final Codec<RemoveSigner> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              Address.CODEC.encode(out, params.signer);
              out.bool(params.decrease);
            },
            in -> {
              in.tuple(2);
              return new RemoveSigner(Address.CODEC.decode(in), in.bool());
            });
  }

  /** A signer, and who takes their place. */
  public record SwapSigner(Address from, Address to) {
    public static final Codec<SwapSigner> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              Address.CODEC.encode(out, params.from);
              Address.CODEC.encode(out, params.to);
            },
            in -> {
              in.tuple(2);
              return new SwapSigner(Address.CODEC.decode(in), Address.CODEC.decode(in));
            });
  }

  /** How many signers must agree from now on, u64. */
  public record ChangeThreshold(long threshold) {
    public static final Codec<ChangeThreshold> CODEC =
        Codec.of(
            (out, params) -> out.array(1).u64(params.threshold),
            in -> {
              in.tuple(1);
              return new ChangeThreshold(in.u64());
            });
  }

  /** How much to lock, from when, and over how many epochs it is freed. */
  public record LockBalance(ChainEpoch startEpoch, long unlockDuration, TokenAmount amount) {
    public static final Codec<LockBalance> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(3);
              ChainEpoch.CODEC.encode(out, params.startEpoch);
              out.i64(params.unlockDuration);
              TokenAmount.CODEC.encode(out, params.amount);
            },
            in -> {
              in.tuple(3);
              return new LockBalance(
                  ChainEpoch.CODEC.decode(in), in.i64(), TokenAmount.CODEC.decode(in));
            });
  }
}
