// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.evm.word.Word;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageStatusTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, ASSIGNED",
    "5, 5, 5, ASSIGNED",
    "0, 0, 7, ADDED",
    "5, 5, 0, DELETED",
    "5, 5, 7, MODIFIED",
    "5, 0, 7, DELETED_ADDED",
    "5, 6, 0, MODIFIED_DELETED",
    "5, 0, 5, DELETED_RESTORED",
    "0, 6, 0, ADDED_DELETED",
    "5, 6, 5, MODIFIED_RESTORED",
    "5, 6, 7, ASSIGNED",
    "0, 6, 7, ASSIGNED",
    "5, 0, 0, ASSIGNED",
    "5, 6, 6, ASSIGNED"
  })
  void statusOfEveryKindOfChange(long original, long current, long value, StorageStatus status) {
    assertThat(StorageStatus.of(Word.of(original), Word.of(current), Word.of(value)))
        .isEqualTo(status);
  }
}
