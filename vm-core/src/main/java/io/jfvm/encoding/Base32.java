// SPDX-License-Identifier: Apache-2.0
package io.jfvm.encoding;

/** RFC 4648 base 32, lower case, without padding: the text of addresses and CIDs. */
public final class Base32 {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

  private Base32() {}

  public static String encode(byte[] data) {
    StringBuilder text = new StringBuilder((data.length * 8 + 4) / 5);
    int bits = 0;
    int pending = 0;
    for (byte octet : data) {
      pending = pending << 8 | octet & 0xff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt(pending >>> bits & 0x1f));
      }
      pending &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt(pending << (5 - bits) & 0x1f));
    }
    return text.toString();
  }

  /**
   * The inverse of {@link #encode}.
   *
   * @throws DecodeException on a character outside the alphabet, an impossible length, or trailing
   *     bits that are not zero
   */
  public static byte[] decode(String text) throws DecodeException {
    byte[] data = new byte[text.length() * 5 / 8];
    int bits = 0;
    int pending = 0;
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        throw new DecodeException("'" + text.charAt(i) + "' at offset " + i + " is not base 32");
      }
      pending = pending << 5 | digit;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        data[at++] = (byte) (pending >>> bits);
        pending &= (1 << bits) - 1;
      }
    }
    if (bits >= 5) {
      throw new DecodeException("base 32 text of " + text.length() + " characters is cut short");
    }
    if (pending != 0) {
      throw new DecodeException("base 32 text has trailing bits");
    }
    return data;
  }
}
