// SPDX-License-Identifier: Apache-2.0
//
// Pays accounts and asks contracts on behalf of others. State: the number of the ledger in which it notes what it paid.

#include "cbor.h"

enum { BUFFER_BYTES = 4096 };

// FRC-42: the first four bytes of blake2b-512("1|name") that make a number of 2^24 or more
enum { PAY = 1876425129, ASK = 1267136201, LEDGER_CREDIT = 1559117131 };
#define INVOKE_CONTRACT 3844450837ULL

// Exit codes of its own begin at 32.
enum { CONTRACT_FAILED = 40 };

static u8 given[BUFFER_BYTES];
static u8 made[BUFFER_BYTES];

static u32 id_address(u64 id, u8 *out) {
  u32 length = 0;
  out[length++] = 0;
  for (; id >= 0x80; id >>= 7) out[length++] = (u8)id | 0x80;
  out[length++] = (u8)id;
  return length;
}

// Notes in the ledger what an actor got. That it cannot is no reason to keep the money.
static void note(const u8 *to, u32 to_length, u64 amount) {
  u64 actor;
  if (actor_resolve_address(&actor, to, to_length) != OK) return;
  cbor_reader state = {made, made + load_state(made, sizeof made)};
  u8 ledger[MAX_ADDRESS_BYTES];
  u32 ledger_length = id_address(read_uint(&state), ledger);
  cbor_writer out = {made, made + sizeof made};
  write_head(&out, CBOR_ARRAY, 2);
  write_uint(&out, actor);
  write_uint(&out, amount);
  send_result result;
  send_send(&result, ledger, ledger_length, LEDGER_CREDIT, create_block(made, (u32)(out.at - made)), 0, 0, ALL_GAS, 0);
}

// [address, attoFIL] -> [error number, exit code]: a send that fails is an answer, not the end of the call.
static u32 pay(cbor_reader *in) {
  u32 to_length;
  read_tuple(in, 2);
  const u8 *to = read_bytes(in, &to_length);
  u64 amount = read_uint(in);
  expect_end(in);
  send_result result = {0};
  u32 error = send_send(&result, to, to_length, 0, NO_BLOCK, 0, amount, ALL_GAS, 0);
  if (error == OK && result.exit_code == OK) note(to, to_length, amount);
  cbor_writer out = {made, made + sizeof made};
  write_head(&out, CBOR_ARRAY, 2);
  write_uint(&out, error);
  write_uint(&out, error == OK ? result.exit_code : 0);
  return create_block(made, (u32)(out.at - made));
}

// [address of a contract, calldata] -> what the contract returned. What it reverts with is handed on.
static u32 ask(cbor_reader *in) {
  u32 to_length, calldata_length;
  read_tuple(in, 2);
  const u8 *to = read_bytes(in, &to_length);
  const u8 *calldata = read_bytes(in, &calldata_length);
  expect_end(in);
  cbor_writer out = {made, made + sizeof made};
  write_bytes(&out, calldata, calldata_length);
  u32 params = create_block(made, (u32)(out.at - made));
  send_result result;
  if (send_send(&result, to, to_length, INVOKE_CONTRACT, params, 0, 0, ALL_GAS, 0) != OK)
    ABORT(USR_ILLEGAL_ARGUMENT, "there is no such contract");
  if (result.exit_code != OK) {
    static const char text[] = "the contract failed";
    vm_exit(CONTRACT_FAILED, result.return_id, text, sizeof text - 1);
  }
  if (result.return_id == NO_BLOCK) return NO_BLOCK;
  cbor_reader answer = {made, made + read_block(result.return_id, made, sizeof made)};
  u32 length;
  read_bytes(&answer, &length);
  expect_end(&answer);
  return result.return_id;
}

EXPORT("invoke") u32 invoke(u32 params) {
  u64 method = method_called(0);
  if (method != PAY && method != ASK) ABORT(USR_UNHANDLED_MESSAGE, "the courier has no such method");
  cbor_reader in = {given, given + read_block(params, given, sizeof given)};
  return method == PAY ? pay(&in) : ask(&in);
}
