// SPDX-License-Identifier: Apache-2.0
package io.jfvm.executor;

import io.jfvm.trace.Trace;
import io.jfvm.types.ActorEvent;
import io.jfvm.types.Receipt;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of a message.
 *
 * @param penalty what the miner who included it pays
 * @param gasRefund whole gas not used and not burned
 * @param gasBurned whole gas not used but burned for overestimation
 * @param returnCodec codec of the receipt's return data, if there is any
 * @param failure why it failed, for people; absent on success
 * @param trace present if the machine traces
 */
public record ApplyResult(
    Receipt receipt,
    TokenAmount penalty,
    TokenAmount minerTip,
    TokenAmount baseFeeBurn,
    TokenAmount overEstimationBurn,
    TokenAmount refund,
    long gasRefund,
    long gasBurned,
    OptionalLong returnCodec,
    List<ActorEvent> events,
    Optional<String> failure,
    Optional<Trace> trace) {

  public ApplyResult {
    events = List.copyOf(events);
  }
}
