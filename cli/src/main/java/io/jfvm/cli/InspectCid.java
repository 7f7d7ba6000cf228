// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.crypto.Hash;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.util.HexFormat;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The parts of a CID. */
@Command(
    name = "cid",
    description = "Shows the parts of a CID: version, codec, hash function, digest.",
    mixinStandardHelpOptions = true)
final class InspectCid implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CID", description = "In base 32 (b…) or base 16 (f…).")
  private Cid cid;

  @Override
  public void run() {
    Table table =
        new Table()
            .row("cid", cid)
            .row("version", cid.toBytes()[0] == 1 ? 1 : 0)
            .row("codec", codec(cid.codec()))
            .row("hash", hash(cid.hash()))
            .row("digest", HexFormat.of().formatHex(cid.digest()))
            .row("bytes", HexFormat.of().formatHex(cid.toBytes()));
    if (cid.hash() == Multicodec.IDENTITY) {
      table.row("holds", CborText.lenient(cid.codec(), cid.digest()));
    }
    table.print(spec.commandLine().getOut());
  }

  static String codec(long code) {
    String name =
        switch (Math.toIntExact(code & 0x7fffffff)) {
          case (int) Multicodec.RAW -> "raw";
          case (int) Multicodec.CBOR -> "cbor";
          case (int) Multicodec.DAG_PB -> "dag-pb";
          case (int) Multicodec.DAG_CBOR -> "dag-cbor";
          case (int) Multicodec.COMMITMENT_UNSEALED -> "fil-commitment-unsealed";
          case (int) Multicodec.COMMITMENT_SEALED -> "fil-commitment-sealed";
          default -> "unknown";
        };
    return name + " 0x" + Long.toHexString(code);
  }

  private static String hash(long code) {
    String name =
        code == Multicodec.IDENTITY
            ? "identity"
            : Hash.ofCode(code).map(hash -> hash.name().replace('_', '-')).orElse(special(code));
    return name.toLowerCase(Locale.ROOT) + " 0x" + Long.toHexString(code);
  }

  private static String special(long code) {
    if (code == Multicodec.SHA2_256_TRUNC254_PADDED) {
      return "sha2-256-trunc254-padded";
    }
    return code == Multicodec.POSEIDON_BLS12_381_A1_FC1 ? "poseidon-bls12_381-a2-fc1" : "unknown";
  }
}
