// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.CborWriter;
import io.jfvm.gas.GasSink;
import io.jfvm.gas.GasTracker;
import io.jfvm.gas.OutOfGas;
import io.jfvm.gas.PriceLists;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.Multicodec;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkScannerTest {
  private static final Cid LINK = Cid.ofDagCbor(new byte[] {1});
  private static final Cid OTHER = Cid.ofBlock(Multicodec.CBOR, new byte[] {2});

  private final GasTracker gas = new GasTracker(1_000_000, GasSink.NONE);

  @ParameterizedTest
  @CsvSource({
    // heads counted, CBOR
    "1, 00",
    "1, 1bffffffffffffffff",
    "1, 3863",
    "1, 43010203",
    "1, 63616263",
    "1, f4",
    "1, f7",
    "1, f814",
    "1, fb3ff0000000000000",
    "1, 80",
    "4, 83010203",
    "5, a201020304",
    "2, c100",
    "3, c1c200",
    // heads need not be minimal
    "3, 98018101",
    "1, 1800",
    "1, 5900020102"
  })
  void everyHeadCosts35(int heads, String cbor) throws SyscallException {
    byte[] data = HexFormat.of().parseHex(cbor);
    assertThat(scan(data)).isEmpty();
    assertThat(gas.used()).isEqualTo(35_000L * heads);
  }

  @Test
  void linkCosts400BesidesItsTagAndComesOutInOrderWithRepeats() throws SyscallException {
    CborWriter out = new CborWriter().array(4).u64(1);
    out.link(LINK.toBytes()).link(OTHER.toBytes()).link(LINK.toBytes());
    assertThat(scan(out.toByteArray())).containsExactly(LINK, OTHER, LINK);
    assertThat(gas.used()).isEqualTo(1000L * (5 * 35 + 3 * 400));
  }

  @Test
  void onlyDagCborIsLookedInto() throws SyscallException {
    byte[] data = new CborWriter().link(LINK.toBytes()).toByteArray();
    assertThat(LinkScanner.scan(Multicodec.CBOR, data, PriceLists.TEEP, gas)).isEmpty();
    assertThat(LinkScanner.scan(Multicodec.RAW, data, PriceLists.TEEP, gas)).isEmpty();
    assertThat(gas.used()).isZero();
    assertRefused(ErrorNumber.ILLEGAL_CODEC, Multicodec.DAG_PB, data);
  }

  @Test
  void commitmentsAreNoLinksWhateverTheirHash() throws SyscallException {
    for (long codec : new long[] {Multicodec.COMMITMENT_SEALED, Multicodec.COMMITMENT_UNSEALED}) {
      Cid commitment = Cid.of(codec, 0x12, new byte[5]);
      assertThat(scan(new CborWriter().link(commitment.toBytes()).toByteArray())).isEmpty();
    }
    assertThat(gas.used()).isEqualTo(2 * 435_000);
  }

  @Test
  void linksToBlocksThatCannotExistAreNotFound() {
    List<Cid> impossible =
        List.of(
            Cid.of(Multicodec.DAG_PB, 0xb220, new byte[32]),
            Cid.of(Multicodec.DAG_PB, Multicodec.IDENTITY, new byte[1]),
            Cid.of(Multicodec.DAG_CBOR, 0x12, new byte[32]),
            Cid.of(Multicodec.DAG_CBOR, 0xb220, new byte[20]));
    for (Cid cid : impossible) {
      assertRefused(
          ErrorNumber.NOT_FOUND,
          Multicodec.DAG_CBOR,
          new CborWriter().link(cid.toBytes()).toByteArray());
    }
    // The charge stays though the scan failed.
    assertThat(gas.used()).isEqualTo(4 * 435_000);
  }

  @Test
  void identityCidsAreLookedIntoAndNotTrackedThemselves() throws SyscallException {
    byte[] inner = new CborWriter().array(1).link(LINK.toBytes()).toByteArray();
    Cid identity = Cid.of(Multicodec.DAG_CBOR, Multicodec.IDENTITY, inner);
    assertThat(scan(new CborWriter().link(identity.toBytes()).toByteArray())).containsExactly(LINK);
    assertThat(gas.used()).isEqualTo(1000L * (435 + 35 + 435));
    Cid opaque = Cid.of(Multicodec.RAW, Multicodec.IDENTITY, inner);
    assertThat(scan(new CborWriter().link(opaque.toBytes()).toByteArray())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // nothing, a head cut short, heads that are none
        "",
        "18",
        "1b00",
        "1c",
        "5f",
        "9f",
        "ff",
        // strings that leave the data, announced lengths that overflow
        "42",
        "5bffffffffffffffff",
        "9bffffffffffffffff00",
        "bbffffffffffffffff",
        // too few and too many values
        "8201",
        "0000",
        // links: no byte string, empty, no zero byte, no CID, bytes after the CID
        "d82a00",
        "d82a40",
        "d82a4101",
        "d82a4100",
        "d82a420001"
      })
  void malformedCborIsASerializationError(String cbor) {
    assertRefused(ErrorNumber.SERIALIZATION, Multicodec.DAG_CBOR, HexFormat.of().parseHex(cbor));
  }

  @Test
  void bytesAfterTheCidAreASerializationError() {
    byte[] cid = LINK.toBytes();
    byte[] longer = java.util.Arrays.copyOf(cid, cid.length + 1);
    assertRefused(
        ErrorNumber.SERIALIZATION,
        Multicodec.DAG_CBOR,
        new CborWriter().link(longer).toByteArray());
  }

  @Test
  void failedScanIsChargedForTheHeadsItSaw() {
    assertRefused(ErrorNumber.SERIALIZATION, Multicodec.DAG_CBOR, new byte[] {(byte) 0x83, 1});
    // The array, the integer, and the head that was not there.
    assertThat(gas.used()).isEqualTo(105_000);
  }

  @Test
  void scanStopsWhenTheGasDoes() {
    GasTracker little = new GasTracker(100, GasSink.NONE);
    byte[] data = {(byte) 0x83, 1, 2, 3};
    assertThatThrownBy(() -> LinkScanner.scan(Multicodec.DAG_CBOR, data, PriceLists.TEEP, little))
        .isSameAs(OutOfGas.INSTANCE);
    assertThat(little.available()).isZero();
  }

  private List<Cid> scan(byte[] data) throws SyscallException {
    return LinkScanner.scan(Multicodec.DAG_CBOR, data, PriceLists.TEEP, gas);
  }

  private void assertRefused(ErrorNumber error, long codec, byte[] data) {
    assertThatThrownBy(() -> LinkScanner.scan(codec, data, PriceLists.TEEP, gas))
        .isInstanceOfSatisfying(
            SyscallException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
