// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.types.Address;
import java.util.List;

/** People, by their address and number. */
record Keys(
    Address root,
    Address alice,
    Address bob,
    Address carol,
    Address dave,
    Address eve,
    Address wallet) {
  List<Address> all() {
    return List.of(root, alice, bob, carol, dave, eve);
  }
}
