// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jfvm.embed.Jfvm;
import io.jfvm.embed.Profile;
import io.jfvm.executor.ApplyResult;
import io.jfvm.ipld.CarReader;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.types.Address;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EthAddress;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OwnActorsTest {
  private static final Address BOB = bob();

  @ParameterizedTest
  @EnumSource(Profile.class)
  void aPaymentReachesTheAccountAndIsNotedInTheLedger(Profile profile) throws Exception {
    OwnActors own = new OwnActors(new Jfvm(profile));

    assertThat(own.payBob(TokenAmount.ofFil(3))).isEqualTo(new Courier.Outcome(0, 0));

    assertThat(own.vm().actor(BOB).orElseThrow().balance()).isEqualTo(TokenAmount.ofFil(3));
    assertThat(own.vm().actor(own.courier().address()).orElseThrow().balance())
        .isEqualTo(TokenAmount.ofFil(7));
    assertThat(own.entries())
        .containsExactly(
            new Ledger.Entry(own.vm().resolve(BOB).orElseThrow(), 3_000_000_000_000_000_000L));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void aPaymentWithoutFundsIsAnAnswerAndNotedNowhere(Profile profile) throws Exception {
    OwnActors own = new OwnActors(new Jfvm(profile));
    own.payBob(TokenAmount.ofFil(3));

    assertThat(own.payBob(TokenAmount.ofFil(8)))
        .isEqualTo(new Courier.Outcome(ErrorNumber.INSUFFICIENT_FUNDS.number(), 0));

    assertThat(own.entries()).hasSize(1);
    assertThat(own.vm().actor(BOB).orElseThrow().balance()).isEqualTo(TokenAmount.ofFil(3));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void aFailedCallShowsItsReasonInTheTree(Profile profile) throws Exception {
    OwnActors own = new OwnActors(new Jfvm(profile));

    ApplyResult result = own.refusedMove();

    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.USR_INSUFFICIENT_FUNDS);
    assertThat(own.render(result)).contains("exit 19", "✗ the caller has not so many points");
    assertThat(own.entries()).isEmpty();
  }

  @Test
  void gasOfActorsInWasmIsTheSameUnderBothProfiles() throws Exception {
    OwnActors underNative = new OwnActors(new Jfvm(Profile.NATIVE));
    OwnActors underWasm = new OwnActors(new Jfvm(Profile.WASM));

    long gas = underNative.refusedMove().receipt().gasUsed();

    assertThat(gas).isGreaterThan(1_000_000);
    assertThat(underWasm.refusedMove().receipt().gasUsed()).isEqualTo(gas);
    assertThat(underWasm.payBob(TokenAmount.ofFil(2)))
        .isEqualTo(underNative.payBob(TokenAmount.ofFil(2)));
    assertThat(underWasm.vm().flush()).isEqualTo(underNative.vm().flush());
  }

  @Test
  void aContractInJavaAnswersAnActorInWasm() throws Exception {
    askContracts(new OwnActors(new Jfvm(Profile.NATIVE)));
  }

  @Test
  void aContractInTheOfficialActorAnswersAnActorInWasm() throws Exception {
    String bundles = System.getProperty("jfvm.bundles");
    assumeTrue(bundles != null, "no -Djfvm.bundles=DIR given: the WASM profile needs a bundle");
    MemoryBlockstore bundle = new MemoryBlockstore();
    Path car = Path.of(bundles, "v18", "builtin-actors-devnet.car");
    try (InputStream in = new BufferedInputStream(Files.newInputStream(car))) {
      CarReader.open(in).readInto(bundle);
    }
    askContracts(new OwnActors(new Jfvm(Profile.WASM).withCode(bundle)));
  }

  private static void askContracts(OwnActors own) throws Exception {
    EthAddress counter = own.deploy("Counter");
    assertThat(own.increment(counter, 40)).hasToString("increment(40)");
    assertThat(own.increment(counter, 2)).hasToString("increment(42)");

    ApplyResult refused = own.refusedQuestion(own.deploy("Refuser"));
    assertThat(refused.receipt().exitCode().value()).isEqualTo(Courier.CONTRACT_FAILED);
    assertThat(new String(refused.receipt().returnData(), StandardCharsets.ISO_8859_1))
        .contains("the refuser says no");
    assertThat(own.render(refused)).contains("exit 40", "✗ the contract failed", "exit 33");
  }

  @Test
  void theProgramPrintsWhatHappened() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      OwnActors.main(new String[0]);
    } finally {
      System.setOut(before);
    }

    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines)
        .contains("paid Bob: Outcome[error=0, exitCode=0]")
        .contains("too much: Outcome[error=5, exitCode=0]")
        .contains("counter: increment(42)");
    assertThat(lines.getLast()).matches("state root bafy2bz[a-z2-7]{55}");
  }

  private static Address bob() {
    byte[] bytes = new byte[EthAddress.BYTES];
    Arrays.fill(bytes, (byte) 2);
    return new EthAddress(bytes).address();
  }
}
