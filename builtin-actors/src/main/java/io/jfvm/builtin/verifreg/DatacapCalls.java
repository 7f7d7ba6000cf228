// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.Sends;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.datacap.DatacapActor;
import io.jfvm.builtin.datacap.TokenParams;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The registry's calls of the token, in bytes of DataCap. */
final class DatacapCalls {
  private DatacapCalls() {}

  static BigInteger balance(ActorRuntime rt, Address owner) {
    Send question =
        new Send(
            ActorId.DATACAP.address(),
            DatacapActor.BALANCE,
            Optional.of(IpldBlock.ofCbor(Address.CODEC, owner)),
            TokenAmount.ZERO,
            OptionalLong.empty(),
            true);
    return bytes(Sends.requireReturned(TokenAmount.CODEC, rt.send(question)));
  }

  static void mint(ActorRuntime rt, Address to, BigInteger amount, List<Address> operators) {
    send(
        rt,
        DatacapActor.MINT,
        TokenParams.Mint.CODEC,
        new TokenParams.Mint(to, tokens(amount), operators));
  }

  /** Of the registry's own; nothing is sent for nothing. */
  static void burn(ActorRuntime rt, BigInteger amount) {
    if (amount.signum() != 0) {
      send(rt, DatacapActor.BURN, TokenParams.Amount.CODEC, new TokenParams.Amount(tokens(amount)));
    }
  }

  /** Of an owner's; nothing is sent for nothing. */
  static void destroy(ActorRuntime rt, Address owner, BigInteger amount) {
    if (amount.signum() != 0) {
      send(
          rt,
          DatacapActor.DESTROY,
          TokenParams.AddressAmount.CODEC,
          new TokenParams.AddressAmount(owner, tokens(amount)));
    }
  }

  static void transfer(ActorRuntime rt, ActorId to, BigInteger amount) {
    send(
        rt,
        DatacapActor.TRANSFER,
        TokenParams.Transfer.CODEC,
        new TokenParams.Transfer(to.address(), tokens(amount), RawBytes.EMPTY));
  }

  private static <P> void send(ActorRuntime rt, MethodNum method, Codec<P> codec, P params) {
    Sends.requireSuccess(
        rt.send(
            ActorId.DATACAP.address(),
            method,
            Optional.of(IpldBlock.ofCbor(codec, params)),
            TokenAmount.ZERO));
  }

  private static TokenAmount tokens(BigInteger bytes) {
    return new TokenAmount(bytes.multiply(DatacapActor.UNITS_PER_BYTE));
  }

  static BigInteger bytes(TokenAmount tokens) {
    return tokens.atto().divide(DatacapActor.UNITS_PER_BYTE);
  }
}
