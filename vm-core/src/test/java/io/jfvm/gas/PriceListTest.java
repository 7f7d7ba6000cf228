// SPDX-License-Identifier: Apache-2.0
package io.jfvm.gas;

import static io.jfvm.gas.PriceLists.HYGGE;
import static io.jfvm.gas.PriceLists.SKYR;
import static io.jfvm.gas.PriceLists.TEEP;
import static io.jfvm.gas.PriceLists.WATERMELON;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.crypto.Hash;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceListTest {
  private static final List<PriceList> ALL = List.of(HYGGE, WATERMELON, TEEP);
  private static final List<PriceList> FVM4 = List.of(WATERMELON, TEEP);

  @Test
  void versionsHaveTheirLists() {
    assertThat(PriceLists.of(NetworkVersion.NV17)).isSameAs(SKYR);
    assertThat(PriceLists.of(NetworkVersion.NV18)).isSameAs(HYGGE);
    assertThat(PriceLists.of(NetworkVersion.NV20)).isSameAs(HYGGE);
    assertThat(PriceLists.of(NetworkVersion.NV21)).isSameAs(WATERMELON);
    assertThat(PriceLists.of(NetworkVersion.NV24)).isSameAs(WATERMELON);
    assertThat(PriceLists.of(NetworkVersion.NV25)).isSameAs(TEEP);
    assertThat(PriceLists.of(NetworkVersion.NV28)).isSameAs(TEEP);
  }

  @Test
  void skyr() {
    assertGas(SKYR.onChainMessage(200), 38_863 + 1300 * 236);
    assertGas(SKYR.onMethodReturn(1, 10, 0), 13_000);
    assertGas(SKYR.onSend(false, true), 29_233);
    assertGas(SKYR.onSend(true, true), 216_405);
    assertGas(SKYR.onSend(false, false), 23_856);
    assertGas(SKYR.onSend(true, false), 51_356);
    assertGas(SKYR.onCreateActor(true), 1_207_254);
    assertGas(SKYR.onCreateActor(false), 1_207_254);
    assertGas(SKYR.refundOfDeletion(), 98_800);
    assertGas(SKYR.onActorLookup(), 0);
    assertGas(SKYR.onActorUpdate(), 0);
    assertGas(SKYR.onVerifySignature(Signature.Type.SECP256K1, 3), 1_637_292);
    assertGas(SKYR.onVerifySignature(Signature.Type.BLS, 3), 16_598_605);
    assertGas(SKYR.onAnyHashing(), 31_355);
    assertGas(SKYR.onVerifySeal(), 2000);
    assertGas(SKYR.onVerifyConsensusFault(), 516_422);
    assertGas(SKYR.onVerifyAggregateSeals(9, 4), 104_018_328);
    assertGas(SKYR.onGetMixedRandomness(1000), 21_000);
    assertGas(SKYR.onBlockOpenBase(), 135_617);
    assertThat(SKYR.onBlockOpen(7, 0)).isEqualTo(73_500);
    assertThat(SKYR.onBlockRead(7)).isEqualTo(3500);
    assertThat(SKYR.onBlockCreate(7, 0)).isEqualTo(73_500);
    // 353640 + (2 * 0.5 + 1300) n
    assertGas(SKYR.onBlockLink(Hash.BLAKE2B_256, 7), 362_747);
    assertGas(SKYR.onSyscall(), 14_000);
    assertThat(SKYR.of(Price.WASM_INSTRUCTION)).isEqualTo(4000);
    assertThat(SKYR.of(Price.WASM_MEMORY_FILL_PER_BYTE)).isZero();
    // What of it was given up later.
    assertGas(HYGGE.onSend(true, true), 0);
    assertGas(HYGGE.onSend(false, false), 0);
    assertGas(HYGGE.onAnyHashing(), 0);
    assertGas(HYGGE.refundOfDeletion(), 0);
  }

  @Test
  void messagesAndCalls() {
    for (PriceList prices : ALL) {
      assertGas(prices.onChainMessage(0), 38_863 + 475_000 + 1300 * 36);
      assertGas(prices.onChainMessage(200), 820_663);
      assertGas(prices.onValueTransfer(), 6000);
      assertGas(prices.onMethodInvocation(0), 75_000);
      assertGas(prices.onMethodReturn(1, 10, 3), 13_000);
      assertGas(prices.onSyscall(), 14_000);
    }
    assertGas(HYGGE.onMethodInvocation(2), 75_000);
    assertGas(HYGGE.onMethodReturn(2, 10, 3), 0);
    for (PriceList prices : FVM4) {
      assertGas(prices.onMethodInvocation(2), 75_600);
      assertGas(prices.onMethodReturn(2, 10, 3), 900);
    }
  }

  @Test
  void actors() {
    for (PriceList prices : ALL) {
      assertGas(prices.onActorLookup(), 500_000);
      assertGas(prices.onActorUpdate(), 475_000);
      assertGas(prices.onCreateActor(false), 650_000);
      assertGas(prices.onCreateActor(true), 2_700_000);
    }
  }

  @Test
  void blocks() {
    for (PriceList prices : ALL) {
      assertGas(prices.onBlockOpen(10, 0), 100);
      assertGas(prices.onBlockCreate(10, 0), 100);
      assertThat(prices.onBlockRead(7)).isEqualTo(2800);
    }
    assertGas(HYGGE.onBlockOpenBase(), 187_440);
    // 172000 + 334000 + (0.4 + 2 + 10 + 3340) n
    assertThat(HYGGE.onBlockLink(Hash.BLAKE2B_256, 7)).isEqualTo(529_466_800);
    assertGas(HYGGE.onGetRoot(), 0);
    assertGas(HYGGE.onSetRoot(), 0);
    for (PriceList prices : FVM4) {
      assertGas(prices.onBlockOpenBase(), 187_740);
      // Links matter once they cost more than what retention leaves: 7.6 n.
      assertGas(prices.onBlockOpen(100, 2), 1000);
      assertGas(prices.onBlockOpen(100, 3), 1140);
      assertGas(prices.onBlockCreate(100, 2), 1000);
      assertGas(prices.onBlockCreate(100, 3), 1140);
      assertThat(prices.onBlockLink(Hash.BLAKE2B_256, 7)).isEqualTo(529_766_800);
      assertGas(prices.onIpldScanField(), 35);
      assertGas(prices.onIpldScanCid(), 400);
      assertGas(prices.onGetRoot(), 300);
      assertGas(prices.onSetRoot(), 300);
    }
  }

  @Test
  void signaturesAndHashes() {
    for (PriceList prices : ALL) {
      assertGas(prices.onVerifySignature(Signature.Type.SECP256K1, 3), 1_637_322);
      assertGas(prices.onVerifySignature(Signature.Type.BLS, 3), 16_598_683);
      assertGas(prices.onRecoverSecpPublicKey(), 1_637_292);
      assertGas(prices.onHashing(Hash.SHA2_256, 2), 14);
      assertGas(prices.onHashing(Hash.BLAKE2B_256, 2), 20);
      assertGas(prices.onHashing(Hash.BLAKE2B_512, 2), 20);
      assertGas(prices.onHashing(Hash.KECCAK_256, 2), 66);
      assertGas(prices.onHashing(Hash.RIPEMD_160, 2), 70);
    }
    for (PriceList prices : FVM4) {
      assertGas(prices.onVerifyBlsAggregate(0, 0), 8_299_302);
      assertGas(prices.onVerifyBlsAggregate(3, 5), 33_197_243);
    }
  }

  @Test
  void proofs() {
    for (PriceList prices : ALL) {
      assertGas(prices.onComputeUnsealedSectorCid(), 98_647);
      assertGas(prices.onVerifyConsensusFault(), 516_422);
      assertGas(prices.onVerifyReplicaUpdate(), 36_316_136);
      assertGas(prices.onVerifyPost(0), 117_680_921);
      assertGas(prices.onVerifyPost(2), 117_768_481);
    }
    assertGas(HYGGE.onVerifySeal(), 2000);
    assertGas(WATERMELON.onVerifySeal(), 2000);
    assertGas(TEEP.onVerifySeal(), 42_000_000);
  }

  @Test
  void interactiveAggregates() {
    for (PriceList prices : ALL) {
      assertGas(prices.onVerifyAggregateSeals(8, 1), 449_900);
      assertGas(prices.onVerifyAggregateSeals(8, 3), 1_349_700);
      assertGas(prices.onVerifyAggregateSeals(8, 4), 105_793_770);
      assertGas(prices.onVerifyAggregateSeals(8, 6), 106_693_570);
      assertGas(prices.onVerifyAggregateSeals(8, 7), 115_506_110);
      assertGas(prices.onVerifyAggregateSeals(8, 13), 128_761_310);
      assertGas(prices.onVerifyAggregateSeals(8, 26), 149_257_330);
      assertGas(prices.onVerifyAggregateSeals(8, 52), 185_433_900);
      assertGas(prices.onVerifyAggregateSeals(8, 103), 257_300_480);
      assertGas(prices.onVerifyAggregateSeals(8, 205), 410_580_680);
      assertGas(prices.onVerifyAggregateSeals(8, 819), 896_743_080);
      assertGas(prices.onVerifyAggregateSeals(9, 4), 104_018_328);
      assertGas(prices.onVerifyAggregateSeals(9, 410), 657_182_160);
      // What has no price of its own costs as 32 GiB.
      assertGas(prices.onVerifyAggregateSeals(5, 7), 115_506_110);
      assertGas(prices.onVerifyAggregateSeals(-1, 7), 115_506_110);
    }
  }

  @Test
  void nonInteractiveAggregatesHaveTheirPriceFromTeep() {
    assertGas(WATERMELON.onVerifyAggregateSeals(18, 1), 449_900);
    assertGas(TEEP.onVerifyAggregateSeals(18, 1), 118_025_550);
    assertGas(TEEP.onVerifyAggregateSeals(19, 1), 115_329_958);
    assertGas(TEEP.onVerifyAggregateSeals(18, 65), 5_668_740 * 65L + 528_274_980);
    assertGas(TEEP.onVerifyAggregateSeals(19, 8), 4_526_928 * 8L + 157_357_890);
  }

  private static final long[] INTERACTIVE_STARTS = {4, 7, 13, 26, 52, 103, 205, 410};
  private static final long[] NON_INTERACTIVE_STARTS = {1, 2, 3, 5, 9, 17, 33};

  @Test
  void everyStepOfAggregatesAddsItsCost() {
    for (PriceList prices : ALL) {
      assertSteps(
          prices,
          8,
          449_900,
          INTERACTIVE_STARTS,
          0,
          103_994_170,
          112_356_810,
          122_912_610,
          137_559_930,
          162_039_100,
          210_960_780,
          318_351_180,
          528_274_980);
      assertSteps(
          prices,
          9,
          359_272,
          INTERACTIVE_STARTS,
          0,
          102_581_240,
          110_803_030,
          120_803_700,
          134_642_130,
          157_357_890,
          203_017_690,
          304_253_590,
          509_880_640);
    }
    assertSteps(
        TEEP,
        18,
        5_668_740,
        NON_INTERACTIVE_STARTS,
        0,
        112_356_810,
        122_912_610,
        137_559_930,
        162_039_100,
        210_960_780,
        318_351_180,
        528_274_980);
    assertSteps(
        TEEP,
        19,
        4_526_928,
        NON_INTERACTIVE_STARTS,
        0,
        110_803_030,
        120_803_700,
        134_642_130,
        157_357_890,
        203_017_690,
        304_253_590,
        509_880_640);
  }

  /** The cost before the first start, then from each start on; checked on both sides of each. */
  private static void assertSteps(
      PriceList prices, long sealProof, long perSeal, long[] starts, long... costs) {
    for (int i = 0; i < starts.length; i++) {
      long at = starts[i];
      assertGas(prices.onVerifyAggregateSeals(sealProof, at - 1), perSeal * (at - 1) + costs[i]);
      assertGas(prices.onVerifyAggregateSeals(sealProof, at), perSeal * at + costs[i + 1]);
    }
  }

  @Test
  void wasm() {
    for (PriceList prices : ALL) {
      assertGas(prices.of(Price.WASM_INSTRUCTION), 4);
      assertThat(prices.of(Price.WASM_MEMORY_COPY_PER_BYTE)).isEqualTo(400);
      assertThat(prices.of(Price.WASM_MEMORY_FILL_PER_BYTE)).isEqualTo(400);
    }
  }

  /** What came in with Watermelon costs nothing before. */
  @Test
  void linksCostNothingUpToThunder() {
    assertGas(HYGGE.onBlockOpen(100, 3), 1000);
    assertGas(HYGGE.onBlockCreate(100, 3), 1000);
    assertGas(HYGGE.onIpldScanField(), 0);
    assertGas(HYGGE.onIpldScanCid(), 0);
  }

  @Test
  void chain() {
    assertGas(HYGGE.onGetMixedRandomness(2), 21_500);
    assertGas(HYGGE.onTipsetCidUpToThunder(false), 50_000);
    assertGas(HYGGE.onTipsetCidUpToThunder(true), 215_000);
    for (PriceList prices : FVM4) {
      assertGas(prices.onGetRandomness(0), 146_200);
      assertGas(prices.onGetRandomness(900), 213_700);
      assertThat(prices.onGetRandomness(-1)).isEqualTo(Gas.MAX);
      assertGas(prices.onTipsetCid(1), 146_275);
    }
  }

  @Test
  void events() {
    // n = 10: 1750 + 25 n + 2.4 n; m = 22: 3 * 0.4 m + 2 * 2 m + 10 m
    assertThat(HYGGE.onEncodedEventValidation(10)).isEqualTo(2_024_000);
    assertThat(HYGGE.onEncodedEventAcceptance(10)).isEqualTo(334_400);
    for (PriceList prices : FVM4) {
      // 2000 + 500 + s = 12: 3 * 2.4 s + 10 s
      assertThat(prices.onActorEvent(0, 0, 0)).isEqualTo(2_706_400);
      // 2000 + 1400 * 2 + 500 + 16 * 5 + s = 12 + 18 + 5 + 40 = 75: 17.2 s
      assertThat(prices.onActorEvent(2, 5, 40)).isEqualTo(6_670_000);
    }
  }

  @Test
  void stepCostIsThatOfTheLastStepReached() {
    StepCost steps = StepCost.of(10, 1, 20, 2);
    assertGas(steps.at(0), 0);
    assertGas(steps.at(9), 0);
    assertGas(steps.at(10), 1);
    assertGas(steps.at(19), 1);
    assertGas(steps.at(20), 2);
    assertGas(steps.at(-1L), 2);
  }

  private static void assertGas(long milligas, long gas) {
    assertThat(milligas).isEqualTo(gas * 1000);
  }
}
