// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.builtin.miner.MinerParams.ControlAddresses;
import io.jfvm.builtin.miner.MinerParams.MaxTerminationFee;
import io.jfvm.builtin.miner.MinerParams.Multiaddrs;
import io.jfvm.builtin.miner.MinerParams.Owner;
import io.jfvm.builtin.miner.MinerParams.Peer;
import io.jfvm.builtin.miner.MinerParams.VestingSchedule;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.types.Address;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/**
 * What anybody may ask of a miner; {@link SectorQuestions} has its sectors.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs}.
 */
final class MinerQuestions {
  private MinerQuestions() {}

  static MinerState state(ActorRuntime rt) {
    rt.callers().acceptAny();
    return rt.state(MinerState.CODEC);
  }

  static MinerInfo info(ActorRuntime rt) {
    return state(rt).loadInfo(rt.store());
  }

  static ControlAddresses controlAddresses(ActorRuntime rt) {
    MinerInfo info = info(rt);
    return new ControlAddresses(info.owner(), info.worker(), info.controls());
  }

  static Owner owner(ActorRuntime rt) {
    MinerInfo info = info(rt);
    return new Owner(info.owner(), info.pendingOwner());
  }

  static boolean isControllingAddress(ActorRuntime rt, Address address) {
    rt.callers().acceptAny();
    Optional<Address> asked = rt.resolve(address).map(id -> id.address());
    return asked.isPresent()
        && rt.state(MinerState.CODEC).loadInfo(rt.store()).controllers().contains(asked.get());
  }

  static SectorSize sectorSize(ActorRuntime rt) {
    return info(rt).sectorSize();
  }

  static TokenAmount availableBalance(ActorRuntime rt) {
    return state(rt).funds().availableBalance(rt.currentBalance());
  }

  static VestingSchedule vestingFunds(ActorRuntime rt) {
    return new VestingSchedule(state(rt).vestingFunds().load(rt.store()));
  }

  static Peer peerId(ActorRuntime rt) {
    return new Peer(info(rt).peer());
  }

  static Multiaddrs multiaddrs(ActorRuntime rt) {
    return new Multiaddrs(info(rt).multiaddrs());
  }

  static TokenAmount initialPledge(ActorRuntime rt) {
    return state(rt).initialPledge();
  }

  static TokenAmount maxTerminationFee(ActorRuntime rt, MaxTerminationFee params) {
    rt.callers().acceptAny();
    FilterEstimate reward = MinerSends.currentReward(rt).rewardSmoothed();
    FilterEstimate networkPower = MinerSends.currentTotalPower(rt).qualityAdjPowerSmoothed();
    return Money.terminationFee(
        params.initialPledge(),
        Money.TERMINATION_LIFETIME_CAP,
        Money.continuedFaultFee(reward, networkPower, params.power()));
  }
}
