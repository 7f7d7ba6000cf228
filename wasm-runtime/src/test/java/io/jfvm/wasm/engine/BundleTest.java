// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jfvm.encoding.DecodeException;
import io.jfvm.executor.TestNetwork;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.Receipt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every official actor of every release compiles, links and answers calls, patched and interpreted
 * with the same receipt. Needs the bundles of mainnet and a devnet as {@code
 * -Djfvm.bundles=DIR/vN/builtin-actors-NETWORK.car}, and some minutes.
 */
class BundleTest {
  private static final List<String> NETWORKS = List.of("mainnet", "devnet");

  private static final MethodNum UNKNOWN = new MethodNum(1L << 40);

  private static final int OK = 0;
  private static final int ILLEGAL_ARGUMENT = 16;
  private static final int FORBIDDEN = 18;
  private static final int SERIALIZATION = 21;
  private static final int UNHANDLED_MESSAGE = 22;

  /** An EVM contract answers every method, but has no state here to load its code by. */
  private static final int UNSPECIFIED = 23;

  @TestFactory
  Stream<DynamicNode> everyActorAnswersTheSamePatchedAndInterpreted()
      throws IOException, DecodeException {
    String folder = System.getProperty("jfvm.bundles");
    assumeTrue(folder != null, "no -Djfvm.bundles=DIR given");
    List<DynamicNode> bundles = new ArrayList<>();
    for (NetworkVersion version : NetworkVersion.values()) {
      Set<Cid> codes = new HashSet<>();
      for (String network : NETWORKS) {
        String name = release(version) + "/builtin-actors-" + network + ".car";
        Map<String, byte[]> modules = OfficialBundle.read(Path.of(folder, name));
        assertThat(modules).as(name).hasSize(version == NetworkVersion.NV17 ? 12 : 16);
        // Of code that several networks share, once is enough.
        modules.values().removeIf(wasm -> !codes.add(Cid.ofBlock(Multicodec.RAW, wasm)));
        bundles.add(dynamicContainer(version + ", " + name, actors(version, modules)));
      }
    }
    return bundles.stream();
  }

  private static String release(NetworkVersion version) {
    return switch (version) {
      case NV17 -> "v9";
      case NV18 -> "v10";
      case NV19, NV20 -> "v11";
      case NV21 -> "v12";
      case NV22 -> "v13";
      case NV23 -> "v14";
      case NV24 -> "v15";
      case NV25, NV26 -> "v16";
      case NV27 -> "v17";
      case NV28 -> "v18";
    };
  }

  private static Stream<DynamicTest> actors(NetworkVersion version, Map<String, byte[]> modules) {
    NetworkConfig config = NetworkConfig.of(version, 314);
    return modules.entrySet().stream()
        .map(
            actor ->
                dynamicTest(
                    actor.getKey(), () -> answers(config, actor.getKey(), actor.getValue())));
  }

  private static void answers(NetworkConfig config, String name, byte[] wasm) {
    GuestNetwork patched = new GuestNetwork(config, CodeForm.PATCHED);
    GuestNetwork interpreted = new GuestNetwork(config, CodeForm.INTERPRETED);
    Receipt unknown = call(patched, wasm, UNKNOWN);
    assertThat(call(interpreted, wasm, UNKNOWN)).isEqualTo(unknown);
    assertThat(unknown.exitCode().value()).isEqualTo(answerToUnknown(config.version(), name));
    // Without parameters, and from an account, nothing is constructed.
    Receipt constructor = call(patched, wasm, MethodNum.CONSTRUCTOR);
    assertThat(call(interpreted, wasm, MethodNum.CONSTRUCTOR)).isEqualTo(constructor);
    if (name.equals("placeholder")) {
      assertThat(constructor.exitCode()).isEqualTo(ExitCode.OK);
    } else {
      assertThat(constructor.exitCode().value()).isIn(ILLEGAL_ARGUMENT, FORBIDDEN, SERIALIZATION);
    }
  }

  /** In network version 17 nobody, and in 18 no multisig, took methods that are not its own. */
  private static int answerToUnknown(NetworkVersion version, String actor) {
    return switch (actor) {
      case "account", "ethaccount", "placeholder" ->
          version == NetworkVersion.NV17 ? UNHANDLED_MESSAGE : OK;
      case "multisig" -> version.isAtLeast(NetworkVersion.NV19) ? OK : UNHANDLED_MESSAGE;
      case "evm" -> UNSPECIFIED;
      default -> UNHANDLED_MESSAGE;
    };
  }

  private static Receipt call(GuestNetwork network, byte[] wasm, MethodNum method) {
    return network
        .with(wasm)
        .executor()
        .applyExplicit(
            TestNetwork.message(GuestNetwork.GUEST).method(method).build(),
            TestNetwork.CHAIN_LENGTH)
        .receipt();
  }
}
