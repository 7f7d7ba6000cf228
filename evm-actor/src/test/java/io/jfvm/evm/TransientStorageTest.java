// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm;

import static io.jfvm.evm.ContractFixture.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.evm.system.Lifespan;
import io.jfvm.types.ActorId;
import io.jfvm.types.Cid;
import org.junit.jupiter.api.Test;

class TransientStorageTest {
  /** With input: TSTORE it at 1. Returns what TLOAD finds there. */
  private static final String TOUCH =
      "CALLDATASIZE ISZERO @load JUMPI PUSH0 CALLDATALOAD PUSH1 0x01 TSTORE"
          + " load: PUSH1 0x01 TLOAD PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN";

  @Test
  void livesAsLongAsItsMessage() {
    ContractFixture contract = ContractFixture.of(TOUCH);
    assertThat(contract.invoke(word(5))).isEqualTo(word(5));
    assertThat(contract.invoke()).isEqualTo(word(5));
    assertThat(contract.state().transientData().orElseThrow().lifespan())
        .isEqualTo(new Lifespan(new ActorId(1001), 7));
    Cid stale = contract.rt.stateRoot();

    contract.rt.setNonce(8);
    assertThat(contract.invoke()).isEqualTo(word(0));
    assertThat(contract.rt.stateRoot()).as("stale data stay until the next write").isEqualTo(stale);

    contract.rt.setNonce(7);
    contract.rt.setOrigin(new ActorId(1002));
    assertThat(contract.invoke()).isEqualTo(word(0));
    assertThat(contract.invoke(word(6))).isEqualTo(word(6));
    assertThat(contract.state().transientData().orElseThrow().lifespan())
        .isEqualTo(new Lifespan(new ActorId(1002), 7));
  }

  @Test
  void nothingIsKeptOfAnEmptyOne() {
    ContractFixture contract = ContractFixture.of(TOUCH);
    Cid before = contract.rt.stateRoot();
    contract.invoke(word(5));
    assertThat(contract.rt.stateRoot()).isNotEqualTo(before);
    assertThat(contract.invoke(word(0))).isEqualTo(word(0));
    assertThat(contract.rt.stateRoot()).isEqualTo(before);
  }

  @Test
  void aSecondWriteOfTheSameValueChangesNothing() {
    ContractFixture contract = ContractFixture.of(TOUCH);
    contract.invoke(word(5));
    contract.rt.setReadOnly(true);
    assertThat(contract.invoke()).isEqualTo(word(5));
  }
}
