// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm;

import io.jfvm.actor.SendResult;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import java.util.Optional;

/** How expected sends end. */
public final class Returns {
  private Returns() {}

  public static SendResult nothing() {
    return new SendResult.Returned(ExitCode.OK, Optional.empty());
  }

  public static SendResult block(IpldBlock block) {
    return new SendResult.Returned(ExitCode.OK, Optional.of(block));
  }

  public static <T> SendResult cbor(Codec<T> codec, T value) {
    return block(IpldBlock.ofCbor(codec, value));
  }

  public static SendResult exit(ExitCode exitCode, Optional<IpldBlock> data) {
    return new SendResult.Returned(exitCode, data);
  }

  public static SendResult refused(ErrorNumber error) {
    return new SendResult.Refused(error);
  }
}
