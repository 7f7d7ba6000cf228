// SPDX-License-Identifier: Apache-2.0
//
// A ledger of points. State: an array of [actor, points], one for each actor that ever had some. A new ledger is the
// empty array, the state every new actor has.

#include "cbor.h"

enum { MAX_ENTRIES = 100, STATE_BYTES = 9 + MAX_ENTRIES * (1 + 9 + 9), PARAMS_BYTES = 32 };

// FRC-42: the first four bytes of blake2b-512("1|name") that make a number of 2^24 or more
enum { CREDIT = 1559117131, MOVE = 4213082253, POINTS_OF = 705421679 };

typedef struct { u64 actor, points; } entry;

static entry entries[MAX_ENTRIES];
static u32 count;
static u8 buffer[STATE_BYTES];

static void load(void) {
  cbor_reader in = {buffer, buffer + load_state(buffer, sizeof buffer)};
  u64 size = read_head(&in, CBOR_ARRAY);
  if (size > MAX_ENTRIES) malformed();
  for (count = 0; count < size; count++) {
    read_tuple(&in, 2);
    entries[count].actor = read_uint(&in);
    entries[count].points = read_uint(&in);
  }
  expect_end(&in);
}

static void save(void) {
  cbor_writer out = {buffer, buffer + sizeof buffer};
  write_head(&out, CBOR_ARRAY, count);
  for (u32 i = 0; i < count; i++) {
    write_head(&out, CBOR_ARRAY, 2);
    write_uint(&out, entries[i].actor);
    write_uint(&out, entries[i].points);
  }
  save_state(buffer, (u32)(out.at - buffer));
}

static entry *find(u64 actor) {
  for (u32 i = 0; i < count; i++)
    if (entries[i].actor == actor) return &entries[i];
  return 0;
}

static u64 credit(u64 actor, u64 points) {
  entry *to = find(actor);
  if (!to) {
    if (count == MAX_ENTRIES) ABORT(USR_ILLEGAL_STATE, "the ledger is full");
    to = &entries[count++];
    to->actor = actor;
    to->points = 0;
  }
  if (to->points + points < points) ABORT(USR_ILLEGAL_ARGUMENT, "more points than the ledger can count");
  return to->points += points;
}

static u64 move(u64 from, u64 to, u64 points) {
  entry *giver = find(from);
  if (!giver || giver->points < points) ABORT(USR_INSUFFICIENT_FUNDS, "the caller has not so many points");
  giver->points -= points;
  return credit(to, points);
}

static u32 answer(u64 points) {
  cbor_writer out = {buffer, buffer + sizeof buffer};
  write_uint(&out, points);
  return create_block(buffer, (u32)(out.at - buffer));
}

EXPORT("invoke") u32 invoke(u32 params) {
  u64 caller;
  u64 method = method_called(&caller);
  if (method != CREDIT && method != MOVE && method != POINTS_OF) ABORT(USR_UNHANDLED_MESSAGE, "the ledger has no such method");
  u8 given[PARAMS_BYTES];
  cbor_reader in = {given, given + read_block(params, given, sizeof given)};
  load();
  u64 points;
  if (method == POINTS_OF) {
    entry *found = find(read_uint(&in));
    expect_end(&in);
    return answer(found ? found->points : 0);
  }
  read_tuple(&in, 2);
  u64 to = read_uint(&in);
  u64 amount = read_uint(&in);
  expect_end(&in);
  points = method == CREDIT ? credit(to, amount) : move(caller, to, amount);
  save();
  return answer(points);
}
