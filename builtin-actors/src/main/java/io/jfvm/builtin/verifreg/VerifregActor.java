// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.actor.MethodTable;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.UniversalReceiver;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsClaimed;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsRemoved;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsResponse;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimAllocations;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimsFound;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimsRemoved;
import io.jfvm.builtin.verifreg.VerifregParams.DataCapRemoved;
import io.jfvm.builtin.verifreg.VerifregParams.ExtendClaimTerms;
import io.jfvm.builtin.verifreg.VerifregParams.Grant;
import io.jfvm.builtin.verifreg.VerifregParams.OwnerIds;
import io.jfvm.builtin.verifreg.VerifregParams.RemoveDataCap;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;

/**
 * Names who may grant DataCap, and keeps what clients allocated of it and providers claimed. Its
 * state is a {@link VerifregState}.
 *
 * <p>Source: builtin-actors {@code actors/verifreg/src/lib.rs}.
 */
public final class VerifregActor {
  public static final MethodNum CLAIM_ALLOCATIONS = new MethodNum(9);
  public static final MethodNum GET_CLAIMS = new MethodNum(10);

  private VerifregActor() {}

  /** The actor as compiled for a network. */
  public static MethodTable methods(Policy policy) {
    Verifiers verifiers = new Verifiers(policy);
    Allocations allocations = new Allocations(policy);
    return MethodTable.of("VerifiedRegistry")
        .on(1, "Constructor", Address.CODEC, VerifregActor::construct)
        .on(2, "AddVerifier", Grant.CODEC, verifiers::addVerifier)
        .on(3, "RemoveVerifier", Address.CODEC, Verifiers::removeVerifier)
        .on(4, "AddVerifiedClient", Grant.CODEC, verifiers::addVerifiedClient)
        .exported()
        .on(
            7,
            "RemoveVerifiedClientDataCap",
            RemoveDataCap.CODEC,
            Verifiers::removeVerifiedClientDataCap,
            DataCapRemoved.CODEC)
        .on(
            8,
            "RemoveExpiredAllocations",
            OwnerIds.CODEC,
            Allocations::removeExpired,
            AllocationsRemoved.CODEC)
        .exported()
        .on(
            CLAIM_ALLOCATIONS.value(),
            "ClaimAllocations",
            ClaimAllocations.CODEC,
            ClaimedData::claim,
            AllocationsClaimed.CODEC)
        .on(GET_CLAIMS.value(), "GetClaims", OwnerIds.CODEC, ClaimedData::get, ClaimsFound.CODEC)
        .exported()
        .on(
            11,
            "ExtendClaimTerms",
            ExtendClaimTerms.CODEC,
            ClaimedData::extendTerms,
            BatchReturn.CODEC)
        .exported()
        .on(
            12,
            "RemoveExpiredClaims",
            OwnerIds.CODEC,
            ClaimedData::removeExpired,
            ClaimsRemoved.CODEC)
        .exported()
        .export(
            UniversalReceiver.METHOD_NAME,
            UniversalReceiver.Params.CODEC,
            allocations::receive,
            AllocationsResponse.CODEC)
        .build();
  }

  private static void construct(ActorRuntime rt, Address rootKey) {
    rt.callers().acceptOnly(ActorId.SYSTEM);
    ActorId root =
        rt.resolve(rootKey)
            .orElseThrow(() -> Exits.illegalArgument("root should be an ID address"));
    rt.create(VerifregState.CODEC, VerifregState.initial(rt.store(), root.address()));
  }
}
