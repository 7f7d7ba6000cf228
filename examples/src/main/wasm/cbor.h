// SPDX-License-Identifier: Apache-2.0
//
// As much of DAG-CBOR as small actors need: unsigned integers, byte strings, arrays. Heads must have the shortest form.

#pragma once

#include "fvm.h"

enum { CBOR_UINT = 0, CBOR_BYTES = 2, CBOR_ARRAY = 4 };

typedef struct { const u8 *at, *end; } cbor_reader;
typedef struct { u8 *at, *end; } cbor_writer;

static inline void malformed(void) { ABORT(USR_SERIALIZATION, "malformed CBOR"); }

static inline u64 read_head(cbor_reader *in, u32 major) {
  if (in->at == in->end || *in->at >> 5 != major) malformed();
  u32 code = *in->at++ & 31;
  if (code < 24) return code;
  if (code > 27) malformed();
  u32 width = 1u << (code - 24);
  if ((u32)(in->end - in->at) < width) malformed();
  u64 value = 0;
  for (u32 i = 0; i < width; i++) value = value << 8 | *in->at++;
  if (width == 1 ? value < 24 : value >> (width * 4) == 0) malformed();
  return value;
}

static inline u64 read_uint(cbor_reader *in) { return read_head(in, CBOR_UINT); }

static inline void read_tuple(cbor_reader *in, u32 fields) {
  if (read_head(in, CBOR_ARRAY) != fields) malformed();
}

// The string stays where it is.
static inline const u8 *read_bytes(cbor_reader *in, u32 *length) {
  u64 size = read_head(in, CBOR_BYTES);
  if (size > (u64)(in->end - in->at)) malformed();
  const u8 *bytes = in->at;
  in->at += size;
  *length = (u32)size;
  return bytes;
}

static inline void expect_end(cbor_reader *in) {
  if (in->at != in->end) malformed();
}

static inline void write_byte(cbor_writer *out, u32 byte) {
  if (out->at == out->end) ABORT(USR_ILLEGAL_STATE, "no room");
  *out->at++ = (u8)byte;
}

static inline void write_head(cbor_writer *out, u32 major, u64 value) {
  if (value < 24) {
    write_byte(out, major << 5 | (u32)value);
    return;
  }
  u32 log = value < 1ULL << 8 ? 0 : value < 1ULL << 16 ? 1 : value < 1ULL << 32 ? 2 : 3;
  write_byte(out, major << 5 | (24 + log));
  for (i32 shift = (8 << log) - 8; shift >= 0; shift -= 8) write_byte(out, (u32)(value >> shift) & 0xff);
}

static inline void write_uint(cbor_writer *out, u64 value) { write_head(out, CBOR_UINT, value); }

static inline void write_bytes(cbor_writer *out, const u8 *bytes, u32 length) {
  write_head(out, CBOR_BYTES, length);
  for (u32 i = 0; i < length; i++) write_byte(out, bytes[i]);
}
