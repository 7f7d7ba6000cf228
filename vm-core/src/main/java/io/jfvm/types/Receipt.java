// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the chain keeps of an applied message.
 *
 * @param gasUsed in whole gas, rounded up
 * @param eventsRoot the AMT of the emitted events, absent when there were none
 */
public record Receipt(
    ExitCode exitCode, byte[] returnData, long gasUsed, Optional<Cid> eventsRoot) {

  /** A tuple of four, from network version 18. Source: ref-fvm {@code shared/src/receipt.rs}. */
  public static final Codec<Receipt> CODEC =
      Codec.of(
          (out, receipt) -> {
            out.array(4);
            ExitCode.CODEC.encode(out, receipt.exitCode);
            out.bytes(receipt.returnData).u64(receipt.gasUsed);
            Codecs.optional(Cid.CODEC).encode(out, receipt.eventsRoot);
          },
          in -> {
            in.tuple(4);
            return new Receipt(
                ExitCode.CODEC.decode(in),
                in.bytes(),
                in.u64(),
                Codecs.optional(Cid.CODEC).decode(in));
          });

  public Receipt {
    returnData = returnData.clone();
  }

  @Override
  public byte[] returnData() {
    return returnData.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Receipt that
        && exitCode.equals(that.exitCode)
        && Arrays.equals(returnData, that.returnData)
        && gasUsed == that.gasUsed
        && eventsRoot.equals(that.eventsRoot);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(CODEC.toBytes(this));
  }
}
