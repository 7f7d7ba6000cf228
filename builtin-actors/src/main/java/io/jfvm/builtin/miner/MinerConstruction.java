// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.crypto.Hash;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * How a miner begins: the Power actor has Init make it, with a deposit that is locked as rewards
 * are.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs}.
 */
final class MinerConstruction {
  private final MinerPolicy policy;

  MinerConstruction(MinerPolicy policy) {
    this.policy = policy;
  }

  void construct(ActorRuntime rt, MinerConstructorParams params) {
    rt.callers().acceptOnly(ActorId.INIT);
    MinerPolicy.checkControlAddresses(params.controlAddresses());
    MinerPolicy.checkPeer(params.peerId(), params.multiaddrs());
    policy.checkWindowPost(params.windowPostProofType());
    TokenAmount balance = rt.currentBalance();
    BigInteger depositPower = policy.network().createMinerDepositPower();
    TokenAmount deposit = Money.initialPledge(MinerSends.pledgeInputs(rt), depositPower);
    if (balance.compareTo(deposit) < 0) {
      throw Exits.insufficientFunds(
          "balance " + balance + " does not cover the deposit of a new miner, " + deposit);
    }
    ActorId owner = MinerSends.resolve(rt, params.owner(), "owner");
    ActorId worker = MinerSends.resolveWorker(rt, params.worker());
    List<Address> controls = MinerSends.resolveControls(rt, params.controlAddresses());
    ChainEpoch epoch = rt.epoch();
    long intoPeriod = Math.floorMod(epoch.value() - periodOffset(rt), ProvingPeriod.EPOCHS);
    MinerInfo info =
        MinerInfo.of(
            owner,
            worker,
            controls,
            params.peerId(),
            params.multiaddrs(),
            params.windowPostProofType());
    MinerEditor editor =
        new MinerEditor(
            MinerState.of(
                rt.store(),
                info,
                new ChainEpoch(epoch.value() - intoPeriod),
                intoPeriod / ProvingPeriod.CHALLENGE_WINDOW),
            rt.store());
    editor.lockFunds(epoch, deposit, VestingSpec.REWARD);
    rt.create(MinerState.CODEC, editor.state());
  }

  /** A number of epochs below a proving period, which address and epoch of birth decide. */
  private static long periodOffset(ActorRuntime rt) {
    byte[] address = Address.CODEC.toBytes(rt.receiver().address());
    byte[] seed =
        ByteBuffer.allocate(address.length + Long.BYTES)
            .put(address)
            .putLong(rt.epoch().value())
            .array();
    long digest = ByteBuffer.wrap(rt.hash(Hash.BLAKE2B_256, seed)).getLong();
    return Long.remainderUnsigned(digest, ProvingPeriod.EPOCHS);
  }
}
