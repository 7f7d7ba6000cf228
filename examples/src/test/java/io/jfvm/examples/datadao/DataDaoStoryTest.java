// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jfvm.embed.Jfvm;
import io.jfvm.embed.Profile;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.CarReader;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.types.ActorId;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DataDaoStoryTest {

  @TestFactory
  Stream<DynamicTest> everyStepEndsAsTheStorySaysWithFees() {
    return steps(Fees.REALISTIC);
  }

  @TestFactory
  Stream<DynamicTest> everyStepEndsAsTheStorySaysWithoutFees() {
    return steps(Fees.ZERO);
  }

  private static Stream<DynamicTest> steps(Fees fees) {
    DataDaoStory story = DataDaoStory.begin(fees);
    return story.steps().stream()
        .map(step -> DynamicTest.dynamicTest(step.toString(), () -> story.play(step)));
  }

  @Test
  void theSameFeesGiveTheSameStates() {
    DataDaoStory first = DataDaoStory.begin(Fees.REALISTIC);
    DataDaoStory second = DataDaoStory.begin(Fees.REALISTIC);

    List<Performance> one = first.playAll();
    List<Performance> two = second.playAll();

    assertThat(one.stream().map(Performance::postRoot))
        .containsExactlyElementsOf(two.stream().map(Performance::postRoot).toList());
    assertThat(one.stream().map(done -> done.result().receipt()))
        .containsExactlyElementsOf(two.stream().map(done -> done.result().receipt()).toList());
    assertThat(first.root()).isEqualTo(one.getLast().postRoot());
  }

  @Test
  void feesChangeBalancesAndNothingElse() {
    DataDaoStory paid = DataDaoStory.begin(Fees.REALISTIC);
    DataDaoStory free = DataDaoStory.begin(Fees.ZERO);

    List<Performance> withFees = paid.playAll();
    List<Performance> without = free.playAll();

    assertThat(paid.root()).isNotEqualTo(free.root());
    for (int i = 0; i < withFees.size(); i++) {
      assertThat(withFees.get(i).result().receipt().returnData())
          .as("return of step %s", withFees.get(i).step())
          .isEqualTo(without.get(i).result().receipt().returnData());
      assertThat(withFees.get(i).result().events()).isEqualTo(without.get(i).result().events());
      assertThat(without.get(i).result().baseFeeBurn()).isEqualTo(TokenAmount.ZERO);
      assertThat(without.get(i).result().minerTip()).isEqualTo(TokenAmount.ZERO);
      assertThat(withFees.get(i).result().baseFeeBurn().isPositive()).isTrue();
    }
    for (String name : paid.stage().names()) {
      assertThat(paid.stage().actor(name).orElseThrow().head())
          .as("state of %s", name)
          .isEqualTo(free.stage().actor(name).orElseThrow().head());
    }
  }

  @Test
  void theBountyIsPaidOnceAndOnlyForAProvenSector() {
    DataDaoStory story = DataDaoStory.begin(Fees.ZERO);
    List<Performance> claims =
        story.playAll().stream().filter(done -> calls(done, "claim")).toList();

    assertThat(claims)
        .extracting(Performance::reason)
        .containsExactly("NotActivated(deal=0)", "", "NotInState(deal=0, state=2)");
    assertThat(claims.getFirst().changes())
        .allMatch(ActorChange::keptHead)
        .allMatch(change -> change.gained().isZero());
    Performance paid = claims.get(1);
    assertThat(paid.gained("Olga")).isEqualTo(TokenAmount.ofFil(18));
    assertThat(paid.gained("Hugo")).isEqualTo(TokenAmount.ofFil(2));
    assertThat(paid.gained("Archive")).isEqualTo(TokenAmount.ofFil(-20));
    assertThat(paid.changes()).hasSize(3);
  }

  @Test
  void theMarketPublishesNothingTheArchiveDidNotOffer() {
    DataDaoStory story = DataDaoStory.begin(Fees.ZERO);
    List<Performance> played = story.playAll();
    List<Performance> refused =
        played.stream().filter(done -> done.reason().equals("all deal proposals invalid")).toList();

    assertThat(refused).hasSize(2);
    for (Performance done : refused) {
      assertThat(done.keptState("Archive")).isTrue();
      assertThat(done.stage().callTree().render(done.result().trace().orElseThrow()))
          .contains("Archive  EVM.AuthenticateMessage  read-only", "✗ ProposalNotOffered(digest=");
    }
    assertThat(played.stream().filter(done -> emits(done, "deal-published"))).hasSize(2);
  }

  @Test
  void aSectorNoLongerProvenCostsTheProviderAndItsInsurance() {
    DataDaoStory story = DataDaoStory.begin(Fees.ZERO);
    List<Performance> played = story.playAll();

    List<Object> states =
        played.stream()
            .filter(done -> calls(done, "inspect") && done.reason().isEmpty())
            .map(done -> done.returned("Archive", "inspect", 0))
            .toList();
    assertThat(states)
        .containsExactly(BigInteger.ONE, BigInteger.TWO, BigInteger.TWO, BigInteger.ZERO);
    TokenAmount slashed =
        played.stream()
            .flatMap(done -> done.events().stream())
            .filter(event -> event.decoded().name().equals("Slashed"))
            .map(event -> new TokenAmount((BigInteger) event.decoded().value("amount")))
            .reduce(TokenAmount.ZERO, TokenAmount::plus);
    assertThat(slashed).isEqualTo(TokenAmount.ofFil(10));
    Performance terminated =
        played.stream().filter(done -> emits(done, "sector-terminated")).findFirst().orElseThrow();
    assertThat(
            terminated.changes().stream().filter(change -> change.id().equals(ActorId.BURNT_FUNDS)))
        .singleElement()
        .matches(change -> change.gained().compareTo(TokenAmount.ofFil(1)) > 0, "burns collateral");
    assertThat(story.stage().balance("Archive")).isEqualTo(TokenAmount.ofFil(85));
  }

  @Test
  void theOfficialActorsComeToTheSameStatesAndEvents() throws IOException, DecodeException {
    String bundles = System.getProperty("jfvm.bundles");
    assumeTrue(bundles != null, "no -Djfvm.bundles=DIR given: the WASM profile needs a bundle");
    MemoryBlockstore bundle = new MemoryBlockstore();
    Path car = Path.of(bundles, "v18", "builtin-actors-devnet.car");
    try (InputStream in = new BufferedInputStream(Files.newInputStream(car))) {
      CarReader.open(in).readInto(bundle);
    }
    DataDaoStory ours = DataDaoStory.begin(Fees.ZERO);
    DataDaoStory theirs =
        DataDaoStory.begin(Fees.ZERO, DataDaoStory.node(), new Jfvm(Profile.WASM).withCode(bundle));

    for (Step step : ours.steps()) {
      Performance one = ours.play(step);
      Performance two = theirs.play(inTheirWords(theirs.steps().get(step.number() - 1)));
      assertThat(two.postRoot()).as(step.toString()).isEqualTo(one.postRoot());
      assertThat(two.result().receipt().exitCode())
          .as(step.toString())
          .isEqualTo(one.result().receipt().exitCode());
      assertThat(two.result().events()).as(step.toString()).isEqualTo(one.result().events());
    }
  }

  /** What actors say of a failure is no part of the result, and differs in a capital letter. */
  private static Step inTheirWords(Step step) {
    return step.expectation() instanceof Step.Expectation.Failure failure
            && failure.reason().equals("all deal proposals invalid")
        ? with(step, new Step.Expectation.Failure(failure.exitCode(), "All deal proposals invalid"))
        : step;
  }

  private static boolean calls(Performance done, String function) {
    return done.stage()
        .callTree()
        .render(done.result().trace().orElseThrow())
        .contains("Archive." + function + "(");
  }

  private static boolean emits(Performance done, String event) {
    return done.events().stream().anyMatch(one -> one.decoded().name().equals(event));
  }

  @Test
  void aStepThatEndsOtherwiseFailsWithItsCallTree() {
    assertFails(
        7,
        step -> with(step, new Step.Expectation.Success(List.of())),
        "step 7 Carol, who has no tokens, proposes to be paid 500 FIL: failed, should succeed:"
            + " NotAMember(caller=Carol)\nexit 33",
        "└─ t01002 DataDao.propose(target=Carol",
        "✗ NotAMember(caller=Carol)");
    assertFails(
        7,
        step -> with(step, new Step.Expectation.Failure(new ExitCode(33), "Sorry()")),
        "reason: expected Sorry(), but it is NotAMember(caller=Carol)");
    assertFails(
        7,
        step -> with(step, new Step.Expectation.Failure(new ExitCode(34), "Sorry()")),
        "exit code: expected 34, but it is 33");
    assertFails(
        2,
        step -> with(step, new Step.Expectation.Success(List.of("Approval"))),
        "events: expected [Approval], but it is [Transfer]");
    assertFails(
        2,
        step -> with(step, new Step.Expectation.Failure(new ExitCode(33), "")),
        "exit code: expected 33, but it is 0");
    assertFails(
        2,
        step -> withFact(step, new Step.Fact("two and two", done -> 4, 5)),
        "two and two: expected 5, but it is 4");
  }

  private static void assertFails(int number, UnaryOperator<Step> change, String... parts) {
    DataDaoStory story = DataDaoStory.begin(Fees.ZERO);
    story.steps().stream().limit(number - 1).forEach(story::play);
    Step changed = change.apply(story.steps().get(number - 1));

    assertThatThrownBy(() -> story.play(changed))
        .isInstanceOf(StoryException.class)
        .hasMessageContainingAll(parts);
  }

  private static Step with(Step step, Step.Expectation expectation) {
    return copy(step, expectation, step.facts());
  }

  private static Step withFact(Step step, Step.Fact fact) {
    return copy(step, step.expectation(), List.of(fact));
  }

  private static Step copy(Step step, Step.Expectation expectation, List<Step.Fact> facts) {
    return new Step(
        step.number(),
        step.chapter(),
        step.title(),
        step.epochsBefore(),
        step.sender(),
        step.gasLimit(),
        step.message(),
        expectation,
        facts,
        step.afterwards());
  }
}
