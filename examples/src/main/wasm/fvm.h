// SPDX-License-Identifier: Apache-2.0
//
// What an actor written in C sees of the Filecoin VM: the syscalls it may import (FVM 4, network version 21 and later),
// the structs they fill, error numbers and exit codes. Every syscall returns an error number, 0 for success; one with a
// result takes a pointer to it first. Block 0 is no block.

#pragma once

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int i32;
typedef long long i64;

#define PACKED __attribute__((packed))
#define EXPORT(name) __attribute__((export_name(name)))
#define SYSCALL(module, name) __attribute__((import_module(module), import_name(name)))

// --- results; packed, little-endian

typedef struct PACKED { u64 low, high; } token_amount;  // attoFIL

typedef struct PACKED {
  u64 origin, nonce, caller, receiver, method;
  token_amount value_received, gas_premium;
  u64 flags;  // bit 0: read-only
} message_context;

typedef struct PACKED { u64 codec; u32 id, size; } ipld_open;
typedef struct PACKED { u64 codec; u32 size; } ipld_stat;
typedef struct PACKED { u32 exit_code, return_id; u64 return_codec; u32 return_size; } send_result;

// --- syscalls

SYSCALL("vm", "exit") _Noreturn u32 vm_exit(u32 code, u32 block, const char *message, u32 length);
SYSCALL("vm", "message_context") u32 vm_message_context(message_context *);
SYSCALL("ipld", "block_open") u32 ipld_block_open(ipld_open *, const u8 *cid);
SYSCALL("ipld", "block_create") u32 ipld_block_create(u32 *id, u64 codec, const u8 *data, u32 length);
// The result is how many bytes of the block are left behind what was read; negative if the buffer was not filled.
SYSCALL("ipld", "block_read") u32 ipld_block_read(i32 *left, u32 id, u32 offset, u8 *into, u32 capacity);
SYSCALL("ipld", "block_link") u32 ipld_block_link(u32 *length, u32 id, u64 hash, u32 hash_length, u8 *cid, u32 capacity);
SYSCALL("self", "root") u32 self_root(u32 *length, u8 *cid, u32 capacity);
SYSCALL("self", "set_root") u32 self_set_root(const u8 *cid);
SYSCALL("actor", "resolve_address") u32 actor_resolve_address(u64 *id, const u8 *address, u32 length);
SYSCALL("send", "send") u32 send_send(send_result *, const u8 *to, u32 to_length, u64 method, u32 params, u64 value_high,
                                      u64 value_low, u64 gas_limit, u64 flags);

// --- numbers

enum { DAG_CBOR = 0x71, BLAKE2B_256 = 0xb220, DIGEST_BYTES = 32, MAX_CID_BYTES = 100, MAX_ADDRESS_BYTES = 65 };
enum { NO_BLOCK = 0, OK = 0 };
#define ALL_GAS (~0ULL)

enum {
  USR_ILLEGAL_ARGUMENT = 16,
  USR_INSUFFICIENT_FUNDS = 19,
  USR_ILLEGAL_STATE = 20,
  USR_SERIALIZATION = 21,
  USR_UNHANDLED_MESSAGE = 22,
};

// --- what most actors do with them

// Ends the call; whatever it changed is undone.
#define ABORT(code, text) vm_exit(code, NO_BLOCK, text, sizeof(text) - 1)

static inline u64 method_called(u64 *caller) {
  message_context context;
  if (vm_message_context(&context) != OK) ABORT(USR_ILLEGAL_STATE, "no message");
  if (caller) *caller = context.caller;
  return context.method;
}

// Reads a whole block. Returns its length.
static inline u32 read_block(u32 id, u8 *into, u32 capacity) {
  i32 left;
  if (ipld_block_read(&left, id, 0, into, capacity) != OK) ABORT(USR_SERIALIZATION, "block missing");
  if (left > 0) ABORT(USR_SERIALIZATION, "block too large");
  return capacity + (u32)left;
}

static inline u32 create_block(const u8 *data, u32 length) {
  u32 id;
  if (ipld_block_create(&id, DAG_CBOR, data, length) != OK) ABORT(USR_SERIALIZATION, "block refused");
  return id;
}

static inline u32 load_state(u8 *into, u32 capacity) {
  u8 cid[MAX_CID_BYTES];
  u32 length;
  ipld_open block;
  if (self_root(&length, cid, sizeof cid) != OK) ABORT(USR_ILLEGAL_STATE, "no state");
  if (ipld_block_open(&block, cid) != OK) ABORT(USR_ILLEGAL_STATE, "state missing");
  return read_block(block.id, into, capacity);
}

static inline void save_state(const u8 *data, u32 data_length) {
  u8 cid[MAX_CID_BYTES];
  u32 length;
  u32 block = create_block(data, data_length);
  if (ipld_block_link(&length, block, BLAKE2B_256, DIGEST_BYTES, cid, sizeof cid) != OK) ABORT(USR_ILLEGAL_STATE, "no link");
  if (self_set_root(cid) != OK) ABORT(USR_ILLEGAL_STATE, "the state cannot be changed here");
}
