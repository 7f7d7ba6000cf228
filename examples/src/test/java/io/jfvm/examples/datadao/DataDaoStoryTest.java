// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
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
