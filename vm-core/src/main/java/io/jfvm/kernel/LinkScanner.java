// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.crypto.Hash;
import io.jfvm.encoding.Cbor;
import io.jfvm.encoding.DecodeException;
import io.jfvm.gas.GasTracker;
import io.jfvm.gas.OutOfGas;
import io.jfvm.gas.PriceList;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.Multicodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the links of a block by the heads of its CBOR, and charges for looking even where that
 * fails.
 *
 * <p>Only DAG-CBOR has links. Every head costs, tags included; a link costs a price of its own
 * besides. Commitments to pieces and sectors are no links; inside an identity CID the search goes
 * on. Heads need not be minimal, any simple value is allowed, lengths must be definite. Source:
 * ref-fvm {@code fvm/src/ipld/}.
 */
final class LinkScanner {
  private static final int BLAKE2B_256_BYTES = 32;
  private static final int ARGUMENT_BITS = 0x1f;
  private static final int MAJOR_SHIFT = 5;

  private final long perField;
  private final long perCid;
  private final long available;
  private final List<Cid> links = new ArrayList<>();
  private long used;

  private LinkScanner(PriceList prices, long available) {
    this.perField = prices.onIpldScanField();
    this.perCid = prices.onIpldScanCid();
    this.available = available;
  }

  /** Whether blocks may be of this codec. */
  static boolean isAllowed(long codec) {
    return codec == Multicodec.CBOR || codec == Multicodec.DAG_CBOR || codec == Multicodec.RAW;
  }

  /**
   * The links in the order they stand, repeated ones too.
   *
   * @throws SyscallException SERIALIZATION for malformed CBOR or CIDs; NOT_FOUND for a link to a
   *     block that cannot exist; ILLEGAL_CODEC for a block of a codec that is not allowed
   */
  static List<Cid> scan(long codec, byte[] data, PriceList prices, GasTracker gas)
      throws SyscallException {
    LinkScanner scanner = new LinkScanner(prices, gas.available());
    try {
      scanner.scan(codec, data);
    } finally {
      gas.charge("OnScanIpldLinks", scanner.used);
    }
    return scanner.links;
  }

  private void charge(long milligas) {
    if (Long.compareUnsigned(milligas, available - used) > 0) {
      used = available;
      throw OutOfGas.INSTANCE;
    }
    used += milligas;
  }

  private void scan(long codec, byte[] data) throws SyscallException {
    if (codec == Multicodec.DAG_CBOR) {
      new Walk(data).walk();
    } else if (!isAllowed(codec)) {
      throw new SyscallException(
          ErrorNumber.ILLEGAL_CODEC, "blocks of codec 0x" + Long.toHexString(codec));
    }
  }

  private void visit(Cid cid) throws SyscallException {
    long codec = cid.codec();
    if (codec == Multicodec.COMMITMENT_UNSEALED || codec == Multicodec.COMMITMENT_SEALED) {
      return;
    }
    if (!isAllowed(codec)) {
      throw new SyscallException(
          ErrorNumber.NOT_FOUND, "link to codec 0x" + Long.toHexString(codec) + ": " + cid);
    }
    if (cid.hash() == Multicodec.IDENTITY) {
      scan(codec, cid.digest());
      return;
    }
    if (cid.hash() != Hash.BLAKE2B_256.code() || cid.digestLength() != BLAKE2B_256_BYTES) {
      throw new SyscallException(
          ErrorNumber.NOT_FOUND, "link by hash 0x" + Long.toHexString(cid.hash()) + ": " + cid);
    }
    links.add(cid);
  }

  /** One pass over one block's heads. */
  private final class Walk {
    private final byte[] data;
    private int position;
    private long argument;

    private Walk(byte[] data) {
      this.data = data;
    }

    private void walk() throws SyscallException {
      // Unsigned: a head may announce more than the data can hold, which only later goes wrong.
      long remaining = 1;
      while (remaining != 0) {
        remaining--;
        charge(perField);
        switch (head()) {
          case Cbor.BYTES, Cbor.TEXT -> string();
          case Cbor.ARRAY -> remaining = sum(remaining, argument);
          case Cbor.MAP -> {
            if (argument < 0) {
              throw malformed("too many values announced");
            }
            remaining = sum(remaining, 2 * argument);
          }
          case Cbor.TAG -> {
            if (argument == Cbor.LINK_TAG) {
              link();
            } else {
              remaining++;
            }
          }
          default -> {}
        }
      }
      if (position != data.length) {
        throw malformed((data.length - position) + " bytes after the value");
      }
    }

    private void link() throws SyscallException {
      charge(perCid);
      if (head() != Cbor.BYTES) {
        throw malformed("link that is no byte string");
      }
      int start = position;
      string();
      if (start == position || data[start] != 0) {
        throw malformed("link that does not begin with a zero byte");
      }
      Cid cid;
      try {
        cid = Cid.decode(Arrays.copyOfRange(data, start + 1, position));
      } catch (DecodeException e) {
        throw malformed("link: " + e.getMessage());
      }
      visit(cid);
    }

    private void string() throws SyscallException {
      if (Long.compareUnsigned(argument, data.length - position) > 0) {
        throw malformed("string that leaves the data");
      }
      position += (int) argument;
    }

    private long sum(long a, long b) throws SyscallException {
      long sum = a + b;
      if (Long.compareUnsigned(sum, a) < 0) {
        throw malformed("too many values announced");
      }
      return sum;
    }

    /** Reads a head, leaves its argument in the field and returns its major type. */
    private int head() throws SyscallException {
      int first = (int) bigEndian(1);
      int low = first & ARGUMENT_BITS;
      if (low > Cbor.EIGHT_BYTES) {
        throw malformed("head 0x" + Integer.toHexString(first));
      }
      argument = low < Cbor.ONE_BYTE ? low : bigEndian(1 << (low - Cbor.ONE_BYTE));
      return first >>> MAJOR_SHIFT;
    }

    private long bigEndian(int width) throws SyscallException {
      if (width > data.length - position) {
        throw malformed("the data ends inside a head");
      }
      long value = 0;
      for (int i = 0; i < width; i++) {
        value = value << 8 | data[position++] & 0xff;
      }
      return value;
    }

    private SyscallException malformed(String what) {
      return new SyscallException(
          ErrorNumber.SERIALIZATION, "CBOR before offset " + position + ": " + what);
    }
  }
}
