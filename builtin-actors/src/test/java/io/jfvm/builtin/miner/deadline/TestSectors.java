// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Sectors for tests. */
final class TestSectors {
  static final Cid SEALED_CID = Cid.ofBlock(Multicodec.DAG_CBOR, new byte[] {1});

  private TestSectors() {}

  /** A sector active since epoch 0. */
  static Sector sector(long number, long expiration, long verifiedWeight, long pledge, long fee) {
    return new Sector(
        number,
        8,
        SEALED_CID,
        List.of(),
        new ChainEpoch(0),
        new ChainEpoch(expiration),
        BigInteger.ZERO,
        BigInteger.valueOf(verifiedWeight),
        TokenAmount.ofAtto(pledge),
        Optional.empty(),
        Optional.empty(),
        new ChainEpoch(0),
        Optional.empty(),
        Optional.empty(),
        Sector.SIMPLE_QA_POWER,
        TokenAmount.ofAtto(fee));
  }

  /** The same with another expiration. */
  static Sector expiringAt(Sector sector, long expiration) {
    return sector(
        sector.number(),
        expiration,
        sector.verifiedDealWeight().longValueExact(),
        sector.initialPledge().atto().longValueExact(),
        sector.dailyFee().atto().longValueExact());
  }

  /** The array of these sectors. */
  static Sectors array(Blockstore store, Iterable<Sector> sectors) {
    Sectors array =
        Sectors.load(store, Amt.empty(AmtType.of(Sector.CODEC, Sectors.BIT_WIDTH), store).flush());
    sectors.forEach(sector -> array.store(List.of(sector)));
    return array;
  }

  static BitField bits(long... numbers) {
    return BitField.of(numbers);
  }

  static ChainEpoch at(long epoch) {
    return new ChainEpoch(epoch);
  }
}
