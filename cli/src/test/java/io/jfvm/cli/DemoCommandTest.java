// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.conformance.ActorBundles;
import io.jfvm.conformance.MessageVector;
import io.jfvm.conformance.VariantResult;
import io.jfvm.conformance.VectorException;
import io.jfvm.conformance.VectorReader;
import io.jfvm.conformance.VectorRunner;
import io.jfvm.embed.Jfvm;
import io.jfvm.embed.Profile;
import io.jfvm.examples.datadao.DataDaoStory;
import io.jfvm.examples.datadao.Fees;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.types.Cid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  private static final int STEPS = DataDaoStory.begin(Fees.ZERO).steps().size();

  @TempDir private Path folder;

  @Test
  void endsWithTheSameStateRootOnEveryRun() {
    Run first = Run.of("demo");
    Run second = Run.of("demo");

    assertThat(first.err()).isEmpty();
    assertThat(first.status()).isZero();
    assertThat(first.lines().getLast()).matches("state root bafy2bz[a-z2-7]{55}");
    assertThat(second.out()).isEqualTo(first.out());
  }

  @Test
  void readsWellInAHundredColumnsWithoutControlCharacters() {
    Run run = Run.of("demo");

    assertThat(run.lines()).allMatch(line -> line.length() <= 100);
    assertThat(run.out().replace("\n", "")).doesNotMatch("(?s).*\\p{Cntrl}.*");
    assertThat(run.out())
        .contains("profile   NATIVE")
        .contains("by a declared model")
        .contains("◆ DataDao GrantPaid(actorId=1003, amount=300e18, memo=")
        .contains("└─ t01003 Wallet  Multisig.Receive  +300 FIL")
        .contains("✗ InsufficientTreasury(available=750e18, needed=5000e18)")
        .contains("✗ NotAMember(caller=Carol)")
        .contains("└─ t01002 DataDao  EVM.Receive")
        .contains("✗ only a dead contract can be resurrected")
        .contains("├─ t05  StorageMarket.GetDealActivation  read-only")
        .contains("◆ Archive BountyPaid(deal=0, owner=105, amount=18e18, finder=Hugo, fee=2e18)")
        .contains("◆ t05 deal-terminated(id=0, client=1006, provider=1004)")
        .contains("… 2,880 epochs pass; cron runs in ");
  }

  @Test
  void exportedVectorsReplayToTheSameReceiptsAndRoots() throws IOException, VectorException {
    Cid withFees = replayAll("export");
    Cid withoutFees = replayAll("free", "--zero-fees");

    assertThat(withFees).isNotEqualTo(withoutFees);
  }

  private Cid replayAll(String name, String... options) throws IOException, VectorException {
    Path target = folder.resolve(name);
    List<String> args = new ArrayList<>(List.of("demo", "--export", target.toString()));
    args.addAll(List.of(options));
    Run run = Run.of(args.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    VectorRunner runner =
        new VectorRunner(
            new Jfvm(Profile.NATIVE), ActorBundles.OFFICIAL_MANIFESTS, ProofPolicy.REFUSE);
    Cid root = null;
    int replayed = 0;
    for (String file : names(target)) {
      if (file.endsWith(".json")) {
        MessageVector vector = VectorReader.read(target.resolve(file));
        assertThat(runner.run(vector)).as(file).singleElement().matches(VariantResult::passed);
        root = vector.postRoot();
        replayed++;
      }
    }
    assertThat(replayed).isEqualTo(STEPS);
    assertThat(run.lines().getLast()).isEqualTo("state root " + root);
    assertThat(Run.of("inspect", "car", target.resolve("state.car").toString()).out())
        .contains("root                      " + root);
    return root;
  }

  @Test
  void replacesItsOwnExportAndNothingElse() throws IOException {
    Path target = folder.resolve("export");
    assertThat(export(target).status()).isZero();
    byte[] state = Files.readAllBytes(target.resolve("state.car"));
    Files.write(target.resolve("state.car"), new byte[0]);

    assertThat(export(target).status()).isZero();
    assertThat(target.resolve("state.car")).hasBinaryContent(state);

    Files.writeString(target.resolve("notes.txt"), "mine");
    Run refused = export(target);
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .isEqualTo(
            "jfvm demo: " + target + " has files of others, such as notes.txt; left as it is\n");
    assertThat(target.resolve("notes.txt")).hasContent("mine");
    assertThat(target.resolve("state.car")).exists();
  }

  @Test
  void refusesFoldersOfOthersAndLeavesNothingHalfWritten() throws IOException {
    Path others = Files.createDirectory(folder.resolve("others"));
    Files.writeString(others.resolve("CONTENTS.txt"), "datadao-01.json\n");
    Path file = Files.writeString(folder.resolve("file"), "text");
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(export(others).err())
        .isEqualTo(
            "jfvm demo: " + others + " is not empty and no export of the demo; left as it is\n");
    assertThat(export(file).err()).isEqualTo("jfvm demo: " + file + " is no directory\n");
    assertThat(export(file.resolve("below")).status()).isEqualTo(1);
    assertThat(export(empty).status()).isZero();

    assertThat(names(folder)).containsExactly("empty", "file", "others");
    assertThat(names(others)).containsExactly("CONTENTS.txt");
    assertThat(names(empty)).hasSize(STEPS + 2);
  }

  private static Run export(Path target) {
    return Run.of("demo", "--zero-fees", "--export", target.toString());
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
