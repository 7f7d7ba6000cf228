// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static io.jfvm.builtin.miner.MinerHarness.EPOCH;
import static io.jfvm.builtin.miner.MinerHarness.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.MinerParams.BySector;
import io.jfvm.builtin.miner.MinerParams.LocatedSector;
import io.jfvm.builtin.miner.MinerParams.SectorLocation;
import io.jfvm.builtin.miner.MinerParams.ValidateSectorStatus;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SectorQuestionsTest {
  private static final long CHECK_PROVEN = 13;
  private static final long LOCATE = MethodNum.ofName("GenerateSectorLocation").value();
  private static final long VALIDATE = MethodNum.ofName("ValidateSectorStatus").value();
  private static final long EXPIRATION = MethodNum.ofName("GetNominalSectorExpiration").value();
  private static final long SECTOR = 1;
  private static final long OTHER = 2;

  private final MinerHarness miner = new MinerHarness().constructed();

  @BeforeEach
  void addSector() {
    MinerEditor editor = new MinerEditor(miner.state(), miner.rt.store());
    editor.putSectors(List.of(MinerEditorTest.sector(SECTOR)));
    editor
        .deadlines()
        .assign(
            new ChainEpoch(EPOCH),
            List.of(MinerEditorTest.sector(SECTOR)),
            2,
            SectorSize.SIZE_2_KIB);
    miner.rt.replaceState(MinerState.CODEC, editor.state());
  }

  private LocatedSector locate(long sector) {
    miner.rt.expectValidateCallerAny();
    return MockRuntime.returned(
        LocatedSector.CODEC, miner.call(STRANGER, LOCATE, BySector.CODEC, new BySector(sector)));
  }

  private boolean validate(long sector, SectorStatus status, RawBytes location) {
    miner.rt.expectValidateCallerAny();
    return MockRuntime.returned(
        Codecs.BOOL,
        miner.call(
            STRANGER,
            VALIDATE,
            ValidateSectorStatus.CODEC,
            new ValidateSectorStatus(sector, status, location)));
  }

  private void refuse(ExitCode code, long sector, RawBytes location) {
    miner.rt.expectValidateCallerAny();
    miner.refuse(
        code,
        STRANGER,
        VALIDATE,
        ValidateSectorStatus.CODEC,
        new ValidateSectorStatus(sector, SectorStatus.ACTIVE, location));
  }

  private static RawBytes at(long deadline, long partition) {
    return RawBytes.of(SectorLocation.CODEC, new SectorLocation(deadline, partition));
  }

  @Test
  void aSectorIsFoundAndItsStatusConfirmed() {
    LocatedSector found = locate(SECTOR);
    assertThat(found.status()).isEqualTo(SectorStatus.ACTIVE);
    assertThat(validate(SECTOR, SectorStatus.ACTIVE, found.location())).isTrue();
    assertThat(validate(SECTOR, SectorStatus.FAULTY, found.location())).isFalse();
    assertThat(validate(SECTOR, SectorStatus.DEAD, found.location())).isFalse();
  }

  @Test
  void aSectorThatIsNowhereIsDead() {
    LocatedSector found = locate(OTHER);
    assertThat(found).isEqualTo(new LocatedSector(SectorStatus.DEAD, at(-1, -1)));
    assertThat(validate(OTHER, SectorStatus.DEAD, found.location())).isTrue();
    assertThat(validate(OTHER, SectorStatus.ACTIVE, found.location())).isFalse();
  }

  @Test
  void wrongLocationsAreRefused() {
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, SECTOR, RawBytes.EMPTY);
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, SECTOR, at(-1, 0));
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, SECTOR, at(0, -1));
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, SECTOR, at(48, 0));
    refuse(ExitCode.USR_NOT_FOUND, SECTOR, at(-1, -1));
    refuse(ExitCode.USR_NOT_FOUND, SECTOR, at(0, 7));
    refuse(ExitCode.USR_NOT_FOUND, OTHER, locate(SECTOR).location());
  }

  @Test
  void onlyProvenSectorsExpire() {
    miner.rt.expectValidateCallerAny();
    assertThat(
            MockRuntime.returned(
                ChainEpoch.CODEC, miner.call(STRANGER, EXPIRATION, Codecs.U64, SECTOR)))
        .isEqualTo(new ChainEpoch(EPOCH + 600_000));
    miner.rt.expectValidateCallerAny();
    miner.refuse(ExitCode.USR_NOT_FOUND, STRANGER, EXPIRATION, Codecs.U64, OTHER);
    miner.rt.expectValidateCallerAny();
    assertThat(miner.call(STRANGER, CHECK_PROVEN, BySector.CODEC, new BySector(SECTOR))).isEmpty();
    miner.rt.expectValidateCallerAny();
    miner.refuse(
        ExitCode.USR_NOT_FOUND, STRANGER, CHECK_PROVEN, BySector.CODEC, new BySector(OTHER));
    miner.rt.expectValidateCallerAny();
    miner.refuse(
        ExitCode.USR_ILLEGAL_ARGUMENT, STRANGER, CHECK_PROVEN, BySector.CODEC, new BySector(-1));
  }
}
