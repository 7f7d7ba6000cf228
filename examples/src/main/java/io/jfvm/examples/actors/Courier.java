// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.actors;

import io.jfvm.encoding.Codec;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import java.util.Arrays;

/** What others know of the actor {@code courier.c}: its methods, their parameters, its state. */
public final class Courier {
  /** Takes a {@link Payment}, sends it, returns an {@link Outcome}; notes in the ledger if sent. */
  public static final MethodNum PAY = MethodNum.ofName("Pay");

  /** Takes a {@link Question}, calls the contract, returns what it returned (bytes). */
  public static final MethodNum ASK = MethodNum.ofName("Ask");

  /** The exit code when a contract that was asked failed; the data are what it reverted with. */
  public static final int CONTRACT_FAILED = 40;

  /** The number of the ledger that payments are noted in. */
  public static final Codec<ActorId> STATE = ActorId.CODEC;

  /**
   * @param atto u64, in attoFIL
   */
  public record Payment(Address to, long atto) {
    public static final Codec<Payment> CODEC =
        Codec.of(
            (out, payment) -> out.array(2).bytes(payment.to.toBytes()).u64(payment.atto),
            in -> {
              in.tuple(2);
              return new Payment(Address.CODEC.decode(in), in.u64());
            });
  }

  /**
   * How a payment went.
   *
   * @param error the number of the error that refused it, or 0
   * @param exitCode that of the receiver, or 0
   */
  public record Outcome(long error, long exitCode) {
    public static final Codec<Outcome> CODEC =
        Codec.of(
            (out, outcome) -> out.array(2).u64(outcome.error).u64(outcome.exitCode),
            in -> {
              in.tuple(2);
              return new Outcome(in.u64(), in.u64());
            });
  }

  /** A call of a contract. */
  public record Question(Address contract, byte[] calldata) {
    public static final Codec<Question> CODEC =
        Codec.of(
            (out, question) ->
                out.array(2).bytes(question.contract.toBytes()).bytes(question.calldata),
            in -> {
              in.tuple(2);
              return new Question(Address.CODEC.decode(in), in.bytes());
            });

    public Question {
      calldata = calldata.clone();
    }

    @Override
    public byte[] calldata() {
      return calldata.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Question that
          && contract.equals(that.contract)
          && Arrays.equals(calldata, that.calldata);
    }

    @Override
    public int hashCode() {
      return 31 * contract.hashCode() + Arrays.hashCode(calldata);
    }
  }

  private Courier() {}

  /** The WebAssembly binary. */
  public static byte[] module() {
    return ActorModule.load("courier");
  }
}
