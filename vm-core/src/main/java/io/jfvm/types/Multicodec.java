// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

/** The codes of the multicodec table that Filecoin's CIDs carry. */
public final class Multicodec {
  public static final long RAW = 0x55;

  /** CBOR that is opaque to the VM: links in it do not count. */
  public static final long CBOR = 0x51;

  public static final long DAG_PB = 0x70;
  public static final long DAG_CBOR = 0x71;
  public static final long COMMITMENT_UNSEALED = 0xf101;
  public static final long COMMITMENT_SEALED = 0xf102;

  /** Hash code of a CID that holds its data itself. */
  public static final long IDENTITY = 0x00;

  public static final long SHA2_256_TRUNC254_PADDED = 0x1012;
  public static final long POSEIDON_BLS12_381_A1_FC1 = 0xb401;

  private Multicodec() {}
}
