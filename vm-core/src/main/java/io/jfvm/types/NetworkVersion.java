// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

/** The rules of a network from one upgrade to the next. */
public enum NetworkVersion {
  NV17(17, "Shark"),
  NV18(18, "Hygge"),
  NV19(19, "Lightning"),
  NV20(20, "Thunder"),
  NV21(21, "Watermelon"),
  NV22(22, "Dragon"),
  NV23(23, "Waffle"),
  NV24(24, "TukTuk"),
  NV25(25, "Teep"),
  NV26(26, "Tock"),
  NV27(27, "GoldenWeek"),
  NV28(28, "FireHorse");

  private final int number;
  private final String upgrade;

  NetworkVersion(int number, String upgrade) {
    this.number = number;
    this.upgrade = upgrade;
  }

  public int number() {
    return number;
  }

  /** The name of the upgrade that introduced it. */
  public String upgrade() {
    return upgrade;
  }

  /**
   * The version of this number.
   *
   * @throws IllegalArgumentException if we do not know it
   */
  public static NetworkVersion of(int number) {
    for (NetworkVersion version : values()) {
      if (version.number == number) {
        return version;
      }
    }
    throw new IllegalArgumentException(
        "network version " + number + " is unknown; known are " + NV17 + " to " + NV28);
  }

  public boolean isAtLeast(NetworkVersion other) {
    return number >= other.number;
  }

  @Override
  public String toString() {
    return "nv" + number;
  }
}
