// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Params;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.miner.SectorContentChanged;
import io.jfvm.builtin.miner.SectorContentChanged.PieceChange;
import io.jfvm.builtin.miner.SectorContentChanged.SectorChanges;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.DataActivationNotification;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PieceActivationManifest;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Actors are told that sectors hold data of theirs: one message for each address, however the
 * provider wrote it, and within it sectors by their numbers.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/notifications.rs}.
 */
final class Notifications {
  static final ExitCode SEND_FAILED = new ExitCode(1001);
  static final ExitCode RECEIVER_ABORTED = new ExitCode(1002);
  static final ExitCode RESPONSE_INVALID = new ExitCode(1003);
  static final ExitCode REJECTED = new ExitCode(1004);

  /** As the official actors sort them: by protocol, then f0 and the namespace of f4 as numbers. */
  private static final Comparator<Address> ORDER =
      Comparator.comparing(Address::protocol)
          .thenComparing(
              address -> address.id().or(address::namespace).map(id -> id.value()).orElse(0L),
              Long::compareUnsigned)
          .thenComparingInt(address -> address.toBytes().length)
          .thenComparing(Comparator.naturalOrder());

  private static final Comparator<Long> SECTOR_ORDER = Long::compareUnsigned;

  private Notifications() {}

  /** A sector that was activated, and what it holds. */
  record ActivatedSector(
      long number, ChainEpoch expiration, List<PieceActivationManifest> pieces) {}

  /**
   * Tells all whom the pieces name.
   *
   * @param requireSuccess whether one that fails or does not accept fails all
   */
  static void send(ActorRuntime rt, List<ActivatedSector> sectors, boolean requireSuccess) {
    SortedMap<Long, ChainEpoch> expirations = new TreeMap<>(SECTOR_ORDER);
    sectors.forEach(sector -> expirations.put(sector.number, sector.expiration));
    byReceiver(sectors)
        .forEach(
            (receiver, pieces) -> {
              List<SectorChanges> changes = new ArrayList<>();
              pieces.forEach(
                  (number, added) ->
                      changes.add(new SectorChanges(number, expirations.get(number), added)));
              tell(rt, receiver, changes, requireSuccess);
            });
  }

  private static SortedMap<Address, SortedMap<Long, List<PieceChange>>> byReceiver(
      List<ActivatedSector> sectors) {
    SortedMap<Address, SortedMap<Long, List<PieceChange>>> changes = new TreeMap<>(ORDER);
    for (ActivatedSector sector : sectors) {
      for (PieceActivationManifest piece : sector.pieces) {
        for (DataActivationNotification told : piece.notifications()) {
          changes
              .computeIfAbsent(told.address(), address -> new TreeMap<>(SECTOR_ORDER))
              .computeIfAbsent(sector.number, number -> new ArrayList<>())
              .add(new PieceChange(piece.cid(), piece.size(), told.payload()));
        }
      }
    }
    return changes;
  }

  private static void tell(
      ActorRuntime rt, Address receiver, List<SectorChanges> changes, boolean requireSuccess) {
    SendResult result =
        rt.send(
            receiver,
            SectorContentChanged.METHOD,
            Optional.of(IpldBlock.ofCbor(SectorContentChanged.PARAMS, changes)),
            TokenAmount.ZERO);
    if (requireSuccess) {
      requireAccepted(receiver, changes, response(result));
    }
  }

  private static List<List<Boolean>> response(SendResult result) {
    return switch (result) {
      case SendResult.Refused refused ->
          throw new ActorException(SEND_FAILED, "send error " + refused.error());
      case SendResult.Returned returned when !returned.exitCode().isSuccess() ->
          throw new ActorException(
              RECEIVER_ABORTED, "receiver aborted with " + returned.exitCode());
      case SendResult.Returned returned -> decode(returned.value());
    };
  }

  private static List<List<Boolean>> decode(Optional<IpldBlock> value) {
    IpldBlock data =
        value.orElseThrow(() -> new ActorException(RESPONSE_INVALID, "no return data"));
    try {
      return Params.decode(SectorContentChanged.RETURNED, data);
    } catch (ActorException e) {
      throw new ActorException(RESPONSE_INVALID, "invalid return data: " + e.getMessage());
    }
  }

  private static void requireAccepted(
      Address receiver, List<SectorChanges> changes, List<List<Boolean>> response) {
    if (response.size() != changes.size()) {
      throw new ActorException(RESPONSE_INVALID, "response is about other sectors");
    }
    for (int i = 0; i < changes.size(); i++) {
      SectorChanges sector = changes.get(i);
      String name = "sector " + Long.toUnsignedString(sector.sector());
      if (response.get(i).size() != sector.added().size()) {
        throw new ActorException(RESPONSE_INVALID, "response is about other pieces of " + name);
      }
      for (boolean accepted : response.get(i)) {
        if (!accepted) {
          throw new ActorException(REJECTED, receiver + " rejected data of " + name);
        }
      }
    }
  }
}
