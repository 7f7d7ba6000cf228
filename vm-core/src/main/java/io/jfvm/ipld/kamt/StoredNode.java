// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.kamt;

import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A node as a block holds it: {@code [bitmap, [pointer…]]}, a pointer being {@code {"v": [[key,
 * value]]}} or {@code {"l": [link, bits, path]}}. Words are byte strings without leading zeros.
 * Immutable, with leaves and links only.
 *
 * <p>Stricter than the reference in what only a hostile block could hold: bits beyond the slots of
 * a node, and a path shorter than its length says, are refused at once.
 *
 * <p>Source: ref-fvm {@code ipld/kamt/src/node.rs} (load), {@code pointer.rs}.
 */
record StoredNode(int bitmap, List<Pointer> pointers) {
  static final Codec<StoredNode> CODEC = Codec.of(StoredNode::write, StoredNode::read);

  private static final String VALUES = "v";
  private static final String LINK = "l";
  private static final int WORD_BYTES = 32;
  private static final int MAX_BITMAP_BYTES = 32;

  StoredNode {
    pointers = List.copyOf(pointers);
  }

  private static void write(CborWriter out, StoredNode node) {
    out.array(2).bytes(trimmed(new Bits(0, 0, 0, Integer.toUnsignedLong(node.bitmap))));
    out.array(node.pointers.size());
    for (Pointer pointer : node.pointers) {
      out.map(1);
      switch (pointer) {
        case Pointer.Leaf leaf -> {
          out.text(VALUES).array(1).array(2);
          out.bytes(trimmed(leaf.key())).bytes(trimmed(leaf.value()));
        }
        case Pointer.Link link -> {
          out.text(LINK).array(3);
          Cid.CODEC.encode(out, link.cid());
          out.u64(link.extension().length()).bytes(link.extension().path());
        }
        case Pointer.Child child ->
            throw new IllegalStateException("a stored node has no child in memory");
      }
    }
  }

  private static StoredNode read(CborReader in) throws DecodeException {
    in.tuple(2);
    byte[] bytes = in.bytes();
    if (bytes.length > MAX_BITMAP_BYTES) {
      throw new DecodeException("KAMT bitmap of " + bytes.length + " bytes, at most 32");
    }
    Bits bits = word(bytes);
    int bitmap = (int) bits.b3();
    if (!bits.equals(new Bits(0, 0, 0, Integer.toUnsignedLong(bitmap)))) {
      throw new DecodeException("KAMT bitmap has bits beyond the 32 slots of a node");
    }
    int count = in.array();
    if (count != Integer.bitCount(bitmap)) {
      throw new DecodeException(
          "KAMT node of " + count + " pointers with " + Integer.bitCount(bitmap) + " bits set");
    }
    List<Pointer> pointers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      pointers.add(pointer(in));
    }
    return new StoredNode(bitmap, pointers);
  }

  private static Pointer pointer(CborReader in) throws DecodeException {
    if (in.map() != 1) {
      throw new DecodeException("KAMT pointer is no map of one entry");
    }
    String kind = in.text();
    return switch (kind) {
      case VALUES -> leaf(in);
      case LINK -> link(in);
      default -> throw new DecodeException("KAMT pointer is '" + kind + "', neither v nor l");
    };
  }

  private static Pointer.Leaf leaf(CborReader in) throws DecodeException {
    int count = in.array();
    if (count != 1) {
      throw new DecodeException("KAMT bucket of " + count + " entries, not 1");
    }
    in.tuple(2);
    return new Pointer.Leaf(word(in.bytes()), word(in.bytes()));
  }

  private static Pointer.Link link(CborReader in) throws DecodeException {
    in.tuple(3);
    Cid cid = Cid.CODEC.decode(in);
    long length = in.u32();
    byte[] path = in.bytes();
    if (cid.codec() != Multicodec.DAG_CBOR) {
      throw new DecodeException("KAMT node links to " + cid + ", which is not DAG-CBOR");
    }
    if (length % Kamt.BIT_WIDTH != 0 || length >= Bits.LENGTH) {
      throw new DecodeException("KAMT extension of " + length + " bits");
    }
    if (path.length < (length + 7) / 8) {
      throw new DecodeException(
          "KAMT extension of " + length + " bits with a path of " + path.length + " bytes");
    }
    return new Pointer.Link(cid, Extension.of((int) length, path));
  }

  private static Bits word(byte[] bytes) throws DecodeException {
    if (bytes.length > WORD_BYTES) {
      throw new DecodeException("word of " + bytes.length + " bytes, at most " + WORD_BYTES);
    }
    byte[] full = new byte[WORD_BYTES];
    System.arraycopy(bytes, 0, full, WORD_BYTES - bytes.length, bytes.length);
    return Bits.ofLeft(full);
  }

  private static byte[] trimmed(Bits word) {
    byte[] full = word.toBytes(WORD_BYTES);
    int zeros = 0;
    while (zeros < WORD_BYTES && full[zeros] == 0) {
      zeros++;
    }
    return Arrays.copyOfRange(full, zeros, WORD_BYTES);
  }
}
