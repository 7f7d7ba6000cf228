// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommdTest {
  private static final String ZEROS_2_KIB =
      "baga6ea4seaqpy7usqklokfx2vxuynmupslkeutzexe2uqurdg5vhtebhxqmpqmy";
  private static final String ZEROS_32_GIB =
      "baga6ea4seaqao7s73y24kcutaosvacpdjgfe5pw76ooefnyqw4ynr3d2y6x2mpq";

  @Test
  void noCommitmentIsThatOfZeros() throws DecodeException {
    assertThat(Commd.of(Optional.empty(), 5)).isEqualTo(Cid.parse(ZEROS_2_KIB));
    assertThat(Commd.of(Optional.empty(), 18)).isEqualTo(Cid.parse(ZEROS_32_GIB));
    assertThat(Commd.of(Optional.of(Cid.parse(ZEROS_2_KIB)), 8)).isEqualTo(Cid.parse(ZEROS_2_KIB));
  }

  @Test
  void commitmentsAreToldByTheirForm() throws DecodeException {
    Cid zeros = Cid.parse(ZEROS_2_KIB);
    assertThat(Commd.isUnsealedSector(zeros)).isTrue();
    assertThat(Commd.isSealedSector(zeros)).isFalse();
    assertThat(Commd.isSealedSector(Cid.of(0xf102, 0xb401, new byte[32]))).isTrue();
    assertThat(Commd.isSealedSector(Cid.of(0xf102, 0xb401, new byte[31]))).isFalse();
  }

  @Test
  void zerosOfAnUnknownProofAreRefused() {
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> Commd.of(Optional.empty(), 20));
  }
}
