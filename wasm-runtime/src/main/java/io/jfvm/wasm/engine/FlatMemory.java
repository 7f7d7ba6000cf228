// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.wasm.engine.syscall.GuestMemory;
import io.jfvm.wasm.engine.syscall.WrittenChunks;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasm.types.DataSegment;

/**
 * The linear memory of one instance as a single array, and next to it the counters and globals of
 * the instance: compiled code gets the memory as a parameter of every function, so all of them are
 * one field access away.
 *
 * <p>The array has room for some growth; what lies beyond the memory's size is zero. Which parts of
 * it were written is noted, so that only those are made new for the next invocation.
 *
 * <p>Compiled code comes here through {@link GuestCode}; the interpreter, which runs the few
 * functions too large to compile, through the interface. Floats pass as their raw bits.
 */
final class FlatMemory implements Memory {
  static final int PAGE_SHIFT = 16;

  /** Pages of an address space of 32 bits. */
  private static final int MOST_PAGES = 1 << Integer.SIZE - PAGE_SHIFT;

  /** Room for growth that comes without copying. Unit: pages. */
  private static final int ROOM = 8;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Milligas left, as the metered code counts it down; negative once it has run out. */
  long gas;

  /** Units of the stack limiter in use. */
  int stack;

  /** Globals the module defines, as raw bits; the counter's place among them is not used. */
  final long[] globals;

  private final int stackLimit;
  private final MemoryImage image;
  private final PagePool pool;
  private byte[] bytes;
  private final WrittenChunks written = new WrittenChunks();
  private int size;
  private GuestMemory view;
  private Instance instance;
  private Invocation invocation;

  FlatMemory(MemoryImage image, int globals, int stackLimit, PagePool pool) {
    this.image = image;
    this.stackLimit = stackLimit;
    this.pool = pool;
    this.globals = new long[globals];
    setBytes(new byte[roomy(image.pages()) << PAGE_SHIFT], image.pages());
    image.copyInto(bytes);
  }

  /** Goes back to the memory of a new instance. */
  void reset() {
    if (bytes.length == roomy(image.pages()) << PAGE_SHIFT) {
      written.clear(bytes);
      image.copyInto(bytes, written);
      setSize(image.pages());
    } else {
      byte[] grown = bytes;
      setBytes(pool.take(roomy(image.pages())), image.pages());
      pool.give(grown);
      Arrays.fill(bytes, (byte) 0);
      image.copyInto(bytes);
    }
    written.forget();
  }

  /** Pages of an array for so many; no more than the memory may ever have. */
  private int roomy(int pages) {
    return Math.min(
        pages + Math.max(ROOM, pages / 2 - ROOM), Math.max(pages, image.maximumPages()));
  }

  private void setBytes(byte[] newBytes, int pages) {
    bytes = newBytes;
    setSize(pages);
  }

  private void setSize(int pages) {
    size = pages << PAGE_SHIFT;
    view = new GuestMemory(bytes, size, written);
  }

  void attach(Invocation running) {
    invocation = running;
  }

  void detach() {
    invocation = null;
  }

  Invocation invocation() {
    return invocation;
  }

  GuestMemory view() {
    return view;
  }

  static FlatMemory of(Instance instance) {
    return (FlatMemory) instance.memory();
  }

  void charge(long milligas) {
    long left = gas - milligas;
    gas = left;
    if (left < 0) {
      throw GuestTrap.outOfGas();
    }
  }

  void enterStack(int cost) {
    int used = stack + cost;
    stack = used;
    if (Integer.compareUnsigned(used, stackLimit) > 0) {
      throw GuestTrap.unreachable();
    }
  }

  // --- what compiled code does; base and offset are u32

  byte readByte(int base, int offset) {
    return bytes[at(base, offset, Byte.BYTES)];
  }

  void writeByte(int base, int offset, byte value) {
    int at = at(base, offset, Byte.BYTES);
    written.mark(at);
    bytes[at] = value;
  }

  short readShort(int base, int offset) {
    return (short) SHORT.get(bytes, at(base, offset, Short.BYTES));
  }

  void writeShort(int base, int offset, short value) {
    int at = at(base, offset, Short.BYTES);
    written.mark(at);
    SHORT.set(bytes, at, value);
  }

  int readInt(int base, int offset) {
    return (int) INT.get(bytes, at(base, offset, Integer.BYTES));
  }

  void writeInt(int base, int offset, int value) {
    int at = at(base, offset, Integer.BYTES);
    written.mark(at);
    INT.set(bytes, at, value);
  }

  long readLong(int base, int offset) {
    return (long) LONG.get(bytes, at(base, offset, Long.BYTES));
  }

  void writeLong(int base, int offset, long value) {
    int at = at(base, offset, Long.BYTES);
    written.mark(at);
    LONG.set(bytes, at, value);
  }

  private int at(int base, int offset, int width) {
    long at = Integer.toUnsignedLong(base) + Integer.toUnsignedLong(offset);
    if (at > (long) size - width) {
      throw GuestTrap.outOfBounds();
    }
    return (int) at;
  }

  // --- what Endive asks of a memory

  @Override
  public int pages() {
    return size >> PAGE_SHIFT;
  }

  /** The metered code has paid already, whether or not the memory grows. */
  @Override
  public int grow(int delta) {
    int before = pages();
    if (delta == 0) {
      return before;
    }
    if (delta < 0 || delta > MOST_PAGES - before) {
      return -1;
    }
    if (delta > image.maximumPages() - before
        || !invocation.takeMemory((long) delta << PAGE_SHIFT)) {
      invocation.requireMemoryLimits();
      return -1;
    }
    int after = before + delta;
    if (after << PAGE_SHIFT <= bytes.length) {
      setSize(after);
    } else {
      byte[] old = bytes;
      setBytes(pool.take(roomy(after)), after);
      System.arraycopy(old, 0, bytes, 0, old.length);
      Arrays.fill(bytes, old.length, bytes.length, (byte) 0);
      pool.give(old);
    }
    return before;
  }

  @Override
  public int initialPages() {
    return image.pages();
  }

  @Override
  public int maximumPages() {
    return image.maximumPages();
  }

  @Override
  public boolean shared() {
    return false;
  }

  /** The image is in place already. */
  @Override
  public void zero() {}

  @Override
  public void initialize(Instance owner, DataSegment[] segments) {
    instance = owner;
    image.dropActive(owner);
  }

  @Override
  public void initPassiveSegment(int segment, int address, int offset, int length) {
    byte[] data = instance.dataSegmentData(segment);
    if ((offset | length) < 0 || length > data.length - offset) {
      throw GuestTrap.outOfBounds();
    }
    write(address, data, offset, length);
  }

  /** Endive drops segments in the instance, where they are read. */
  @Override
  public void drop(int segment) {
    instance.dropDataSegment(segment);
  }

  @Override
  public void write(int address, byte[] data, int offset, int length) {
    check(address, length);
    written.mark(address, length);
    System.arraycopy(data, offset, bytes, address, length);
  }

  @Override
  public byte[] readBytes(int address, int length) {
    check(address, length);
    return Arrays.copyOfRange(bytes, address, address + length);
  }

  /** Lengths of 2^31 and more leave any memory. */
  private void check(int address, int length) {
    if ((address | length) < 0 || length > size - address) {
      throw GuestTrap.outOfBounds();
    }
  }

  @Override
  public void fill(byte value, int from, int to) {
    if (from < 0 || to < from || to > size) {
      throw GuestTrap.outOfBounds();
    }
    written.mark(from, to - from);
    Arrays.fill(bytes, from, to, value);
  }

  @Override
  public void copy(int to, int from, int length) {
    check(to, length);
    check(from, length);
    written.mark(to, length);
    System.arraycopy(bytes, from, bytes, to, length);
  }

  @Override
  public byte read(int address) {
    return readByte(address, 0);
  }

  @Override
  public void writeByte(int address, byte value) {
    writeByte(address, 0, value);
  }

  @Override
  public short readShort(int address) {
    return readShort(address, 0);
  }

  @Override
  public long readU16(int address) {
    return Short.toUnsignedLong(readShort(address, 0));
  }

  @Override
  public void writeShort(int address, short value) {
    writeShort(address, 0, value);
  }

  @Override
  public int readInt(int address) {
    return readInt(address, 0);
  }

  @Override
  public void writeI32(int address, int value) {
    writeInt(address, 0, value);
  }

  @Override
  public long readLong(int address) {
    return readLong(address, 0);
  }

  @Override
  public void writeLong(int address, long value) {
    writeLong(address, 0, value);
  }

  @Override
  public float readFloat(int address) {
    return Float.intBitsToFloat(readInt(address));
  }

  @Override
  public long readF32(int address) {
    return readInt(address);
  }

  @Override
  public void writeF32(int address, float value) {
    writeI32(address, Float.floatToRawIntBits(value));
  }

  @Override
  public double readDouble(int address) {
    return Double.longBitsToDouble(readLong(address));
  }

  @Override
  public long readF64(int address) {
    return readLong(address);
  }

  @Override
  public void writeF64(int address, double value) {
    writeLong(address, Double.doubleToRawLongBits(value));
  }

  // --- threads, which no admitted module has

  @Override
  @Deprecated
  @SuppressWarnings("removal")
  public Object lock(int address) {
    throw new UnsupportedOperationException("shared memory");
  }

  @Override
  @Deprecated
  @SuppressWarnings("removal")
  public int waitOn(int address, int expected, long timeout) {
    throw new UnsupportedOperationException("shared memory");
  }

  @Override
  @Deprecated
  @SuppressWarnings("removal")
  public int waitOn(int address, long expected, long timeout) {
    throw new UnsupportedOperationException("shared memory");
  }

  @Override
  @Deprecated
  @SuppressWarnings("removal")
  public int notify(int address, int maxThreads) {
    throw new UnsupportedOperationException("shared memory");
  }
}
