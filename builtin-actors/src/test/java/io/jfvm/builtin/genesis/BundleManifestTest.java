// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.genesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.Manifest;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BundleManifestTest {
  @ParameterizedTest
  @CsvSource({
    "V18_MAINNET, bafy2bzacedxsqapxwj5znwy4leem5gsuenhhfyqcntews3yis5iek67thy6lc,"
        + " bafy2bzacea275suujjuaddglc2kbbgracldjbbs5cjys6zsivcswubv5x7es4",
    "V18_DEVNET, bafy2bzaced35gjxagazf2fne5dakbok5abmivsh7cq7huwfuptebgwjmcpcf6,"
        + " bafy2bzacebpmfblssoxmmtc5g3md54tpjf7a2q2avm37wdh35533w6akw5y6o",
    "V18_TESTING_FAKE_PROOFS, bafy2bzacebhqxufvuk42n44l2h3ilek5jrp7lgdyapnyu76j5ocgi5koxkh7u,"
        + " bafy2bzacecoq3fx6c62mg7kp3gqxy64fvcgtvybllgh2ajkc6gosuwt5dmsle",
  })
  void tableGivesTheCidsOfTheOfficialBundle(BundleManifest bundle, String cid, String data)
      throws DecodeException {
    assertThat(bundle.dataCid()).isEqualTo(Cid.parse(data));
    assertThat(bundle.cid()).isEqualTo(Cid.parse(cid));
  }

  @Test
  void tableGivesTheCidOfTheCalibrationBundle() {
    assertThat(BundleManifest.V18_CALIBRATION.cid().toString())
        .isEqualTo("bafy2bzacebkfatnbe6w4rj7lf6gkjh7mywlrpdh2dj6hu2dl4rmtwksszm2hs");
  }

  @ParameterizedTest
  @EnumSource
  void everyActorStandsAtItsNumber(BundleManifest bundle) {
    Set<Cid> codes = new HashSet<>();
    for (ActorType type : ActorType.values()) {
      Cid code = bundle.codeOf(type);
      assertThat(bundle.manifest().numberOf(code)).isEqualTo(type.number());
      assertThat(bundle.manifest().typeOf(code)).contains(type);
      codes.add(code);
    }
    assertThat(codes).hasSameSizeAs(ActorType.values());
    assertThat(bundle.manifest().entries()).hasSameSizeAs(ActorType.values());
  }

  @ParameterizedTest
  @EnumSource
  void savedListIsTheManifest(BundleManifest bundle) throws DecodeException {
    MemoryBlockstore store = new MemoryBlockstore();
    assertThat(bundle.save(store)).isEqualTo(bundle.dataCid());
    assertThat(Manifest.load(store, bundle.dataCid()).entries())
        .isEqualTo(bundle.manifest().entries());
  }
}
