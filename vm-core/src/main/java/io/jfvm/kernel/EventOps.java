// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.types.EventEntry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The syscall of the namespace {@code event}. */
public interface EventOps {

  /**
   * Emits an event. Zero entries are legal.
   *
   * <table><caption>Errors, in this order; entry by entry from the seventh row on</caption>
   * <tr><td>READ_ONLY</td><td>in a read-only call: uncharged</td></tr>
   * <tr><td>LIMIT_EXCEEDED</td><td>more than 255 entries</td></tr>
   * <tr><td>LIMIT_EXCEEDED</td><td>values of more than 8192 bytes in all</td></tr>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>keys that are not UTF-8</td></tr>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>flags other than 1 and 2</td></tr>
   * <tr><td>LIMIT_EXCEEDED</td><td>a key of more than 31 bytes</td></tr>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>a value of more than 8192 bytes; a key or value that leaves
   * its buffer or splits a character</td></tr>
   * <tr><td>ILLEGAL_CODEC</td><td>a value neither raw nor CBOR</td></tr>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>bytes of keys or values left over</td></tr>
   * </table>
   *
   * Gas: {@code onActorEvent}.
   *
   * @param keys all keys one after the other
   * @param values all values one after the other
   */
  void emitEvent(List<EventHeader> headers, byte[] keys, byte[] values) throws SyscallException;

  /**
   * Emits an event in CBOR, in network versions 18 to 20.
   *
   * <table><caption>Errors, in this order; the third and fourth entry by entry</caption>
   * <tr><td>READ_ONLY</td><td>in a read-only call: uncharged</td></tr>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>more than 1 MiB, not an event, or more than 256 entries</td>
   * </tr>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>a key of more than 32 bytes</td></tr>
   * <tr><td>ILLEGAL_CODEC</td><td>a value that is not raw</td></tr>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>values of more than 8192 bytes in all</td></tr>
   * </table>
   *
   * Gas: {@code onEncodedEventValidation} before, {@code onEncodedEventAcceptance} after the
   * checks.
   *
   * @param event the list of its entries
   */
  void emitEvent(byte[] event) throws SyscallException;

  /** Emits an event of entries that are not yet laid out in buffers. */
  default void emitEvent(List<EventEntry> entries) throws SyscallException {
    List<EventHeader> headers = new ArrayList<>(entries.size());
    ByteArrayOutputStream keys = new ByteArrayOutputStream();
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    for (EventEntry entry : entries) {
      byte[] key = entry.key().getBytes(StandardCharsets.UTF_8);
      byte[] value = entry.value();
      headers.add(new EventHeader(entry.flags(), entry.codec(), key.length, value.length));
      keys.writeBytes(key);
      values.writeBytes(value);
    }
    emitEvent(headers, keys.toByteArray(), values.toByteArray());
  }
}
