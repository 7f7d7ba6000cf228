// SPDX-License-Identifier: Apache-2.0
package io.jfvm.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may import whom: modules, and the layers within vm-core (ADR 1). */
class LayersTest {
  private static final JavaClasses CLASSES = Jfvm.classes();

  /** Each package of vm-core may import only those before it. */
  private static final List<String> CORE_LAYERS =
      List.of(
          "encoding",
          "crypto",
          "types",
          "proof",
          "ipld",
          "gas",
          "trace",
          "externs",
          "state",
          "machine",
          "kernel",
          "actor",
          "engine",
          "call",
          "executor");

  @Test
  void everyPackageOfTheCoreHasALayer() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      packages.add(Jfvm.firstPackage(type));
    }
    packages.removeAll(Jfvm.MODULE_PACKAGES);
    assertThat(packages).containsExactlyInAnyOrderElementsOf(CORE_LAYERS);
  }

  @Test
  void coreLayersImportOnlyThoseBelow() {
    for (int i = 0; i < CORE_LAYERS.size(); i++) {
      List<String> above = new ArrayList<>(Jfvm.MODULE_PACKAGES);
      above.addAll(CORE_LAYERS.subList(i + 1, CORE_LAYERS.size()));
      noClasses()
          .that()
          .resideInAPackage(tree(CORE_LAYERS.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above.stream().map(LayersTest::tree).toArray(String[]::new))
          .check(CLASSES);
    }
  }

  @Test
  void theActorSdkSeesNoKernelAndNoMachine() {
    noClasses()
        .that()
        .resideInAPackage(tree("actor"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            tree("gas"),
            tree("trace"),
            tree("externs"),
            tree("state"),
            tree("machine"),
            tree("kernel"))
        .check(CLASSES);
  }

  @Test
  void actorModulesSeeTheSdkAndWhatIsBelowIt() {
    // Genesis writes the state tree itself, and is no actor.
    noClasses()
        .that()
        .resideInAnyPackage(tree("evm"), tree("builtin"))
        .and()
        .resideOutsideOfPackage(tree("builtin.genesis"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            tree("gas"),
            tree("trace"),
            tree("externs"),
            tree("state"),
            tree("machine"),
            tree("kernel"),
            tree("engine"),
            tree("call"),
            tree("executor"))
        .check(CLASSES);
  }

  @Test
  void modulesBesideEachOtherNeverImportEachOther() {
    List<String> siblings = List.of("wasm", "evm", "builtin");
    for (String module : siblings) {
      String[] others =
          siblings.stream()
              .filter(other -> !other.equals(module))
              .map(LayersTest::tree)
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(tree(module))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(CLASSES);
    }
  }

  @Test
  void readingAndMeteringWasmKnowsNothingOfTheVm() {
    noClasses()
        .that()
        .resideInAnyPackage(tree("wasm.module"), tree("wasm.validate"), tree("wasm.meter"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            tree("ipld"), tree("gas"), tree("state"), tree("machine"), tree("kernel"), tree("call"))
        .check(CLASSES);
  }

  @Test
  void theEvmInterpreterKnowsNothingOfFilecoin() {
    noClasses()
        .that()
        .resideInAnyPackage(tree("evm.word"), tree("evm.interpreter"), tree("evm.perf"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(CORE_LAYERS.stream().map(LayersTest::tree).toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void topLevelPackagesFormNoCycle() {
    slices().matching("io.jfvm.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  private static String tree(String name) {
    return "io.jfvm." + name + "..";
  }
}
