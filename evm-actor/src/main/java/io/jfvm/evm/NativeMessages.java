// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.evm.precompile.ValueReader;
import io.jfvm.evm.word.Word;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Messages of other actors to a contract: it gets them as a call of Solidity's {@code
 * handle_filecoin_method(uint64 method, uint64 codec, bytes params)} and answers with {@code
 * (uint32 exitCode, uint64 codec, bytes data)}, or with nothing at all.
 */
final class NativeMessages {
  /** First four bytes of the keccak-256 of the function's signature. */
  private static final int SELECTOR = 0x868e10c4;

  private static final int HEAD_WORDS = 3;

  private NativeMessages() {}

  /** The call data. No parameters are codec 0 and no bytes. */
  static byte[] encode(MethodNum method, Optional<IpldBlock> params) {
    IpldBlock block = params.orElse(new IpldBlock(0, new byte[0]));
    int length = block.data().length;
    int dataWords = (length + Word.BYTES - 1) / Word.BYTES;
    int words = HEAD_WORDS + 1 + dataWords;
    return ByteBuffer.allocate(Integer.BYTES + words * Word.BYTES)
        .putInt(SELECTOR)
        .put(Word.of(method.value()).toBytes())
        .put(Word.of(block.codec()).toBytes())
        .put(Word.of(HEAD_WORDS * Word.BYTES).toBytes())
        .put(Word.of(length).toBytes())
        .put(block.data())
        .array();
  }

  /**
   * What the sender gets for what the contract returned.
   *
   * <p>Aborts with the contract's exit code and data if that is not 0, with SERIALIZATION if the
   * contract's answer is malformed or its data neither CBOR nor nothing.
   */
  static Optional<IpldBlock> decode(ActorRuntime rt, byte[] output) {
    if (output.length == 0) {
      return Optional.empty();
    }
    ValueReader in = new ValueReader(output);
    ExitCode exitCode = new ExitCode((int) value("exit code", in.u32()));
    long codec = value("codec", in.u64());
    in.seek(value("offset of the data", in.u32()));
    byte[] data = in.padded(rt, value("length of the data", in.u32()));
    Optional<IpldBlock> block = block(codec, data);
    if (!exitCode.isSuccess()) {
      throw new ActorException(exitCode, "the contract exits with " + exitCode, block);
    }
    return block;
  }

  private static Optional<IpldBlock> block(long codec, byte[] data) {
    if (codec == Multicodec.CBOR) {
      return Optional.of(new IpldBlock(codec, data));
    }
    if (codec == 0 && data.length == 0) {
      return Optional.empty();
    }
    throw Exits.serialization(
        "codec 0x" + Long.toHexString(codec) + " for " + data.length + " bytes is not supported");
  }

  private static long value(String what, OptionalLong value) {
    return value.orElseThrow(() -> Exits.serialization(what + " is out of range"));
  }
}
