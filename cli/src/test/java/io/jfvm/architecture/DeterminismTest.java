// SPDX-License-Identifier: Apache-2.0
package io.jfvm.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.TryCatchBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What no code that decides a result may do. */
class DeterminismTest {
  private static final JavaClasses CLASSES = Jfvm.classes();

  /** Modules whose code decides results. */
  private static final DescribedPredicate<JavaClass> CONSENSUS =
      DescribedPredicate.describe(
          "consensus code",
          type ->
              !Set.of("embed", "conformance", "examples", "cli").contains(Jfvm.firstPackage(type)));

  /** A result must not depend on any of these. */
  private static final List<String> BANNED =
      List.of(
          "java.util.Random",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom",
          "java.util.UUID",
          "java.time.Clock",
          "java.time.Instant",
          "java.time.LocalDateTime",
          "java.util.Date",
          "java.lang.ThreadLocal",
          "java.lang.ProcessHandle",
          "java.util.ServiceLoader",
          "java.lang.ref.Cleaner");

  /** Broad catches would turn our bugs, or the host's limits, into results. */
  private static final Set<String> NEVER_CAUGHT =
      Set.of(
          "java.lang.Throwable",
          "java.lang.Error",
          "java.lang.Exception",
          "java.lang.RuntimeException",
          "java.lang.IndexOutOfBoundsException",
          "java.lang.ArrayIndexOutOfBoundsException",
          "java.lang.NullPointerException",
          "java.lang.StackOverflowError",
          "java.lang.OutOfMemoryError");

  /**
   * Where an exception nobody expected becomes a HostException; where a method handle's signature
   * demands it; and the code that javac makes to close resources.
   */
  private static final Set<String> BOUNDARIES =
      Set.of(
          "io.jfvm.engine.jvm.JavaExecutable",
          "io.jfvm.wasm.engine.ModuleClasses",
          "io.jfvm.wasm.engine.CompiledModule");

  /** The only place that handles floating point: a Wasm actor's own, as bits in its memory. */
  private static final String WASM_GUESTS = "io.jfvm.wasm.engine";

  @Test
  void noClockRandomnessOrLocaleInConsensusCode() {
    noClasses()
        .that(CONSENSUS)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe("are banned", type -> BANNED.contains(type.getName())))
        .check(CLASSES);
    noClasses()
        .that(CONSENSUS)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
    noClasses().that(CONSENSUS).should().callMethod(System.class, "nanoTime").check(CLASSES);
    noClasses().that(CONSENSUS).should().callMethod(Locale.class, "getDefault").check(CLASSES);
    noClasses()
        .that(CONSENSUS)
        .should()
        .callMethod(System.class, "identityHashCode", Object.class)
        .check(CLASSES);
    noClasses()
        .that(CONSENSUS)
        .should()
        .callMethod(System.class, "getenv", String.class)
        .check(CLASSES);
  }

  @Test
  void noFloatingPointInConsensusCode() {
    List<String> found = new ArrayList<>();
    for (JavaClass type : CLASSES.that(CONSENSUS)) {
      if (type.getPackageName().equals(WASM_GUESTS)) {
        continue;
      }
      type.getFields().stream()
          .filter(field -> isFloating(field.getRawType()))
          .forEach(field -> found.add(field.getFullName()));
      for (JavaCodeUnit unit : type.getCodeUnits()) {
        if (isFloating(unit.getRawReturnType())
            || unit.getRawParameterTypes().stream().anyMatch(DeterminismTest::isFloating)) {
          found.add(unit.getFullName());
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void nobodyCatchesEverything() {
    List<String> found = new ArrayList<>();
    for (JavaClass type : CLASSES.that(CONSENSUS)) {
      for (JavaCodeUnit unit : type.getCodeUnits()) {
        for (TryCatchBlock block : unit.getTryCatchBlocks()) {
          for (JavaClass caught : block.getCaughtThrowables()) {
            if (NEVER_CAUGHT.contains(caught.getName())
                && !BOUNDARIES.contains(unit.getOwner().getName())) {
              found.add(unit.getFullName() + " catches " + caught.getSimpleName());
            }
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static boolean isFloating(JavaClass type) {
    return type.isEquivalentTo(double.class) || type.isEquivalentTo(float.class);
  }
}
