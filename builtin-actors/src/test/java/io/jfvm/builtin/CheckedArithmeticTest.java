// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.types.ExitCode;
import org.junit.jupiter.api.Test;

class CheckedArithmeticTest {
  private static final long MIN = Long.MIN_VALUE;
  private static final long MAX = Long.MAX_VALUE;

  @Test
  void agreesWithPlainArithmeticWhereThatIsExact() {
    assertThat(CheckedArithmetic.add(MAX - 1, 1)).isEqualTo(MAX);
    assertThat(CheckedArithmetic.add(MIN, MAX)).isEqualTo(-1);
    assertThat(CheckedArithmetic.subtract(MIN + 1, 1)).isEqualTo(MIN);
    assertThat(CheckedArithmetic.subtract(-1, MIN)).isEqualTo(MAX);
  }

  @Test
  void abortsWhereItIsNot() {
    abortsFor(() -> CheckedArithmetic.add(MAX, 1));
    abortsFor(() -> CheckedArithmetic.add(MIN, -1));
    abortsFor(() -> CheckedArithmetic.subtract(0, MIN));
    abortsFor(() -> CheckedArithmetic.subtract(MIN, 1));
    abortsFor(() -> CheckedArithmetic.subtract(MAX, -1));
  }

  private static void abortsFor(Runnable action) {
    MockRuntime.expectAbort(ExitCode.USR_ASSERTION_FAILED, action);
  }
}
