// SPDX-License-Identifier: Apache-2.0
package io.jfvm.call;

/** PLACEHOLDER. */
final class CallManager {
  private CallManager() {}
}
