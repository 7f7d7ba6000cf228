// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import static io.jfvm.actor.MockRuntime.expectAbort;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.SendResult.Refused;
import io.jfvm.actor.SendResult.Returned;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SendsTest {
  private static final IpldBlock SEVEN = IpldBlock.ofCbor(Codecs.U64, 7L);

  @Test
  void successGivesTheValue() {
    assertThat(Sends.requireSuccess(Returned.of(SEVEN))).contains(SEVEN);
    assertThat(Sends.requireSuccess(Returned.NOTHING)).isEmpty();
    assertThat(Sends.requireReturned(Codecs.U64, Returned.of(SEVEN))).isEqualTo(7L);
  }

  @Test
  void missingValueIsAssertionFailed() {
    expectAbort(
        ExitCode.USR_ASSERTION_FAILED, () -> Sends.requireReturned(Codecs.U64, Returned.NOTHING));
  }

  @Test
  void valueOfAnotherTypeIsSerialization() {
    expectAbort(
        ExitCode.USR_SERIALIZATION, () -> Sends.requireReturned(Codecs.TEXT, Returned.of(SEVEN)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 24", "2, 24", "4, 23", "5, 24", "6, 24", "7, 24", "9, 23", "10, 24", "11, 23", "15, 24",
    "16, 16", "20, 20", "32, 32", "-1, -1"
  })
  void failureIsPassedOnWithItsData(int code, int passedOn) {
    SendResult failed = new Returned(new ExitCode(code), Optional.of(SEVEN));
    ActorException abort = expectAbort(new ExitCode(passedOn), () -> Sends.requireSuccess(failed));
    assertThat(abort.data()).contains(SEVEN);
  }

  @ParameterizedTest
  @EnumSource(ErrorNumber.class)
  void refusalHasItsExitCode(ErrorNumber error) {
    ExitCode expected =
        switch (error) {
          case NOT_FOUND -> ExitCode.USR_UNSPECIFIED;
          case INSUFFICIENT_FUNDS -> ExitCode.USR_INSUFFICIENT_FUNDS;
          case READ_ONLY -> ExitCode.USR_READ_ONLY;
          default -> ExitCode.USR_ASSERTION_FAILED;
        };
    expectAbort(expected, () -> Sends.requireSuccess(new Refused(error)));
  }
}
