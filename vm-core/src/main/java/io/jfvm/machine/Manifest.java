// SPDX-License-Identifier: Apache-2.0
package io.jfvm.machine;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which code is which built-in actor. Actors see its entries by position, from 1.
 *
 * <p>Source: ref-fvm {@code fvm/src/machine/manifest.rs}.
 */
public final class Manifest {
  /** Pairs of name and code: the block System's state links to. */
  public static final Codec<List<Entry>> DATA_CODEC = Codecs.listOf(Entry.CODEC);

  /** The same block, ready to be asked: stores that remember values make it once. */
  private static final Codec<Manifest> CODEC =
      Codec.of(
          (out, manifest) -> DATA_CODEC.encode(out, manifest.entries),
          in -> new Manifest(DATA_CODEC.decode(in)));

  /** The number of code that is no built-in actor's. */
  public static final int NOT_BUILTIN = 0;

  private static final long VERSION = 1;

  private static final List<ActorType> NEEDED =
      List.of(ActorType.ACCOUNT, ActorType.SYSTEM, ActorType.INIT);
  private static final List<ActorType> NEEDED_FOR_ETHEREUM =
      List.of(ActorType.PLACEHOLDER, ActorType.EAM, ActorType.ETH_ACCOUNT);

  private final List<Entry> entries;
  private final Map<Cid, Integer> numbers = new HashMap<>();
  private final Map<ActorType, Cid> codes = new EnumMap<>(ActorType.class);
  private final Map<Cid, ActorType> types = new HashMap<>();

  /** A name of the manifest and the code it stands for. */
  public record Entry(String name, Cid code) {
    public static final Codec<Entry> CODEC =
        Codec.of(
            (out, entry) -> {
              out.array(2).text(entry.name);
              Cid.CODEC.encode(out, entry.code);
            },
            in -> {
              in.tuple(2);
              return new Entry(in.text(), Cid.CODEC.decode(in));
            });
  }

  private Manifest(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    for (int i = 0; i < entries.size(); i++) {
      numbers.put(entries.get(i).code(), i + 1);
      for (ActorType type : ActorType.values()) {
        if (type.manifestName().equals(entries.get(i).name())) {
          codes.put(type, entries.get(i).code());
          types.put(entries.get(i).code(), type);
        }
      }
    }
  }

  /**
   * A manifest of these entries in this order.
   *
   * @throws DecodeException if one of the actors the VM itself needs is missing
   */
  public static Manifest of(List<Entry> entries) throws DecodeException {
    return of(entries, RuleSet.FVM4);
  }

  /** A manifest of these entries in this order, with what the VM needs under these rules. */
  static Manifest of(List<Entry> entries, RuleSet rules) throws DecodeException {
    return new Manifest(entries).under(rules);
  }

  /** This manifest, if it has what the VM needs under these rules. */
  private Manifest under(RuleSet rules) throws DecodeException {
    require(NEEDED);
    if (rules.hasEthereumAccounts()) {
      require(NEEDED_FOR_ETHEREUM);
    }
    return this;
  }

  private void require(List<ActorType> needed) throws DecodeException {
    for (ActorType type : needed) {
      if (!codes.containsKey(type)) {
        throw new DecodeException("manifest without " + type.manifestName());
      }
    }
  }

  /** The manifest whose list of names and codes is this block. */
  public static Manifest load(Blockstore store, Cid data) throws DecodeException {
    return load(store, data, RuleSet.FVM4);
  }

  static Manifest load(Blockstore store, Cid data, RuleSet rules) throws DecodeException {
    return store.load(CODEC, data).under(rules);
  }

  /** The list's CID in the root block of a bundle, {@code [1, data]}. */
  public static Cid dataOf(byte[] bundleRoot) throws DecodeException {
    return BUNDLE_ROOT.fromBytes(bundleRoot);
  }

  /** The root block of a bundle whose list has this CID. */
  public static byte[] bundleRoot(Cid data) {
    return BUNDLE_ROOT.toBytes(data);
  }

  private static final Codec<Cid> BUNDLE_ROOT =
      Codec.of(
          (out, data) -> {
            out.array(2).u64(VERSION);
            Cid.CODEC.encode(out, data);
          },
          in -> {
            in.tuple(2);
            long version = in.u32();
            if (version != VERSION) {
              throw new DecodeException("manifest version " + version + ", not " + VERSION);
            }
            return Cid.CODEC.decode(in);
          });

  public List<Entry> entries() {
    return entries;
  }

  /** The position of the code, or {@link #NOT_BUILTIN}. */
  public int numberOf(Cid code) {
    return numbers.getOrDefault(code, NOT_BUILTIN);
  }

  /** The code at a position, if there is one. */
  public Optional<Cid> codeOf(int number) {
    return number >= 1 && number <= entries.size()
        ? Optional.of(entries.get(number - 1).code())
        : Optional.empty();
  }

  /** Which of the actors we know by name the code is. */
  public Optional<ActorType> typeOf(Cid code) {
    return Optional.ofNullable(types.get(code));
  }

  public boolean is(ActorType type, Cid code) {
    return code.equals(codes.get(type));
  }

  /**
   * The code of a built-in actor.
   *
   * @throws IllegalArgumentException if this manifest has none of the type
   */
  public Cid codeOf(ActorType type) {
    Cid code = codes.get(type);
    if (code == null) {
      throw new IllegalArgumentException("manifest without " + type.manifestName());
    }
    return code;
  }
}
