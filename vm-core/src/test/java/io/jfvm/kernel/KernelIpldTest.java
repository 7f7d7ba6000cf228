// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import static io.jfvm.executor.Actors.METHOD;
import static io.jfvm.executor.Actors.refusal;
import static io.jfvm.executor.Actors.script;
import static io.jfvm.executor.Actors.send;
import static io.jfvm.executor.TestNetwork.CHAIN_LENGTH;
import static io.jfvm.executor.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.executor.ApplyResult;
import io.jfvm.state.StateTree;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import org.junit.jupiter.api.Test;

class KernelIpldTest extends KernelFixture {

  @Test
  void createdBlockIsLinkedThenReachable() {
    run(
        (kernel, params) -> {
          byte[] data = {(byte) 0x82, 1, 2};
          // Three heads, 10 a byte.
          assertThat(gas(kernel, () -> kernel.createBlock(Multicodec.DAG_CBOR, data)))
              .isEqualTo(3 * 35 + 30);
          assertThat(kernel.statBlock(1)).isEqualTo(new BlockStat(Multicodec.DAG_CBOR, 3));
          Cid cid = Cid.ofDagCbor(data);
          assertThat(refusal(() -> kernel.openBlock(cid))).contains(ErrorNumber.NOT_FOUND);
          // 172000 + 334000 + 300 + 3352.4 * 3, in milligas.
          assertThat(milligas(kernel, () -> kernel.linkBlock(1, BLAKE2B, 32)))
              .isEqualTo(516_357_200);
          assertThat(kernel.openBlock(cid)).isEqualTo(new OpenBlock(2, Multicodec.DAG_CBOR, 3));
          return 0;
        });
  }

  @Test
  void blocksMayLinkOnlyToWhatIsReachable() {
    run(
        (kernel, params) -> {
          byte[] dangling = link(UNREACHABLE);
          assertThat(refusal(() -> kernel.createBlock(Multicodec.DAG_CBOR, dangling)))
              .contains(ErrorNumber.NOT_FOUND);
          // Opaque blocks may hold anything.
          kernel.createBlock(Multicodec.CBOR, dangling);
          Cid inner = put(kernel, new byte[] {9});
          Cid outer = put(kernel, link(inner));
          kernel.setRoot(outer);
          return 0;
        });
  }

  @Test
  void linksOfOpenedBlocksBecomeReachableStepByStep() {
    network.actor(
        102,
        script(
            (kernel, params) -> {
              Cid leaf = put(kernel, new byte[] {9});
              Cid middle = put(kernel, link(leaf));
              return kernel.createBlock(Multicodec.DAG_CBOR, link(middle));
            }));
    run(
        (kernel, params) -> {
          SendOps.Sent sent = send(kernel, B);
          Cid middle = Cid.ofDagCbor(link(Cid.ofDagCbor(new byte[] {9})));
          Cid leaf = Cid.ofDagCbor(new byte[] {9});
          assertThat(sent.codec()).isEqualTo(Multicodec.DAG_CBOR);
          assertThat(sent.size()).isEqualTo(link(middle).length);
          // The returned block's link is reachable, what is behind it not yet.
          assertThat(refusal(() -> kernel.openBlock(leaf))).contains(ErrorNumber.NOT_FOUND);
          kernel.openBlock(middle);
          kernel.openBlock(leaf);
          return 0;
        });
  }

  @Test
  void linksInParametersBecomeReachableForTheReceiverAndCost() {
    long[] available = new long[2];
    network.actor(
        102,
        script(
            (kernel, params) -> {
              available[1] = kernel.milligasAvailable();
              assertThat(kernel.openBlock(Cid.ofDagCbor(new byte[] {9})).id()).isEqualTo(2);
              return 0;
            }));
    run(
        (kernel, params) -> {
          Cid leaf = put(kernel, new byte[] {9});
          int block = kernel.createBlock(Multicodec.DAG_CBOR, link(leaf));
          available[0] = kernel.milligasAvailable();
          kernel.send(B.address(), METHOD, block, TokenAmount.ZERO, -1, 0);
          return 0;
        });
    assertThat(available[0] - available[1]).isEqualTo(1000 * (500_000 + 75_000 + 300));
  }

  @Test
  void returnedLinksCostTheCallee() {
    network.actor(
        102,
        script(
            (kernel, params) -> {
              Cid leaf = put(kernel, new byte[] {9});
              kernel.createBlock(Multicodec.DAG_CBOR, link(leaf));
              kernel.chargeMilligas("rest", kernel.milligasAvailable() - 299_999);
              return 2;
            }));
    run(
        (kernel, params) -> {
          assertThat(
                  kernel.send(B.address(), METHOD, 0, TokenAmount.ZERO, 10_000_000, 0).exitCode())
              .isEqualTo(ExitCode.SYS_OUT_OF_GAS);
          return 0;
        });
  }

  @Test
  void createBlockChecksInOrder() {
    run(
        (kernel, params) -> {
          byte[] tooBig = new byte[(1 << 20) + 1];
          assertUncharged(
              kernel, ErrorNumber.LIMIT_EXCEEDED, () -> kernel.createBlock(0x70, tooBig));
          assertUncharged(
              kernel, ErrorNumber.ILLEGAL_CODEC, () -> kernel.createBlock(0x70, NOTHING));
          assertThat(refusal(() -> kernel.createBlock(Multicodec.DAG_CBOR, NOTHING)))
              .contains(ErrorNumber.SERIALIZATION);
          assertThat(kernel.createBlock(Multicodec.RAW, new byte[1 << 20])).isEqualTo(1);
          return 0;
        });
  }

  @Test
  void handlesAndCidsOfBlocksAreChecked() {
    run(
        (kernel, params) -> {
          for (int id : new int[] {0, 1, -1, Integer.MAX_VALUE}) {
            assertUncharged(kernel, ErrorNumber.INVALID_HANDLE, () -> kernel.statBlock(id));
            assertUncharged(kernel, ErrorNumber.INVALID_HANDLE, () -> kernel.readWholeBlock(id));
            assertUncharged(
                kernel, ErrorNumber.INVALID_HANDLE, () -> kernel.linkBlock(id, BLAKE2B, 32));
            assertUncharged(
                kernel, ErrorNumber.INVALID_HANDLE, () -> kernel.readBlock(id, 0, NOTHING, 0, 0));
          }
          assertUncharged(kernel, ErrorNumber.ILLEGAL_CID, () -> kernel.linkBlock(9, 0x12, 32));
          assertUncharged(kernel, ErrorNumber.ILLEGAL_CID, () -> kernel.linkBlock(9, BLAKE2B, 20));
          assertThat(refusal(() -> kernel.send(B.address(), METHOD, 5, TokenAmount.ZERO, -1, 0)))
              .contains(ErrorNumber.INVALID_HANDLE);
          return 0;
        });
  }

  @Test
  void readCopiesWhatBothHoldAndSaysWhatIsMissing() {
    run(
        (kernel, params) -> {
          int id = kernel.createBlock(Multicodec.RAW, new byte[] {1, 2, 3, 4, 5});
          byte[] buffer = new byte[8];
          assertThat(milligas(kernel, () -> kernel.readBlock(id, 1, buffer, 2, 3))).isEqualTo(1200);
          assertThat(buffer).containsExactly(0, 0, 2, 3, 4, 0, 0, 0);
          assertThat(kernel.readBlock(id, 1, buffer, 0, 3)).isEqualTo(1);
          assertThat(kernel.readBlock(id, 3, buffer, 0, 8)).isEqualTo(-6);
          assertThat(kernel.readBlock(id, 9, buffer, 0, 1)).isEqualTo(-5);
          assertThat(milligas(kernel, () -> kernel.readBlock(id, 9, buffer, 0, 1))).isZero();
          assertUncharged(
              kernel,
              ErrorNumber.ILLEGAL_ARGUMENT,
              () -> kernel.readBlock(99, Integer.MAX_VALUE, buffer, 0, 1));
          assertUncharged(
              kernel, ErrorNumber.ILLEGAL_ARGUMENT, () -> kernel.readBlock(id, -1, buffer, 0, 0));
          assertThat(milligas(kernel, () -> kernel.readWholeBlock(id))).isEqualTo(2000);
          return 0;
        });
  }

  @Test
  void reachableBlockThatIsMissingIsFatal() {
    Cid missing = Cid.ofDagCbor(new byte[] {88});
    network.actor(
        101,
        script(
            (kernel, params) -> {
              kernel.openBlock(kernel.root());
              return 0;
            }));
    executor = network.executor();
    StateTree tree = executor.machine().stateTree();
    tree.setActor(A, tree.actor(A).orElseThrow().withHead(missing));
    ApplyResult result = executor.applyExplicit(message(A).method(METHOD).build(), CHAIN_LENGTH);
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.SYS_ASSERTION_FAILED);
    assertThat(result.failure().orElseThrow()).contains(missing.toString());
  }
}
