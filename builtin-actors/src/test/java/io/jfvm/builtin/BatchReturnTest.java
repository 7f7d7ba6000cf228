// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.types.ExitCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchReturnTest {
  private static final ExitCode OK = ExitCode.OK;
  private static final ExitCode ARGUMENT = ExitCode.USR_ILLEGAL_ARGUMENT;
  private static final ExitCode NOT_FOUND = ExitCode.USR_NOT_FOUND;

  @Test
  void keepsThePlacesOfFailures() {
    BatchReturn batch = BatchReturn.of(List.of(OK, ARGUMENT, OK, NOT_FOUND, OK));

    assertThat(batch.successCount()).isEqualTo(3);
    assertThat(batch.codes()).containsExactly(OK, ARGUMENT, OK, NOT_FOUND, OK);
    assertThat(batch.successes(List.of("a", "b", "c", "d", "e"))).containsExactly("a", "c", "e");
    assertThat(BatchReturn.ok(2).codes()).containsExactly(OK, OK);
  }

  @Test
  void aFurtherBatchIsOverTheSuccessesAlone() {
    BatchReturn first = BatchReturn.of(List.of(OK, ARGUMENT, OK));

    assertThat(first.then(BatchReturn.of(List.of(OK, NOT_FOUND))).codes())
        .containsExactly(OK, ARGUMENT, NOT_FOUND);
  }

  @Test
  void isAPairOfCountAndFailures() throws Exception {
    BatchReturn batch = BatchReturn.of(List.of(OK, ARGUMENT));

    byte[] encoded = BatchReturn.CODEC.toBytes(batch);
    assertThat(encoded).containsExactly(0x82, 0x01, 0x81, 0x82, 0x01, 0x10);
    assertThat(BatchReturn.CODEC.fromBytes(encoded)).isEqualTo(batch);
  }
}
