// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.ethaccount;

import static io.jfvm.actor.MockRuntime.expectAbort;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EthAccountActorTest {
  private final MockRuntime rt = new MockRuntime();

  private void construct() {
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    assertThat(rt.call(EthAccountActor.METHODS, MethodNum.CONSTRUCTOR)).isEmpty();
    rt.verify();
  }

  @Test
  void isConstructedUnderAnEthereumAddress() {
    rt.setDelegatedAddress(rt.receiver(), Address.ofDelegated(ActorId.EAM, new byte[20]));
    construct();
  }

  @Test
  void constructorNeedsAnF410Address() {
    expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, this::construct);
    rt.setDelegatedAddress(rt.receiver(), Address.ofDelegated(new ActorId(11), new byte[20]));
    expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, this::construct);
  }

  @Test
  void onlyTheSystemConstructs() {
    rt.setCaller(new ActorId(101), ActorType.ACCOUNT);
    expectAbort(ExitCode.USR_FORBIDDEN, this::construct);
  }

  @Test
  void exportedMethodsSucceedWithNothing() {
    rt.setCaller(new ActorId(101), ActorType.EVM);
    for (long method : new long[] {MethodNum.FIRST_EXPORTED, -1}) {
      rt.expectValidateCallerAny();
      assertThat(
              rt.call(
                  EthAccountActor.METHODS,
                  new MethodNum(method),
                  Optional.of(new IpldBlock(Multicodec.RAW, new byte[3]))))
          .isEmpty();
      rt.verify();
    }
  }

  @Test
  void internalMethodsAreUnhandledAndNotForContracts() {
    rt.expectValidateCallerAny();
    expectAbort(
        ExitCode.USR_UNHANDLED_MESSAGE,
        () -> rt.call(EthAccountActor.METHODS, new MethodNum(MethodNum.FIRST_EXPORTED - 1)));
    rt.verify();
    rt.setCaller(new ActorId(101), ActorType.EVM);
    expectAbort(ExitCode.USR_FORBIDDEN, () -> rt.call(EthAccountActor.METHODS, new MethodNum(2)));
  }
}
