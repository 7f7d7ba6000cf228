// SPDX-License-Identifier: Apache-2.0
package io.jfvm.encoding;

/** The numbers of RFC 8949 and of DAG-CBOR, typed once. */
public final class Cbor {
  public static final int UNSIGNED = 0;
  public static final int NEGATIVE = 1;
  public static final int BYTES = 2;
  public static final int TEXT = 3;
  public static final int ARRAY = 4;
  public static final int MAP = 5;
  public static final int TAG = 6;
  public static final int SIMPLE = 7;

  /** Additional information of a head: how many bytes of argument follow. */
  public static final int ONE_BYTE = 0x18;

  public static final int TWO_BYTES = 0x19;
  public static final int FOUR_BYTES = 0x1a;
  public static final int EIGHT_BYTES = 0x1b;

  /** Additional information of an indefinite length. */
  public static final int INDEFINITE = 0x1f;

  public static final int FALSE = 0xf4;
  public static final int TRUE = 0xf5;
  public static final int NULL = 0xf6;
  public static final int UNDEFINED = 0xf7;
  public static final int HALF = 0xf9;
  public static final int FLOAT = 0xfa;
  public static final int DOUBLE = 0xfb;
  public static final int BREAK = 0xff;

  /** The only tag DAG-CBOR knows: a link. */
  public static final int LINK_TAG = 42;

  private Cbor() {}
}
