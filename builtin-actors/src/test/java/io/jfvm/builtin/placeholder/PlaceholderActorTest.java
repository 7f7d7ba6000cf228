// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.placeholder;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaceholderActorTest {
  @Test
  void acceptsEverythingFromEverybodyAndChangesNothing() {
    MockRuntime rt = new MockRuntime();
    for (ActorType caller : new ActorType[] {ActorType.ACCOUNT, ActorType.EVM}) {
      rt.setCaller(new ActorId(555), caller);
      for (long method : new long[] {1, 2, MethodNum.FIRST_EXPORTED, -1}) {
        rt.expectValidateCallerAny();
        Optional<IpldBlock> params = Optional.of(new IpldBlock(Multicodec.RAW, new byte[] {9}));
        assertThat(rt.call(PlaceholderActor.INSTANCE, new MethodNum(method), params)).isEmpty();
        rt.verify();
      }
    }
    assertThat(rt.stateRoot()).isEqualTo(MockRuntime.EMPTY_STATE);
  }
}
