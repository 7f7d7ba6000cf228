// SPDX-License-Identifier: Apache-2.0
package io.jfvm.gas;

/**
 * What has a price of its own. A charge sums one or more of these; {@link PriceList} says how.
 *
 * <p>Names and meaning: ref-fvm {@code fvm/src/gas/price_list.rs}.
 */
public enum Price {
  MESSAGE_COMPUTE,
  MESSAGE_STORAGE,
  MESSAGE_PER_BYTE,
  RETURN_PER_BYTE,
  VALUE_TRANSFER,
  METHOD_INVOCATION,
  SYSCALL,
  /** Calls of network version 17: of any, with value, with nothing but value, of a method. */
  SEND,
  SEND_VALUE,
  SEND_VALUE_ONLY,
  SEND_METHOD_DISCOUNT,

  ACTOR_LOOKUP,
  ACTOR_UPDATE,
  ACTOR_CREATE,
  /** Given back, in network version 17. */
  ACTOR_DELETE_REFUND,
  ADDRESS_LOOKUP,
  ADDRESS_ASSIGNMENT,

  SECP_SIGNATURE,
  SECP_SIGNATURE_PER_BYTE,
  BLS_SIGNATURE,
  BLS_SIGNATURE_PER_BYTE,
  SECP_RECOVER,
  BLS_PAIRING,
  BLS_HASHING_PER_BYTE,

  /** Any hash of any size, in network version 17. */
  HASHING,
  SHA2_256_PER_BYTE,
  BLAKE2B_256_PER_BYTE,
  BLAKE2B_512_PER_BYTE,
  KECCAK_256_PER_BYTE,
  RIPEMD_160_PER_BYTE,

  UNSEALED_SECTOR_CID,
  VERIFY_SEAL,
  VERIFY_CONSENSUS_FAULT,
  VERIFY_REPLICA_UPDATE,
  VERIFY_POST,
  VERIFY_POST_PER_SECTOR,

  /** Walking back the chain, from Watermelon. */
  LOOKBACK,
  LOOKBACK_PER_EPOCH,
  /** Randomness, up to Thunder. */
  RANDOMNESS,
  TIPSET_CID_LATEST,
  TIPSET_CID_HISTORICAL,

  BLOCK_MEMCPY_PER_BYTE,
  BLOCK_ALLOCATE_PER_BYTE,
  BLOCK_RETENTION_PER_BYTE,
  BLOCK_OPEN,
  BLOCK_PERSIST_COMPUTE,
  BLOCK_PERSIST_STORAGE,
  BLOCK_PERSIST_PER_BYTE,
  IPLD_SCAN_PER_FIELD,
  IPLD_SCAN_PER_CID,
  IPLD_LINK_TRACKED,
  IPLD_LINK_CHECKED,

  /** Events from Watermelon. */
  EVENT,
  EVENT_PER_ENTRY,
  UTF8_VALIDATION,
  UTF8_VALIDATION_PER_BYTE,
  /** Events up to Thunder. */
  EVENT_VALIDATION,
  EVENT_VALIDATION_PER_BYTE,

  WASM_INSTRUCTION,
  WASM_MEMORY_COPY_PER_BYTE,
  WASM_MEMORY_FILL_PER_BYTE
}
