// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.cron.CronState.Entry;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CronActorTest {
  private static final MethodNum EPOCH_TICK = new MethodNum(2);

  private final MockRuntime rt = new MockRuntime();

  private static Entry entry(long receiver, long method) {
    return new Entry(new ActorId(receiver).address(), new MethodNum(method));
  }

  private void construct(Entry... entries) {
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    assertThat(
            rt.call(
                CronActor.METHODS,
                MethodNum.CONSTRUCTOR,
                CronState.CODEC,
                new CronState(List.of(entries))))
        .isEmpty();
    rt.verify();
    assertThat(CronInvariants.check(rt.state(CronState.CODEC))).isEmpty();
  }

  private void expectCall(Entry entry, SendResult result) {
    rt.expectSend(entry.receiver(), entry.method(), Optional.empty(), TokenAmount.ZERO, result);
  }

  private void tick() {
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    assertThat(rt.call(CronActor.METHODS, EPOCH_TICK)).isEmpty();
    rt.verify();
  }

  @Test
  void keepsItsEntries() {
    construct(entry(4, 5), entry(5, 9));
    assertThat(rt.state(CronState.CODEC).entries()).containsExactly(entry(4, 5), entry(5, 9));
  }

  @Test
  void callsNobodyWithoutEntries() {
    construct();
    tick();
  }

  @Test
  void callsInOrderWhateverFails() {
    construct(entry(1001, 1), entry(1002, 2), entry(1003, 3), entry(1004, 4));
    expectCall(entry(1001, 1), SendResult.Returned.NOTHING);
    expectCall(entry(1002, 2), SendResult.Returned.of(ExitCode.USR_ILLEGAL_ARGUMENT));
    expectCall(entry(1003, 3), new SendResult.Refused(ErrorNumber.NOT_FOUND));
    expectCall(entry(1004, 4), SendResult.Returned.of(ExitCode.SYS_OUT_OF_GAS));
    tick();
  }

  @Test
  void onlySystemMayCall() {
    construct();
    rt.setCaller(new ActorId(100), ActorType.ACCOUNT);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    MockRuntime.expectAbort(ExitCode.USR_FORBIDDEN, () -> rt.call(CronActor.METHODS, EPOCH_TICK));
    rt.verify();
    MockRuntime.expectAbort(ExitCode.USR_FORBIDDEN, this::construct);
    rt.verify();
  }

  @Test
  void refusesParametersThatAreNone() {
    for (byte[] garbage :
        new byte[][] {{}, {(byte) 0x80}, {(byte) 0x81, 0x40}, {(byte) 0x81, (byte) 0x81, 1}}) {
      MockRuntime.expectAbort(
          ExitCode.USR_SERIALIZATION,
          () ->
              rt.call(
                  CronActor.METHODS,
                  MethodNum.CONSTRUCTOR,
                  Optional.of(new IpldBlock(Multicodec.CBOR, garbage))));
    }
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () ->
            rt.call(
                CronActor.METHODS,
                EPOCH_TICK,
                Optional.of(new IpldBlock(Multicodec.CBOR, new byte[] {(byte) 0x80}))));
    MockRuntime.expectAbort(
        ExitCode.USR_UNHANDLED_MESSAGE, () -> rt.call(CronActor.METHODS, new MethodNum(3)));
  }

  @Test
  void invariantsNameWhatIsWrong() {
    CronState state =
        new CronState(
            List.of(new Entry(Address.ofActor(new byte[0]), new MethodNum(1)), entry(4, 0)));
    assertThat(CronInvariants.check(state)).hasSize(2);
  }

  @Test
  void stateStandsAsOnTheNetwork() {
    byte[] state = CronState.CODEC.toBytes(new CronState(List.of(entry(4, 5), entry(5, 9))));
    assertThat(HexFormat.of().formatHex(state)).isEqualTo("818282420004058242000509");
    assertThat(Cid.ofDagCbor(state).toString())
        .isEqualTo("bafy2bzacebs5dwwxmsjmzvoqcamx3qtl2x5qpqgpqxgnzl7scccmbvd37ulvs");
  }
}
