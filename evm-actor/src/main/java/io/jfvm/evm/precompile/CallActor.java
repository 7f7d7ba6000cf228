// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.SendResult;
import io.jfvm.encoding.DecodeException;
import io.jfvm.evm.interpreter.CallKind;
import io.jfvm.evm.system.EvmMethods;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.system.Words;
import io.jfvm.evm.word.Word;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * 0xfe…03 and 0xfe…05: the contract sends a message to any actor. Only by DELEGATECALL, so that the
 * contract itself is the sender.
 *
 * <p>Input, as of the Solidity ABI: method u64, value u256, flags u64 (1 for read-only), codec u64
 * (0x51, or 0 for no parameters), offset of the parameters, and the offset of the address, or the
 * actor's number. Offsets may point anywhere. Output: exit code, codec and data of the answer; an
 * error number with a minus if the VM refused the send.
 */
final class CallActor {
  private static final long READ_ONLY_FLAG = 1;
  private static final int HEAD_WORDS = 4;

  private CallActor() {}

  static byte[] byAddress(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    return run(system, input, context, false);
  }

  static byte[] byId(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    return run(system, input, context, true);
  }

  private static byte[] run(
      EvmSystem system, byte[] input, Precompile.Context context, boolean byId)
      throws PrecompileException {
    if (context.kind() != CallKind.DELEGATECALL) {
      throw new PrecompileException("call_actor by " + context.kind());
    }
    ActorRuntime rt = system.runtime();
    ValueReader in = new ValueReader(input);
    MethodNum method = new MethodNum(value("method", in.u64()));
    Word value = in.word();
    long flags = value("flags", in.u64());
    if ((flags & ~READ_ONLY_FLAG) != 0) {
      throw new PrecompileException("unknown flags " + Long.toUnsignedString(flags));
    }
    long codec = value("codec", in.u64());
    long paramsOffset = value("offset of parameters", in.u32());
    long target = value("actor or its offset", in.u64());
    in.seek(paramsOffset);
    byte[] params = in.padded(rt, value("length of parameters", in.u32()));
    Address to = byId ? Address.ofId(target) : address(rt, in, target);
    if (EvmMethods.isReserved(method) && !method.equals(MethodNum.SEND)) {
      throw new PrecompileException("reserved method " + method);
    }
    Optional<IpldBlock> block = block(codec, params);
    OptionalLong gas = OptionalLong.of(system.callGasLimit(context.gas()));
    Send send = new Send(to, method, block, Words.amount(value), gas, flags == READ_ONLY_FLAG);
    try {
      return encode(system.sendRaw(send));
    } catch (ActorException stateNotWritten) {
      throw new PrecompileException(stateNotWritten.getMessage());
    }
  }

  private static long value(String what, OptionalLong value) throws PrecompileException {
    return value.orElseThrow(() -> new PrecompileException(what + " is out of range"));
  }

  private static Address address(ActorRuntime rt, ValueReader in, long offset)
      throws PrecompileException {
    if (offset >>> 32 != 0) {
      throw new PrecompileException("offset of the address is out of range");
    }
    in.seek(offset);
    byte[] bytes = in.padded(rt, value("length of the address", in.u32()));
    try {
      return Address.decode(bytes);
    } catch (DecodeException e) {
      throw new PrecompileException(e.getMessage());
    }
  }

  private static Optional<IpldBlock> block(long codec, byte[] params) throws PrecompileException {
    if (codec == Multicodec.CBOR) {
      return Optional.of(new IpldBlock(codec, params));
    }
    if (codec == 0 && params.length == 0) {
      return Optional.empty();
    }
    throw new PrecompileException("codec 0x" + Long.toHexString(codec) + " is not supported");
  }

  private static byte[] encode(SendResult result) {
    return switch (result) {
      case SendResult.Returned returned ->
          encode(Word.of(Integer.toUnsignedLong(returned.exitCode().value())), returned.value());
      case SendResult.Refused refused ->
          encode(Word.of(BigInteger.valueOf(-refused.error().number())), Optional.empty());
    };
  }

  private static byte[] encode(Word exit, Optional<IpldBlock> returned) {
    IpldBlock block = returned.orElse(new IpldBlock(0, new byte[0]));
    int dataWords = (block.data().length + Word.BYTES - 1) / Word.BYTES;
    return ByteBuffer.allocate((HEAD_WORDS + dataWords) * Word.BYTES)
        .put(exit.toBytes())
        .put(Word.of(block.codec()).toBytes())
        .put(Word.of((HEAD_WORDS - 1) * Word.BYTES).toBytes())
        .put(Word.of(block.data().length).toBytes())
        .put(block.data())
        .array();
  }
}
