// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import static io.jfvm.examples.datadao.Founding.DAO;
import static io.jfvm.examples.datadao.Founding.WALLET;
import static io.jfvm.examples.datadao.Founding.number;
import static io.jfvm.examples.datadao.Person.ALICE;
import static io.jfvm.examples.datadao.Person.BOB;
import static io.jfvm.examples.datadao.Script.args;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.Arrays;

/** What a contract can do to others, Filecoin actors among them. */
final class Calls {
  static final String COUNTER = "Counter";
  static final String REFUSER = "Refuser";
  static final String VISITOR = "Visitor";
  static final String CALLER = "Caller";

  private static final int REASON = 0;
  private static final int CUSTOM = 1;
  private static final int PANIC = 2;

  private Calls() {}

  static void write(Script script) {
    script.chapter("What contracts can do to others");
    script.step(BOB, "Bob deploys a counter").deploys(COUNTER);
    script.step(BOB, "Bob deploys a contract that refuses everything").deploys(REFUSER);
    script.step(BOB, "Bob deploys a guest who comes in twice").deploys(VISITOR);
    script.step(BOB, "Bob deploys a caller of all these").deploys(CALLER);
    contracts(script);
    actors(script);
  }

  private static void contracts(Script script) {
    script
        .step(BOB, "Delegate call: the counter's code counts in the caller's storage")
        .calls(CALLER, "delegateIncrement", stage -> args(stage.eth(COUNTER), 7))
        .emits("Counted")
        .fact("it returns 7", done -> done.returned(CALLER, "delegateIncrement", 0), number(7))
        .fact("the counter's state is what it was", done -> done.keptState(COUNTER), true);
    script
        .step(BOB, "Static call: counting fails and is survived")
        .calls(CALLER, "staticIncrement", stage -> args(stage.eth(COUNTER)))
        .emits("Caught")
        .fact(
            "the counter stands at 0",
            done -> done.returned(CALLER, "staticIncrement", 0),
            number(0));
    script
        .step(BOB, "Events with no topic of their own, with three, and anonymous")
        .calls(CALLER, "announce", stage -> args(42, new byte[32], "good news"))
        .emits("Plain", "Marked", "Whispered");
    script
        .step(BOB, "A custom error, caught")
        .calls(CALLER, "catchRefusal", stage -> args(stage.eth(REFUSER), CUSTOM))
        .emits("Caught");
    script
        .step(BOB, "A panic, caught")
        .calls(CALLER, "catchRefusal", stage -> args(stage.eth(REFUSER), PANIC))
        .emits("Caught");
    script
        .step(BOB, "A reason, passed on through three contracts")
        .calls(CALLER, "passRefusal", stage -> args(stage.eth(REFUSER), REASON))
        .reverts("the refuser says no");
    script
        .step(BOB, "Transient storage: a lock refuses the guest who comes in twice")
        .calls(CALLER, "admit", stage -> args(stage.eth(VISITOR)))
        .fact("the guest was refused", done -> done.returned(CALLER, "admit", 0), true);
    script
        .step(BOB, "MCOPY: text rotated by copies that overlap")
        .calls(CALLER, "rotate", stage -> args("FVMjava".getBytes(US_ASCII), 3))
        .fact(
            "FVMjava becomes javaFVM",
            done -> new String((byte[]) done.returned(CALLER, "rotate", 0), US_ASCII),
            "javaFVM");
  }

  private static void actors(Script script) {
    script
        .step(BOB, "2 FIL sent to the wallet by its f2 address (precompile 0xfe…03)")
        .calls(
            CALLER,
            "callActor",
            stage -> args(stage.address(WALLET).toBytes(), MethodNum.SEND.value(), new byte[0]))
        .value(TokenAmount.ofFil(2))
        .emits("ActorAnswered")
        .fact("the wallet got 2 FIL", done -> done.gained(WALLET), TokenAmount.ofFil(2));
    script
        .step(BOB, "3 FIL and a Receive call to the wallet by its number (precompile 0xfe…05)")
        .calls(
            CALLER,
            "callActorById",
            stage ->
                args(
                    stage.id(WALLET).value(),
                    MethodNum.ofName("Receive").value(),
                    Grant.hook("with compliments")))
        .value(TokenAmount.ofFil(3))
        .emits("ActorAnswered")
        .fact("the wallet got 3 FIL", done -> done.gained(WALLET), TokenAmount.ofFil(3));
    script
        .step(BOB, "A method that contracts may not call: the failure is reported, not passed on")
        .calls(
            CALLER,
            "callActor",
            stage -> args(stage.address(WALLET).toBytes(), REFUSED_METHOD, new byte[0]))
        .emits("ActorAnswered")
        .fact("exit code 18: forbidden", done -> done.returned(CALLER, "callActor", 0), number(18));
    script
        .step(BOB, "Who is Alice? Her number and f4 address (precompiles 0xfe…01 and 02)")
        .calls(CALLER, "whoIs", stage -> args((Object) ALICE.address().toBytes()))
        .fact("the contract knows her number and her f410 address", Calls::knowsAlice, true);
    script
        .step(BOB, "The beacon's digest of an epoch gone by (precompile 0xfe…06)")
        .calls(CALLER, "randomness", stage -> args(stage.vm().epoch().value() - 1))
        .fact(
            "32 bytes, not all zero",
            done -> !Arrays.equals((byte[]) done.returned(CALLER, "randomness", 0), new byte[32]),
            true)
        .fact(
            "the DAO holds 750 FIL in the end",
            done -> done.stage().balance(DAO),
            TokenAmount.ofFil(750));
  }

  private static boolean knowsAlice(Performance done) {
    BigInteger id = number(done.stage().id(ALICE.label()).value());
    return done.returned(CALLER, "whoIs", 0).equals(id)
        && Arrays.equals((byte[]) done.returned(CALLER, "whoIs", 1), ALICE.address().toBytes());
  }

  /** Above 1023, so that the precompile sends it; below the exported numbers of FRC-42. */
  private static final long REFUSED_METHOD = 1024;
}
