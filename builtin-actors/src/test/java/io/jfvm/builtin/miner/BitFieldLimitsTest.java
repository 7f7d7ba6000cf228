// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static io.jfvm.builtin.miner.MinerHarness.CONTROL;
import static io.jfvm.builtin.miner.MinerHarness.EPOCH;
import static io.jfvm.builtin.miner.MinerHarness.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.ActorException;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.MinerParams.CompactSectorNumbers;
import io.jfvm.builtin.miner.deadline.PostPartition;
import io.jfvm.builtin.miner.proving.ProvingParams.CompactPartitions;
import io.jfvm.builtin.miner.proving.ProvingParams.ExpirationExtension;
import io.jfvm.builtin.miner.proving.ProvingParams.ExtendSectorExpiration2;
import io.jfvm.builtin.miner.proving.ProvingParams.SectorDeclaration;
import io.jfvm.builtin.miner.proving.ProvingParams.SectorDeclarations;
import io.jfvm.builtin.miner.proving.ProvingParams.SubmitWindowedPost;
import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorType;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bit fields that take more than 32 KiB. */
class BitFieldLimitsTest {
  private static final int LIMIT_BYTES = 32 << 10;
  private static final long COMPACT_NUMBERS = 20;

  /** How many numbers with a gap after each, from 0 on, fill the limit: a bit for each run. */
  private static final int MOST = (8 * LIMIT_BYTES - 3 + 1) / 2;

  private static final HexFormat HEX = HexFormat.of();

  private final MinerHarness miner = new MinerHarness().constructed();

  /** Every other number from {@code first} on. */
  private static BitField everyOther(long first, int count) {
    return BitField.of(LongStream.range(0, count).map(i -> first + 2 * i).toArray());
  }

  private record Call(String name, long method, Function<BitField, byte[]> params) {
    static <P> Call of(String name, long method, Codec<P> codec, Function<BitField, P> params) {
      return new Call(name, method, field -> codec.toBytes(params.apply(field)));
    }

    static Call declaring(String name, long method) {
      return of(
          name,
          method,
          SectorDeclarations.CODEC,
          field -> new SectorDeclarations(List.of(new SectorDeclaration(0, 0, field))));
    }

    /** Parameters with a field of these bytes, whatever its codec thinks of them. */
    byte[] with(byte[] field) {
      BitField placeholder = BitField.of(7, 77, 777);
      String raw = HEX.formatHex(new CborWriter().bytes(field).toByteArray());
      String template = HEX.formatHex(params.apply(placeholder));
      String replaced = HEX.formatHex(BitField.CODEC.toBytes(placeholder));
      assertThat(template).containsOnlyOnce(replaced);
      return HEX.parseHex(template.replace(replaced, raw));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Call> calls() {
    return Stream.of(
        Call.of(
            "SubmitWindowedPoSt",
            ProvingFixture.SUBMIT_POST,
            SubmitWindowedPost.CODEC,
            field ->
                new SubmitWindowedPost(
                    0,
                    List.of(new PostPartition(0, field)),
                    List.of(ProvingFixture.proof()),
                    new ChainEpoch(EPOCH - 1),
                    new RawBytes(ProvingFixture.TICKET))),
        Call.declaring("TerminateSectors", ProvingFixture.TERMINATE),
        Call.declaring("DeclareFaults", ProvingFixture.DECLARE_FAULTS),
        Call.declaring("DeclareFaultsRecovered", ProvingFixture.DECLARE_RECOVERIES),
        Call.of(
            "CompactPartitions",
            19,
            CompactPartitions.CODEC,
            field -> new CompactPartitions(0, field)),
        Call.of(
            "CompactSectorNumbers",
            COMPACT_NUMBERS,
            CompactSectorNumbers.CODEC,
            CompactSectorNumbers::new),
        Call.of(
            "ExtendSectorExpiration2",
            32,
            ExtendSectorExpiration2.CODEC,
            field ->
                new ExtendSectorExpiration2(
                    List.of(
                        new ExpirationExtension(0, 0, field, List.of(), new ChainEpoch(EPOCH))))));
  }

  private Optional<ExitCode> exitOf(Call call, byte[] field) {
    miner.rt.reset();
    miner.rt.setCaller(WORKER, ActorType.ACCOUNT);
    miner.expectControllers();
    try {
      miner.rt.call(
          MinerHarness.MINER,
          new MethodNum(call.method),
          Optional.of(new IpldBlock(Multicodec.CBOR, call.with(field))));
      return Optional.empty();
    } catch (ActorException e) {
      return Optional.of(e.exitCode());
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void parametersAboveTheLimitDoNotDecode(Call call) {
    byte[] most = everyOther(0, MOST).encode();
    byte[] tooMany = everyOther(0, MOST + 1).encode();
    assertThat(most).hasSize(LIMIT_BYTES);
    assertThat(tooMany).hasSize(LIMIT_BYTES + 1);

    assertThat(exitOf(call, tooMany)).contains(ExitCode.USR_SERIALIZATION);
    assertThat(exitOf(call, most)).isNotEqualTo(Optional.of(ExitCode.USR_SERIALIZATION));
  }

  @Test
  void allocatedNumbersThatExceedTheLimitAreASerializationFailure() {
    BitField first = everyOther(0, MOST - 1);
    miner.expectControllers();
    miner.call(
        CONTROL, COMPACT_NUMBERS, CompactSectorNumbers.CODEC, new CompactSectorNumbers(first));
    miner.verify();

    miner.expectControllers();
    miner.refuse(
        ExitCode.USR_SERIALIZATION,
        CONTROL,
        COMPACT_NUMBERS,
        CompactSectorNumbers.CODEC,
        new CompactSectorNumbers(everyOther(2 * MOST, 2)));
    assertThat(miner.state().loadAllocatedSectors(miner.rt.store())).isEqualTo(first);
  }
}
