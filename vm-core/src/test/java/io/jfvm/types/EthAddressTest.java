// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.DecodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EthAddressTest {

  @Test
  void maskedIds() throws DecodeException {
    EthAddress masked = EthAddress.ofId(new ActorId(0x1234));
    assertThat(masked).hasToString("0xff00000000000000000000000000000000001234");
    assertThat(masked.maskedId()).contains(new ActorId(0x1234));
    assertThat(masked.address()).isEqualTo(new ActorId(0x1234).address());
    assertThat(EthAddress.of(new ActorId(0x1234).address())).contains(masked);
    assertThat(EthAddress.parse("0xff00000000000000000000010000000000001234").maskedId()).isEmpty();
    assertThat(EthAddress.parse("0xfe00000000000000000000000000000000001234").maskedId()).isEmpty();
    assertThat(EthAddress.parse("0xff0000000000000000000000ffffffffffffffff").maskedId())
        .contains(new ActorId(-1));
  }

  @Test
  void f410() throws DecodeException {
    EthAddress address = EthAddress.parse("0xD388ab098ed3E84c0D808776440B48F685198498");
    assertThat(address).hasToString("0xd388ab098ed3e84c0d808776440b48f685198498");
    assertThat(address.address())
        .isEqualTo(Address.parse("f410f2oekwcmo2pueydmaq53eic2i62crtbeyuzx2gmy"))
        .isEqualTo(Address.ofDelegated(ActorId.EAM, address.bytes()));
    assertThat(EthAddress.of(address.address())).contains(address);
  }

  @Test
  void otherAddressesHaveNoEthereumForm() {
    assertThat(EthAddress.of(Address.ofActor(new byte[1]))).isEmpty();
    assertThat(EthAddress.of(Address.ofSecp256k1Key(new byte[65]))).isEmpty();
    assertThat(EthAddress.of(Address.ofDelegated(new ActorId(11), new byte[20]))).isEmpty();
    assertThat(EthAddress.of(Address.ofDelegated(ActorId.EAM, new byte[19]))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x",
        "d388ab098ed3e84c0d808776440b48f685198498",
        "0xd388ab098ed3e84c0d808776440b48f68519849",
        "0xd388ab098ed3e84c0d808776440b48f68519849g"
      })
  void malformed(String text) {
    assertThatThrownBy(() -> EthAddress.parse(text)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> new EthAddress(new byte[19]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
