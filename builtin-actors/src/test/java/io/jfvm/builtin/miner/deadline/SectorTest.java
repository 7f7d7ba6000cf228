// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import static io.jfvm.builtin.miner.deadline.TestSectors.bits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.actor.ActorException;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Sectors: their form, their array, their power. */
class SectorTest {
  private static final SectorSize SIZE = SectorSize.SIZE_32_GIB;
  private static final BigInteger RAW = BigInteger.valueOf(32L << 30);

  private static void assertExit(ExitCode expected, ThrowingCallable code) {
    assertThatThrownBy(code)
        .isInstanceOfSatisfying(
            ActorException.class, e -> assertThat(e.exitCode()).isEqualTo(expected));
  }

  /** The encoding without the last field, an empty amount of one byte. */
  private static <T> byte[] withoutFee(Codec<T> codec, T value, int head) {
    byte[] bytes = codec.toBytes(value);
    assertThat(bytes[0] & 0xff).isEqualTo(head);
    byte[] older = Arrays.copyOf(bytes, bytes.length - 1);
    older[0] = (byte) (head - 1);
    return older;
  }

  @Test
  void olderSectorsHaveNoFeeAndAreWrittenWithOne() throws DecodeException {
    Sector sector = TestSectors.sector(7, 100, 5, 1000, 0);
    byte[] older = withoutFee(Sector.CODEC, sector, 0x90);
    assertThat(Sector.CODEC.fromBytes(older)).isEqualTo(sector);
    assertThat(Sector.CODEC.fromBytes(Sector.CODEC.toBytes(sector))).isEqualTo(sector);
  }

  @Test
  void olderExpirationSetsHaveNoFeeAndAreWrittenWithOne() throws DecodeException {
    ExpirationSet set =
        new ExpirationSet(
            bits(1),
            bits(2),
            TokenAmount.ofAtto(3),
            PowerPair.ZERO,
            PowerPair.ZERO,
            TokenAmount.ZERO);
    byte[] older = withoutFee(ExpirationSet.CODEC, set, 0x86);
    assertThat(ExpirationSet.CODEC.fromBytes(older)).isEqualTo(set);
    assertThat(ExpirationSet.CODEC.fromBytes(ExpirationSet.CODEC.toBytes(set))).isEqualTo(set);
  }

  @Test
  void noOtherFieldMayBeMissing() {
    byte[] bytes = Sector.CODEC.toBytes(TestSectors.sector(7, 100, 5, 1000, 0));
    bytes[0] = (byte) 0x8e;
    assertThatThrownBy(() -> Sector.CODEC.fromBytes(bytes)).isInstanceOf(DecodeException.class);
    bytes[0] = (byte) 0x91;
    assertThatThrownBy(() -> Sector.CODEC.fromBytes(bytes)).isInstanceOf(DecodeException.class);
  }

  @Test
  void verifiedSpaceTimeCountsTenfold() {
    BigInteger duration = BigInteger.valueOf(540);
    BigInteger all = RAW.multiply(duration);
    assertThat(SectorPower.qualityAdjusted(SIZE, 540, BigInteger.ZERO)).isEqualTo(RAW);
    assertThat(SectorPower.qualityAdjusted(SIZE, 540, all)).isEqualTo(RAW.multiply(BigInteger.TEN));
    assertThat(SectorPower.maxQualityAdjusted(SIZE)).isEqualTo(RAW.multiply(BigInteger.TEN));
    assertThat(SectorPower.qualityAdjusted(SIZE, 540, all.shiftRight(1)))
        .isEqualTo(RAW.multiply(BigInteger.valueOf(11)).shiftRight(1));
  }

  @Test
  void qualityIsRoundedDownTwice() {
    // A third: (10 * 2/3 + 100 * 1/3) / 10 = 4, and 2^22 - 1 of 2^20 after rounding.
    BigInteger third = RAW.multiply(BigInteger.valueOf(100)).divide(BigInteger.valueOf(3));
    assertThat(SectorPower.qualityAdjusted(SIZE, 100, third))
        .isEqualTo(BigInteger.valueOf((1L << 22) - 1).shiftLeft(15));
  }

  @Test
  void aSectorOfNoDurationHasNoQuality() {
    assertExit(
        ExitCode.USR_ASSERTION_FAILED,
        () -> SectorPower.qualityAdjusted(SIZE, TestSectors.sector(1, 0, 0, 0, 0)));
  }

  private final Sectors array =
      TestSectors.array(
          new MemoryBlockstore(),
          List.of(
              TestSectors.sector(1, 10, 0, 1, 1),
              TestSectors.sector(4, 10, 0, 1, 1),
              TestSectors.sector(Sector.MAX_NUMBER, 10, 0, 1, 1)));

  private static List<Long> numbers(List<Sector> sectors) {
    return sectors.stream().map(Sector::number).toList();
  }

  @Test
  void missingSectorsAreNotFound() {
    assertThat(numbers(array.loadAll(bits(4, 1)))).containsExactly(1L, 4L);
    assertThat(array.get(2)).isEmpty();
    assertExit(ExitCode.USR_NOT_FOUND, () -> array.mustGet(2));
    assertExit(ExitCode.USR_NOT_FOUND, () -> array.loadAll(bits(1, 2)));
    assertExit(ExitCode.USR_NOT_FOUND, () -> array.deleteAll(bits(1, 2)));
  }

  @Test
  void deletedSectorsAreGone() {
    array.deleteAll(bits(1, 4));
    assertThat(array.get(1)).isEmpty();
    assertThat(array.get(Sector.MAX_NUMBER)).isPresent();
  }

  @Test
  void numbersAboveTheLargestAreRefused() {
    Sector beyond = TestSectors.sector(Long.MIN_VALUE, 10, 0, 1, 1);
    assertExit(ExitCode.USR_ILLEGAL_STATE, () -> array.store(List.of(beyond)));
  }

  @Test
  void theFirstGoodSectorStandsInForIgnoredOnes() {
    assertThat(numbers(array.loadForProof(bits(1, 2, 4), bits(1, 2)))).containsExactly(4L, 4L, 4L);
    assertThat(numbers(array.loadForProof(bits(1, 2, 4), bits(2)))).containsExactly(1L, 1L, 4L);
    assertThat(array.loadForProof(bits(1, 2), bits(1, 2))).isEmpty();
    assertExit(ExitCode.USR_NOT_FOUND, () -> array.loadForProof(bits(1, 2), bits()));
  }

  @Test
  void selectionKeepsTheOrderAndWantsAll() {
    List<Sector> list =
        List.of(
            TestSectors.sector(4, 10, 0, 1, 1),
            TestSectors.sector(1, 10, 0, 1, 1),
            TestSectors.sector(4, 20, 0, 1, 1));
    assertThat(Sectors.select(list, bits(1, 4))).isEqualTo(list.subList(0, 2));
    assertThat(Sectors.select(list, bits())).isEmpty();
    assertExit(ExitCode.USR_ILLEGAL_STATE, () -> Sectors.select(list, bits(1, 2)));
  }
}
