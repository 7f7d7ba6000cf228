// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.kernel.EventHeader;
import io.jfvm.kernel.EventOps;
import io.jfvm.kernel.SyscallException;
import io.jfvm.machine.RuleSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The namespace {@code event}, from network version 18. */
final class EventSyscalls {
  private static final int HEADER_BYTES = 24;

  private EventSyscalls() {}

  static void bind(SyscallTable table, RuleSet rules) {
    switch (rules) {
      case FVM2 -> {}
      case FVM3 -> table.unit("event", "emit_event", "ii", EventSyscalls::emitEncoded);
      case FVM4 -> table.unit("event", "emit_event", "iiiiii", EventSyscalls::emit);
    }
  }

  /**
   * {@code emit_event(event_ptr, event_len)}: the list of entries in CBOR.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if the event leaves the memory; those of {@link
   *     EventOps#emitEvent(byte[])}
   */
  private static void emitEncoded(EventOps events, GuestMemory memory, Args args)
      throws SyscallException {
    events.emitEvent(memory.read(args.i32(0), args.i32(1)));
  }

  /**
   * {@code emit_event(entries_ptr, entry_count, keys_ptr, keys_len, values_ptr, values_len)}: each
   * entry is {flags u64, codec u64, key length u32, value length u32}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if an argument leaves the memory; those of {@link
   *     EventOps#emitEvent(List, byte[], byte[])}
   */
  private static void emit(EventOps events, GuestMemory memory, Args args) throws SyscallException {
    int count = args.i32(1);
    if (Integer.toUnsignedLong(count) * HEADER_BYTES >>> Integer.SIZE != 0) {
      throw GuestMemory.illegalArgument("too many event entries");
    }
    byte[] headers = memory.read(args.i32(0), count * HEADER_BYTES);
    byte[] keys = memory.read(args.i32(2), args.i32(3));
    byte[] values = memory.read(args.i32(4), args.i32(5));
    events.emitEvent(headers(headers), keys, values);
  }

  private static List<EventHeader> headers(byte[] data) {
    ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    List<EventHeader> headers = new ArrayList<>(data.length / HEADER_BYTES);
    while (in.hasRemaining()) {
      headers.add(new EventHeader(in.getLong(), in.getLong(), in.getInt(), in.getInt()));
    }
    return headers;
  }
}
