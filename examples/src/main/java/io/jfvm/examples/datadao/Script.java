// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import io.jfvm.embed.Fevm;
import io.jfvm.encoding.DecodeException;
import io.jfvm.examples.ContractArtifact;
import io.jfvm.types.Address;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** How chapters write their steps down. */
final class Script {
  /** Exit code of a message whose contract reverted. */
  private static final ExitCode REVERTED = new ExitCode(33);

  private static final long DEPLOY_GAS = 120_000_000;
  private static final long CALL_GAS = 40_000_000;

  private final List<Draft> drafts = new ArrayList<>();
  private String chapter = "";
  private ToLongFunction<Stage> wait = stage -> 0;

  void chapter(String title) {
    chapter = title;
  }

  /** The chain goes on before the next step. */
  void epochsPass(long count) {
    epochsPass(stage -> count);
  }

  /** The chain goes on before the next step, for as long as is seen then. */
  void epochsPass(ToLongFunction<Stage> count) {
    wait = count;
  }

  Draft step(Person sender, String title) {
    Draft draft = new Draft(drafts.size() + 1, chapter, title, wait, sender);
    drafts.add(draft);
    wait = stage -> 0;
    return draft;
  }

  List<Step> steps() {
    return drafts.stream().map(Draft::toStep).toList();
  }

  static Object[] args(Object... values) {
    return values;
  }

  /** A step being written. It expects success without events unless told otherwise. */
  static final class Draft {
    private final int number;
    private final String chapter;
    private final String title;
    private final ToLongFunction<Stage> wait;
    private final Person sender;
    private final List<Step.Fact> facts = new ArrayList<>();
    private long gasLimit = CALL_GAS;
    private TokenAmount value = TokenAmount.ZERO;
    private Function<Stage, Step.Call> message;
    private Step.Expectation expectation = new Step.Expectation.Success(List.of());
    private Consumer<Performance> afterwards = done -> {};

    private Draft(
        int number, String chapter, String title, ToLongFunction<Stage> wait, Person sender) {
      this.number = number;
      this.chapter = chapter;
      this.title = title;
      this.wait = wait;
      this.sender = sender;
    }

    private Step toStep() {
      return new Step(
          number,
          chapter,
          title,
          wait,
          sender,
          gasLimit,
          stage -> draft -> message.apply(stage).into(draft).value(value),
          expectation,
          facts,
          afterwards);
    }

    /** Deploys a contract, known by its name from then on. */
    Draft deploys(String contract, Function<Stage, Object[]> arguments) {
      gasLimit = DEPLOY_GAS;
      message =
          stage -> {
            byte[] initcode = stage.artifact(contract).initcode(arguments.apply(stage));
            return draft -> Fevm.deploy(draft, initcode);
          };
      return afterwards(
          done -> {
            try {
              done.stage().put(contract, Fevm.deployed(done.result().receipt()).address());
            } catch (DecodeException e) {
              throw new StoryException("step " + done.step() + ": " + e.getMessage());
            }
          });
    }

    Draft deploys(String contract) {
      return deploys(contract, stage -> args());
    }

    Draft calls(String contract, String function, Function<Stage, Object[]> arguments) {
      return callsAt(contract, contract, function, arguments);
    }

    /** Calls a contract that does not go by the name of its source. */
    Draft callsAt(
        String place, String contract, String function, Function<Stage, Object[]> arguments) {
      message =
          stage -> {
            ContractArtifact artifact = stage.artifact(contract);
            byte[] calldata = artifact.encodeCall(function, arguments.apply(stage));
            return draft -> Fevm.call(draft, stage.eth(place), calldata);
          };
      return this;
    }

    /** Calls a contract with no input at all. */
    Draft pays(String contract, TokenAmount amount) {
      message = stage -> draft -> Fevm.call(draft, stage.eth(contract), new byte[0]);
      return value(amount);
    }

    /** A plain transfer. */
    Draft sends(String name, TokenAmount amount) {
      message = stage -> draft -> draft.to(stage.address(name));
      return value(amount);
    }

    /** Calls a method of a built-in actor. */
    Draft invokes(
        Function<Stage, Address> to, MethodNum method, Function<Stage, byte[]> parameters) {
      message =
          stage -> {
            byte[] bytes = parameters.apply(stage);
            return draft -> draft.to(to.apply(stage)).method(method).params(bytes);
          };
      return this;
    }

    Draft value(TokenAmount amount) {
      value = amount;
      return this;
    }

    Draft gasLimit(long limit) {
      gasLimit = limit;
      return this;
    }

    /** These events, by name and in order, and no others. */
    Draft emits(String... events) {
      expectation = new Step.Expectation.Success(List.of(events));
      return this;
    }

    /** The contract reverts, for this reason as the labels put it. */
    Draft reverts(String reason) {
      return fails(REVERTED, reason);
    }

    Draft fails(ExitCode exitCode, String reason) {
      expectation = new Step.Expectation.Failure(exitCode, reason);
      return this;
    }

    Draft fact(String text, Function<Performance, Object> actual, Object expected) {
      facts.add(new Step.Fact(text, actual, expected));
      return this;
    }

    Draft afterwards(Consumer<Performance> learn) {
      afterwards = afterwards.andThen(learn);
      return this;
    }
  }
}
