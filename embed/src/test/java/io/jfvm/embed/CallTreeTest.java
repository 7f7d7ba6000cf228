// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.builtin.genesis.GenesisState;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.trace.CallFrame;
import io.jfvm.trace.Trace;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.AddressText;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EthAddress;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallTreeTest {
  private static final EthAddress ALICE =
      new EthAddress(
          new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20});
  private static final ActorId CONTRACT = new ActorId(1005);
  private static final ActorId OTHER = new ActorId(1006);
  private static final CallFrame.Outcome OK =
      new CallFrame.Returned(ExitCode.OK, Optional.empty(), "");

  private final Vm vm = vm();
  private final CallTree tree = CallTree.of(vm.names());

  private static Vm vm() {
    MemoryBlockstore store = new MemoryBlockstore();
    GenesisState genesis =
        Genesis.of(BundleManifest.V18_DEVNET, "test")
            .ethAccount(ALICE, TokenAmount.ofFil(10))
            .build(store);
    NetworkConfig network = NetworkConfig.of(NetworkVersion.NV28, 31415926);
    return Vm.open(
        Profile.NATIVE,
        store,
        MachineContext.of(network, new ChainEpoch(1), 30, genesis.root()).withTracing(true),
        new LocalChain());
  }

  @Test
  void drawsARealTransferToANewAccount() {
    Trace trace =
        vm.apply(
                vm.messageFrom(ALICE.address())
                    .to(new ActorId(99).address())
                    .value(TokenAmount.ofFil(2))
                    .build())
            .trace()
            .orElseThrow();

    assertThat(tree.lines(trace)).hasSize(2);
    assertThat(tree.lines(trace).getFirst()).isEqualTo("t0100");
    assertThat(tree.lines(trace).getLast())
        .matches("└─ t099  Send  \\+2 FIL {50,}exit 0 +[0-9]{1,3}(,[0-9]{3})* gas")
        .hasSize(100);
  }

  @Test
  void indentsCallsBelowTheirCallerAndShowsWhyTheyFailed() {
    CallFrame refused =
        frame(OTHER, MethodNum.SEND, new CallFrame.Refused(ErrorNumber.INSUFFICIENT_FUNDS, "poor"));
    CallFrame starved = frame(CONTRACT, new MethodNum(3), new CallFrame.OutOfGas());
    CallFrame dead = frame(CONTRACT, new MethodNum(99), new CallFrame.Fatal("broken"));
    CallFrame exited =
        frame(
            CONTRACT,
            new MethodNum(1),
            new CallFrame.Returned(new ExitCode(18), Optional.empty(), "not\u001byou"),
            refused);

    assertThat(tree.columns(70).render(trace(frame(CONTRACT, METHOD, OK, exited, starved, dead))))
        .isEqualTo(
            """
            t0100
            └─ t01005  EVM.InvokeContract                 exit 0         1,235 gas
               ├─ t01005  EVM.Constructor                 exit 18        1,235 gas
               │  │  ✗ not?you
               │  └─ t01006  Send     refused: INSUFFICIENT_FUNDS        1,235 gas
               │        ✗ poor
               ├─ t01005  EVM.GetBytecode              out of gas        1,235 gas
               └─ t01005  EVM.99                          fatal          1,235 gas
                     ✗ broken
            """);
  }

  @Test
  void labelsNameActorsAndCalls() {
    CallTree.Labels labels =
        new CallTree.Labels() {
          @Override
          public Optional<String> actor(ActorId id) {
            return id.equals(CONTRACT) ? Optional.of("Dao") : Optional.empty();
          }

          @Override
          public Optional<String> call(CallFrame frame) {
            return Optional.of("vote(id=1)");
          }

          @Override
          public Optional<String> failure(CallFrame frame) {
            return Optional.of("TooLate()");
          }
        };
    CallFrame.Outcome reverted =
        new CallFrame.Returned(new ExitCode(33), Optional.empty(), "ignored");

    List<String> lines =
        tree.with(labels)
            .on(AddressText.Network.MAINNET)
            .lines(trace(frame(CONTRACT, METHOD, reverted, frame(CONTRACT, DELEGATE, OK))));

    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).startsWith("└─ f01005 Dao.vote(id=1)   ");
    assertThat(lines.get(2)).isEqualTo("   │  ✗ TooLate()");
    assertThat(lines.get(3))
        .startsWith("   └─ f01005 Dao  EVM.InvokeContractDelegate  vote(id=1)   ");
  }

  @Test
  void cutsWhatIsTooLongButNeitherValueNorGas() {
    CallTree.Labels chatty =
        new CallTree.Labels() {
          @Override
          public Optional<String> call(CallFrame frame) {
            return Optional.of("x".repeat(300));
          }
        };

    String line = tree.with(chatty).lines(trace(frame(CONTRACT, METHOD, OK))).getLast();

    assertThat(line).hasSize(100).contains("xx… ").endsWith(" gas");
  }

  private static final MethodNum METHOD = Fevm.INVOKE_CONTRACT;
  private static final MethodNum DELEGATE = new MethodNum(6);

  private static Trace trace(CallFrame call) {
    return new Trace(List.of(call), Map.of());
  }

  private static CallFrame frame(
      ActorId receiver, MethodNum method, CallFrame.Outcome outcome, CallFrame... calls) {
    Optional<Cid> code =
        method.equals(MethodNum.SEND)
            ? Optional.empty()
            : Optional.of(BundleManifest.V18_DEVNET.codeOf(ActorType.EVM));
    return new CallFrame(
        new ActorId(100),
        receiver.address(),
        Optional.of(receiver),
        method,
        TokenAmount.ZERO,
        Optional.empty(),
        code,
        0,
        false,
        outcome,
        1_234_567,
        Map.of(),
        List.of(),
        List.of(),
        List.of(calls));
  }
}
