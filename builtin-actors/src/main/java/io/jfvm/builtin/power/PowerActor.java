// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.power;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.actor.MethodTable;
import io.jfvm.actor.Sends;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.init.InitActor;
import io.jfvm.builtin.init.InitParams.Exec;
import io.jfvm.builtin.init.InitParams.ExecReturn;
import io.jfvm.builtin.miner.MinerConstructorParams;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.power.PowerParams.CreateMiner;
import io.jfvm.builtin.power.PowerParams.CurrentTotalPower;
import io.jfvm.builtin.power.PowerParams.EnrollCronEvent;
import io.jfvm.builtin.power.PowerParams.MinerPower;
import io.jfvm.builtin.power.PowerParams.MinerRawPower;
import io.jfvm.builtin.power.PowerParams.UpdateClaimedPower;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Makes storage providers and keeps how much storage each has proven. Its state is a {@link
 * PowerState}.
 *
 * <p>Source: builtin-actors {@code actors/power/src/lib.rs}.
 */
public final class PowerActor {
  public static final MethodNum UPDATE_CLAIMED_POWER = new MethodNum(3);
  public static final MethodNum ENROLL_CRON_EVENT = new MethodNum(4);
  public static final MethodNum UPDATE_PLEDGE_TOTAL = new MethodNum(6);
  public static final MethodNum CURRENT_TOTAL_POWER = new MethodNum(9);
  public static final MethodNum NETWORK_RAW_POWER = MethodNum.ofName("NetworkRawPower");

  private final Claims rules;
  private final EpochTick tick;

  private PowerActor(Policy policy) {
    this.rules = new Claims(policy);
    this.tick = new EpochTick(rules);
  }

  /** The actor as compiled for a network. */
  public static MethodTable methods(Policy policy) {
    PowerActor actor = new PowerActor(policy);
    return MethodTable.of("StoragePower")
        .on(1, "Constructor", PowerActor::construct)
        .on(2, "CreateMiner", CreateMiner.CODEC, actor::createMiner, ExecReturn.CODEC)
        .exported()
        .on(
            UPDATE_CLAIMED_POWER.value(),
            "UpdateClaimedPower",
            UpdateClaimedPower.CODEC,
            actor::updateClaimedPower)
        .on(
            ENROLL_CRON_EVENT.value(),
            "EnrollCronEvent",
            EnrollCronEvent.CODEC,
            PowerActor::enrollCronEvent)
        .on(5, "OnEpochTickEnd", actor.tick::run)
        .on(
            UPDATE_PLEDGE_TOTAL.value(),
            "UpdatePledgeTotal",
            TokenAmount.CODEC,
            PowerActor::updatePledgeTotal)
        .on(
            CURRENT_TOTAL_POWER.value(),
            "CurrentTotalPower",
            PowerActor::currentTotalPower,
            CurrentTotalPower.CODEC)
        .export("NetworkRawPower", PowerActor::networkRawPower, Codecs.BIG_INT)
        .export("MinerRawPower", ActorId.CODEC, actor::minerRawPower, MinerRawPower.CODEC)
        .export("MinerCount", PowerActor::minerCount, Codecs.I64)
        .export("MinerConsensusCount", PowerActor::minerConsensusCount, Codecs.I64)
        .export("MinerPower", ActorId.CODEC, PowerActor::minerPower, MinerPower.CODEC)
        .build();
  }

  private static void construct(ActorRuntime rt) {
    rt.callers().acceptOnly(ActorId.SYSTEM);
    rt.create(PowerState.CODEC, PowerState.initial(rt.store()));
  }

  // --- storage providers

  private ExecReturn createMiner(ActorRuntime rt, CreateMiner params) {
    rt.callers().acceptAny();
    MinerConstructorParams constructor =
        new MinerConstructorParams(
            params.owner(),
            params.worker(),
            List.of(),
            params.windowPostProofType(),
            params.peer(),
            params.multiaddrs());
    Exec exec =
        new Exec(
            rt.codeOfType(ActorType.MINER), RawBytes.of(MinerConstructorParams.CODEC, constructor));
    ExecReturn made =
        Sends.requireReturned(
            ExecReturn.CODEC,
            rt.send(
                ActorId.INIT.address(),
                InitActor.EXEC,
                Optional.of(IpldBlock.ofCbor(Exec.CODEC, exec)),
                rt.valueReceived()));
    rt.update(
        PowerState.CODEC,
        state ->
            rules.add(
                state, state.claims(rt.store()), made.idAddress(), params.windowPostProofType()));
    return made;
  }

  private void updateClaimedPower(ActorRuntime rt, UpdateClaimedPower params) {
    rt.callers().acceptTypes(List.of(ActorType.MINER));
    rt.update(
        PowerState.CODEC,
        state -> {
          Hamt<Address, Claim> claims = state.claims(rt.store());
          PowerState changed =
              rules.change(
                  state,
                  claims,
                  rt.caller().address(),
                  params.rawByteDelta(),
                  params.qualityAdjustedDelta());
          return changed.withMiners(changed.minerCount(), claims.flush());
        });
  }

  private static void enrollCronEvent(ActorRuntime rt, EnrollCronEvent params) {
    rt.callers().acceptTypes(List.of(ActorType.MINER));
    if (params.eventEpoch().value() < 0) {
      throw Exits.illegalArgument(
          "cron event epoch " + params.eventEpoch() + " cannot be less than zero");
    }
    CronEvent event = new CronEvent(rt.caller().address(), params.payload());
    rt.update(
        PowerState.CODEC,
        state -> {
          var events = state.cronEvents(rt.store());
          events.add(params.eventEpoch(), event);
          boolean earlier = params.eventEpoch().compareTo(state.firstCronEpoch()) < 0;
          return state.withCronEvents(
              events.flush(), earlier ? params.eventEpoch() : state.firstCronEpoch());
        });
  }

  private static void updatePledgeTotal(ActorRuntime rt, TokenAmount delta) {
    rt.callers().acceptTypes(List.of(ActorType.MINER));
    rt.update(
        PowerState.CODEC,
        state -> {
          Address miner = rt.caller().address();
          if (!state.claims(rt.store()).containsKey(miner)) {
            throw Exits.forbidden("unknown miner " + miner + " in the power actor");
          }
          PowerState.Totals totals = state.totals().withPledge(delta);
          if (totals.pledgeCollateral().isNegative()) {
            throw Exits.illegalState(
                "negative total pledge collateral " + totals.pledgeCollateral());
          }
          return state.withTotals(totals, state.minerAboveMinPowerCount());
        });
  }

  // --- what anybody may ask

  private static PowerState stateForAnybody(ActorRuntime rt) {
    rt.callers().acceptAny();
    return rt.state(PowerState.CODEC);
  }

  private static CurrentTotalPower currentTotalPower(ActorRuntime rt) {
    PowerState state = stateForAnybody(rt);
    PowerState.ThisEpoch epoch = state.thisEpoch();
    return new CurrentTotalPower(
        epoch.rawBytePower(),
        epoch.qualityAdjPower(),
        epoch.pledgeCollateral(),
        epoch.qaPowerSmoothed(),
        state.rampStartEpoch(),
        state.rampDurationEpochs());
  }

  private static BigInteger networkRawPower(ActorRuntime rt) {
    return stateForAnybody(rt).thisEpoch().rawBytePower();
  }

  /** As long as too few providers reach the minimum, any power counts. */
  private MinerRawPower minerRawPower(ActorRuntime rt, ActorId miner) {
    PowerState state = stateForAnybody(rt);
    Claim claim =
        state
            .claims(rt.store())
            .get(miner.address())
            .orElseThrow(() -> Exits.illegalArgument("no claim for actor " + miner));
    boolean counts =
        rules.reachesMinimum(claim)
            || !state.hasEnoughMiners() && claim.rawBytePower().signum() > 0;
    return new MinerRawPower(claim.rawBytePower(), counts);
  }

  private static long minerCount(ActorRuntime rt) {
    return stateForAnybody(rt).minerCount();
  }

  private static long minerConsensusCount(ActorRuntime rt) {
    return stateForAnybody(rt).minerAboveMinPowerCount();
  }

  private static MinerPower minerPower(ActorRuntime rt, ActorId miner) {
    Claim claim =
        stateForAnybody(rt)
            .claims(rt.store())
            .get(miner.address())
            .orElseThrow(() -> Exits.notFound("miner not found"));
    return new MinerPower(claim.rawBytePower(), claim.qualityAdjPower());
  }
}
