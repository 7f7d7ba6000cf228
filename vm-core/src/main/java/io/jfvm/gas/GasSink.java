// SPDX-License-Identifier: Apache-2.0
package io.jfvm.gas;

/** Who wants to know of every charge. For people only: nothing it does reaches a result. */
@FunctionalInterface
public interface GasSink {

  /** Nobody. */
  GasSink NONE = (name, milligas) -> {};

  /** A charge, including one that there was not enough gas for. */
  void charged(String name, long milligas);
}
