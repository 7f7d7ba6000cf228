// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.hamt;

import io.jfvm.encoding.Cbor;
import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.util.ArrayList;
import java.util.List;

/**
 * A node as a block holds it: {@code [bitmap, [pointer…]]}, a pointer being a link or an array of
 * {@code [key, value]}. Immutable, with buckets and links only.
 *
 * <p>Source: ref-fvm {@code ipld/hamt/src/node.rs} (load), {@code pointer.rs}.
 */
record StoredNode<V>(Bitmap bitmap, List<Pointer<V>> pointers) {
  static final int BUCKET_SIZE = 3;

  StoredNode {
    pointers = List.copyOf(pointers);
  }

  static <V> Codec<StoredNode<V>> codec(Codec<V> value, int bitWidth) {
    return Codec.of((out, node) -> write(out, node, value), in -> read(in, value, 1 << bitWidth));
  }

  private static <V> void write(CborWriter out, StoredNode<V> node, Codec<V> value) {
    out.array(2);
    Bitmap.CODEC.encode(out, node.bitmap);
    out.array(node.pointers.size());
    for (Pointer<V> pointer : node.pointers) {
      switch (pointer) {
        case Pointer.Link<V> link -> Cid.CODEC.encode(out, link.cid());
        case Pointer.Bucket<V> bucket -> {
          out.array(bucket.entries().size());
          for (Pointer.Entry<V> entry : bucket.entries()) {
            out.array(2).bytes(entry.key());
            value.encode(out, entry.value());
          }
        }
        case Pointer.Child<V> child ->
            throw new IllegalStateException("a stored node has no child in memory");
      }
    }
  }

  private static <V> StoredNode<V> read(CborReader in, Codec<V> value, int slots)
      throws DecodeException {
    in.tuple(2);
    Bitmap bitmap = Bitmap.CODEC.decode(in);
    int count = in.array();
    if (count > slots) {
      throw new DecodeException("HAMT node of " + count + " pointers, at most " + slots);
    }
    if (count != bitmap.count()) {
      throw new DecodeException(
          "HAMT node of " + count + " pointers with " + bitmap.count() + " bits set");
    }
    List<Pointer<V>> pointers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      pointers.add(in.peekMajor() == Cbor.ARRAY ? bucket(in, value) : link(in));
    }
    return new StoredNode<>(bitmap, pointers);
  }

  private static <V> Pointer.Link<V> link(CborReader in) throws DecodeException {
    if (in.peekMajor() != Cbor.TAG) {
      throw new DecodeException("HAMT pointer is neither an array nor a link");
    }
    Cid cid = Cid.CODEC.decode(in);
    if (cid.codec() != Multicodec.DAG_CBOR) {
      throw new DecodeException("HAMT node links to " + cid + ", which is not DAG-CBOR");
    }
    return new Pointer.Link<>(cid);
  }

  private static <V> Pointer.Bucket<V> bucket(CborReader in, Codec<V> value)
      throws DecodeException {
    int count = in.array();
    if (count == 0 || count > BUCKET_SIZE) {
      throw new DecodeException("HAMT bucket of " + count + " entries, not 1 to " + BUCKET_SIZE);
    }
    List<Pointer.Entry<V>> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      if (in.peekMajor() != Cbor.ARRAY) {
        throw new DecodeException("HAMT entry is no array");
      }
      in.tuple(2);
      if (in.peekMajor() != Cbor.BYTES) {
        throw new DecodeException("HAMT key is no byte string");
      }
      Pointer.Entry<V> entry = new Pointer.Entry<>(in.bytes(), value.decode(in));
      if (i > 0 && !entries.get(i - 1).precedes(entry)) {
        throw new DecodeException("HAMT bucket's keys do not ascend");
      }
      entries.add(entry);
    }
    return new Pointer.Bucket<>(entries);
  }
}
