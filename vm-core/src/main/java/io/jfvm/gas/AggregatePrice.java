// SPDX-License-Identifier: Apache-2.0
package io.jfvm.gas;

/** What verifying an aggregate of seals costs: so much a seal, and a step by their number. */
record AggregatePrice(long perSealMilligas, StepCost steps) {

  long of(long seals) {
    return Gas.plus(Gas.times(perSealMilligas, seals), steps.at(seals));
  }
}
