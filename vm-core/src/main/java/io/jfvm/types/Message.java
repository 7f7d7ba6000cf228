// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import java.util.Arrays;

/**
 * A message as it stands on chain, without its signature.
 *
 * @param sequence the sender's nonce, u64
 * @param gasLimit in whole gas, u64; the executor refuses more than 2^63-1
 * @param params byte string given to the method; empty means none
 */
public record Message(
    long version,
    Address to,
    Address from,
    long sequence,
    TokenAmount value,
    long gasLimit,
    TokenAmount gasFeeCap,
    TokenAmount gasPremium,
    MethodNum method,
    byte[] params) {

  /** A tuple of ten. Source: ref-fvm {@code shared/src/message.rs}. */
  public static final Codec<Message> CODEC = Codec.of(Message::write, Message::read);

  private static final int FIELDS = 10;

  public Message {
    params = params.clone();
  }

  @Override
  public byte[] params() {
    return params.clone();
  }

  public Cid cid() {
    return Cid.ofDagCbor(CODEC.toBytes(this));
  }

  /**
   * A message to be completed: method 0, nothing sent, no fees, a nonce of 0 and the largest
   * block's gas.
   */
  public static Builder from(Address from) {
    return new Builder(from);
  }

  private static void write(CborWriter out, Message message) {
    out.array(FIELDS).u64(message.version);
    Address.CODEC.encode(out, message.to);
    Address.CODEC.encode(out, message.from);
    out.u64(message.sequence);
    TokenAmount.CODEC.encode(out, message.value);
    out.u64(message.gasLimit);
    TokenAmount.CODEC.encode(out, message.gasFeeCap);
    TokenAmount.CODEC.encode(out, message.gasPremium);
    out.u64(message.method.value()).bytes(message.params);
  }

  private static Message read(CborReader in) throws DecodeException {
    in.tuple(FIELDS);
    return new Message(
        in.u64(),
        Address.CODEC.decode(in),
        Address.CODEC.decode(in),
        in.u64(),
        TokenAmount.CODEC.decode(in),
        in.u64(),
        TokenAmount.CODEC.decode(in),
        TokenAmount.CODEC.decode(in),
        MethodNum.CODEC.decode(in),
        in.bytes());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Message that && Arrays.equals(CODEC.toBytes(this), CODEC.toBytes(that));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(CODEC.toBytes(this));
  }

  /** Names the fields of a message one by one. */
  public static final class Builder {
    private static final long BLOCK_GAS_LIMIT = 10_000_000_000L;

    private final Address from;
    private Address to = ActorId.SYSTEM.address();
    private long sequence;
    private TokenAmount value = TokenAmount.ZERO;
    private long gasLimit = BLOCK_GAS_LIMIT;
    private TokenAmount gasFeeCap = TokenAmount.ZERO;
    private TokenAmount gasPremium = TokenAmount.ZERO;
    private MethodNum method = MethodNum.SEND;
    private byte[] params = {};

    private Builder(Address from) {
      this.from = from;
    }

    public Builder to(Address to) {
      this.to = to;
      return this;
    }

    public Builder sequence(long sequence) {
      this.sequence = sequence;
      return this;
    }

    public Builder value(TokenAmount value) {
      this.value = value;
      return this;
    }

    /** In whole gas. */
    public Builder gasLimit(long gasLimit) {
      this.gasLimit = gasLimit;
      return this;
    }

    public Builder gasFeeCap(TokenAmount gasFeeCap) {
      this.gasFeeCap = gasFeeCap;
      return this;
    }

    public Builder gasPremium(TokenAmount gasPremium) {
      this.gasPremium = gasPremium;
      return this;
    }

    public Builder method(MethodNum method) {
      this.method = method;
      return this;
    }

    public Builder params(byte[] params) {
      this.params = params;
      return this;
    }

    public Message build() {
      return new Message(
          0, to, from, sequence, value, gasLimit, gasFeeCap, gasPremium, method, params);
    }
  }
}
