// SPDX-License-Identifier: Apache-2.0
package io.jfvm.gas;

import io.jfvm.types.NetworkVersion;

/**
 * The price lists of the network, each the one before it with changes. The only place where prices
 * are written.
 *
 * <p>Source: ref-fvm {@code fvm/src/gas/price_list.rs} at {@code release/v2}, {@code release/v3}
 * and 4.8.
 */
public final class PriceLists {
  private static final long BYTE_STORED = 1300;
  private static final long MESSAGE_ENVELOPE_BYTES = 36;
  private static final long ACTOR_BYTES = 36 + 40;

  // The registered seal proofs aggregates are priced for.
  private static final long SEAL_32GIB = 8;
  private static final long SEAL_64GIB = 9;
  private static final long NI_SEAL_32GIB = 18;
  private static final long NI_SEAL_64GIB = 19;

  /** Partitions of a non-interactive seal. */
  private static final long NI_PARTITIONS = 126;

  /** Network version 17, the list of Skyr. */
  public static final PriceList SKYR =
      PriceList.of(
          "SKYR",
          list ->
              list.gas(Price.MESSAGE_COMPUTE, 38863)
                  .gas(Price.MESSAGE_STORAGE, MESSAGE_ENVELOPE_BYTES * BYTE_STORED)
                  .gas(Price.MESSAGE_PER_BYTE, BYTE_STORED)
                  .gas(Price.RETURN_PER_BYTE, BYTE_STORED)
                  .gas(Price.SEND, 29_233)
                  .gas(Price.SEND_VALUE, 27_500)
                  .gas(Price.SEND_VALUE_ONLY, 159_672)
                  .gas(Price.SEND_METHOD_DISCOUNT, 5377)
                  .gas(Price.SYSCALL, 14_000)
                  .gas(Price.ACTOR_CREATE, 1_108_454 + ACTOR_BYTES * BYTE_STORED)
                  .gas(Price.ACTOR_DELETE_REFUND, ACTOR_BYTES * BYTE_STORED)
                  .gas(Price.SECP_SIGNATURE, 1_637_292)
                  .gas(Price.BLS_SIGNATURE, 16_598_605)
                  .gas(Price.SECP_RECOVER, 1_637_292)
                  .gas(Price.HASHING, 31_355)
                  .gas(Price.UNSEALED_SECTOR_CID, 98_647)
                  .gas(Price.VERIFY_SEAL, 2000)
                  .gas(Price.VERIFY_CONSENSUS_FAULT, 21_000 + 495_422)
                  .gas(Price.VERIFY_REPLICA_UPDATE, 36_316_136)
                  .gas(Price.VERIFY_POST, 117_680_921)
                  .gas(Price.VERIFY_POST_PER_SECTOR, 43_780)
                  .aggregate(
                      SEAL_32GIB,
                      449_900,
                      StepCost.of(
                          4,
                          103_994_170,
                          7,
                          112_356_810,
                          13,
                          122_912_610,
                          26,
                          137_559_930,
                          52,
                          162_039_100,
                          103,
                          210_960_780,
                          205,
                          318_351_180,
                          410,
                          528_274_980))
                  .aggregate(
                      SEAL_64GIB,
                      359_272,
                      StepCost.of(
                          4,
                          102_581_240,
                          7,
                          110_803_030,
                          13,
                          120_803_700,
                          26,
                          134_642_130,
                          52,
                          157_357_890,
                          103,
                          203_017_690,
                          205,
                          304_253_590,
                          410,
                          509_880_640))
                  .gas(Price.RANDOMNESS, 21_000)
                  .milligas(Price.BLOCK_MEMCPY_PER_BYTE, 500)
                  // The second copy that linking makes; part of what is retained elsewhere.
                  .milligas(Price.BLOCK_ALLOCATE_PER_BYTE, 500)
                  .milligas(Price.BLOCK_RETENTION_PER_BYTE, 10_500)
                  .gas(Price.BLOCK_OPEN, 21_000 + 114_617)
                  .gas(Price.BLOCK_PERSIST_COMPUTE, 353_640)
                  .gas(Price.BLOCK_PERSIST_PER_BYTE, BYTE_STORED)
                  .gas(Price.WASM_INSTRUCTION, 4));

  /** Network versions 18 to 20: actors, hashes and events at their cost, and memory. */
  public static final PriceList HYGGE =
      SKYR.with(
          "HYGGE",
          list ->
              list.gas(Price.SEND, 0)
                  .gas(Price.SEND_VALUE, 0)
                  .gas(Price.SEND_VALUE_ONLY, 0)
                  .gas(Price.SEND_METHOD_DISCOUNT, 0)
                  .gas(Price.VALUE_TRANSFER, 6000)
                  .gas(Price.METHOD_INVOCATION, 75_000)
                  .gas(Price.ACTOR_LOOKUP, 500_000)
                  .gas(Price.ACTOR_UPDATE, 475_000)
                  .gas(Price.ACTOR_CREATE, 650_000)
                  .gas(Price.ACTOR_DELETE_REFUND, 0)
                  .gas(Price.ADDRESS_LOOKUP, 1_050_000)
                  .gas(Price.ADDRESS_ASSIGNMENT, 1_000_000)
                  .gas(Price.SECP_SIGNATURE_PER_BYTE, 10)
                  .gas(Price.BLS_SIGNATURE_PER_BYTE, 26)
                  .gas(Price.HASHING, 0)
                  .gas(Price.SHA2_256_PER_BYTE, 7)
                  .gas(Price.BLAKE2B_256_PER_BYTE, 10)
                  .gas(Price.BLAKE2B_512_PER_BYTE, 10)
                  .gas(Price.KECCAK_256_PER_BYTE, 33)
                  .gas(Price.RIPEMD_160_PER_BYTE, 35)
                  .gas(Price.TIPSET_CID_LATEST, 50_000)
                  .gas(Price.TIPSET_CID_HISTORICAL, 215_000)
                  .milligas(Price.BLOCK_MEMCPY_PER_BYTE, 400)
                  .gas(Price.BLOCK_ALLOCATE_PER_BYTE, 2)
                  .gas(Price.BLOCK_RETENTION_PER_BYTE, 10)
                  .gas(Price.BLOCK_OPEN, 187_440)
                  .gas(Price.BLOCK_PERSIST_COMPUTE, 172_000)
                  .gas(Price.BLOCK_PERSIST_STORAGE, 334_000)
                  .gas(Price.BLOCK_PERSIST_PER_BYTE, 3340)
                  .gas(Price.EVENT_VALIDATION, 1750)
                  .gas(Price.EVENT_VALIDATION_PER_BYTE, 25)
                  .milligas(Price.WASM_MEMORY_COPY_PER_BYTE, 400)
                  .milligas(Price.WASM_MEMORY_FILL_PER_BYTE, 400));

  /** Network versions 21 to 24: links, events by entries, lookback. */
  public static final PriceList WATERMELON =
      HYGGE.with(
          "WATERMELON",
          list ->
              list.gas(Price.BLS_PAIRING, 8_299_302)
                  .gas(Price.BLS_HASHING_PER_BYTE, 7)
                  // 19 steps of 20 epochs, the operation itself, and the extern.
                  .gas(Price.LOOKBACK, 5800 * 19 + 15_000 + 21_000)
                  .gas(Price.LOOKBACK_PER_EPOCH, 75)
                  .gas(Price.IPLD_SCAN_PER_FIELD, 35)
                  .gas(Price.IPLD_SCAN_PER_CID, 400)
                  .gas(Price.IPLD_LINK_TRACKED, 300)
                  .gas(Price.IPLD_LINK_CHECKED, 300)
                  .gas(Price.EVENT, 2000)
                  .gas(Price.EVENT_PER_ENTRY, 1400)
                  .gas(Price.UTF8_VALIDATION, 500)
                  .gas(Price.UTF8_VALIDATION_PER_BYTE, 16));

  /** From network version 25: seals at their cost, non-interactive aggregates. */
  public static final PriceList TEEP =
      WATERMELON.with(
          "TEEP",
          list ->
              list.gas(Price.VERIFY_SEAL, 42_000_000)
                  .aggregate(
                      NI_SEAL_32GIB,
                      44_990 * NI_PARTITIONS,
                      StepCost.of(
                          1,
                          112_356_810,
                          2,
                          122_912_610,
                          3,
                          137_559_930,
                          5,
                          162_039_100,
                          9,
                          210_960_780,
                          17,
                          318_351_180,
                          33,
                          528_274_980))
                  .aggregate(
                      NI_SEAL_64GIB,
                      35_928 * NI_PARTITIONS,
                      StepCost.of(
                          1,
                          110_803_030,
                          2,
                          120_803_700,
                          3,
                          134_642_130,
                          5,
                          157_357_890,
                          9,
                          203_017_690,
                          17,
                          304_253_590,
                          33,
                          509_880_640)));

  private PriceLists() {}

  /** The list of a network version. */
  public static PriceList of(NetworkVersion version) {
    return switch (version) {
      case NV17 -> SKYR;
      case NV18, NV19, NV20 -> HYGGE;
      case NV21, NV22, NV23, NV24 -> WATERMELON;
      case NV25, NV26, NV27, NV28 -> TEEP;
    };
  }
}
