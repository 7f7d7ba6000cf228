// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodNumTest {

  @ParameterizedTest
  @CsvSource({
    "InvokeEVM, 3844450837",
    "Receive, 3726118371",
    "AuthenticateMessage, 2643134072",
    "MarketNotifyDeal, 4186741094",
    "SectorContentChanged, 2034386435",
    "CreateMiner, 1173380165",
    "_Underscore, 0"
  })
  void numbersOfNames(String name, long number) {
    MethodNum method = MethodNum.ofName(name);
    assertThat(method.isExported()).isTrue();
    if (number != 0) {
      assertThat(method).isEqualTo(new MethodNum(number));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "invoke", "1Invoke", "Invoke!", "Invoke Evm", "Ünvoke", "Invöke"})
  void namesThatAreNone(String name) {
    assertThatThrownBy(() -> MethodNum.ofName(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void smallNumbersAreInternal() {
    assertThat(MethodNum.CONSTRUCTOR.isExported()).isFalse();
    assertThat(new MethodNum((1 << 24) - 1).isExported()).isFalse();
    assertThat(new MethodNum(1 << 24).isExported()).isTrue();
    assertThat(new MethodNum(-1).isExported()).isTrue();
    assertThat(new MethodNum(-1)).hasToString("18446744073709551615");
  }
}
