// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Change;
import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.Addresses;
import io.jfvm.actor.Exits;
import io.jfvm.actor.Sends;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.account.AccountActor;
import io.jfvm.builtin.account.AuthenticateMessageParams;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.verifreg.VerifregParams.DataCapRemoved;
import io.jfvm.builtin.verifreg.VerifregParams.Grant;
import io.jfvm.builtin.verifreg.VerifregParams.RemoveDataCap;
import io.jfvm.builtin.verifreg.VerifregState.VerifierAndClient;
import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Who may grant DataCap, granting it, and taking it back. */
final class Verifiers {
  private static final byte[] REMOVAL_PREFIX =
      "fil_removedatacap:".getBytes(StandardCharsets.US_ASCII);

  private final BigInteger minimumAllowance;

  Verifiers(Policy policy) {
    this.minimumAllowance = BigInteger.valueOf(policy.minimumVerifiedAllocationSize());
  }

  void addVerifier(ActorRuntime rt, Grant params) {
    requireEnough(params);
    ActorId verifier = Addresses.resolveOrCreate(rt, params.address(), true);
    Address root = rt.state(VerifregState.CODEC).rootKey();
    rt.callers().acceptOnly(List.of(root));
    if (verifier.address().equals(root)) {
      throw Exits.illegalArgument("root key cannot be added as verifier");
    }
    if (DatacapCalls.balance(rt, verifier.address()).signum() > 0) {
      throw Exits.illegalArgument("verified client " + verifier + " cannot become a verifier");
    }
    rt.update(
        VerifregState.CODEC,
        state -> state.withVerifier(rt.store(), verifier.address(), params.allowance()));
    VerifregEvents.verifierBalance(rt, verifier, params.allowance(), Optional.empty());
  }

  private void requireEnough(Grant grant) {
    if (grant.allowance().compareTo(minimumAllowance) < 0) {
      throw Exits.illegalArgument(
          "allowance %s of %s is below the minimum %s"
              .formatted(grant.allowance(), grant.address(), minimumAllowance));
    }
  }

  static void removeVerifier(ActorRuntime rt, Address address) {
    ActorId verifier = Addresses.resolveOrCreate(rt, address, false);
    rt.update(
        VerifregState.CODEC,
        state -> {
          rt.callers().acceptOnly(List.of(state.rootKey()));
          return state.withoutVerifier(rt.store(), verifier.address());
        });
    VerifregEvents.verifierBalance(rt, verifier, BigInteger.ZERO, Optional.empty());
  }

  /** A verifier grants DataCap out of its own allowance. */
  void addVerifiedClient(ActorRuntime rt, Grant params) {
    rt.callers().acceptAny();
    requireEnough(params);
    ActorId client = Addresses.resolveOrCreate(rt, params.address(), true);
    rt.update(VerifregState.CODEC, state -> spend(rt, state, client, params.allowance()));
    DatacapCalls.mint(rt, client.address(), params.allowance(), List.of(ActorId.MARKET.address()));
  }

  private static VerifregState spend(
      ActorRuntime rt, VerifregState state, ActorId client, BigInteger allowance) {
    Blockstore store = rt.store();
    if (client.address().equals(state.rootKey())) {
      throw Exits.illegalArgument("root cannot be added as client");
    }
    Address verifier = rt.caller().address();
    BigInteger cap =
        state
            .verifierCap(store, verifier)
            .orElseThrow(() -> Exits.notFound("caller " + verifier + " is not a verifier"));
    if (state.verifierCap(store, client.address()).isPresent()) {
      throw Exits.illegalArgument("verifier " + client + " cannot be added as a client");
    }
    if (cap.compareTo(allowance) < 0) {
      throw Exits.illegalArgument("more DataCap, " + allowance + ", than allocated, " + cap);
    }
    BigInteger left = cap.subtract(allowance);
    VerifregState spent = state.withVerifier(store, verifier, left);
    VerifregEvents.verifierBalance(rt, rt.caller(), left, Optional.of(client));
    return spent;
  }

  /** The root takes DataCap from a client, if two verifiers signed that it may. */
  static DataCapRemoved removeVerifiedClientDataCap(ActorRuntime rt, RemoveDataCap params) {
    Address client = Addresses.resolveOrCreate(rt, params.client(), false).address();
    Address verifier1 = resolveVerifier(rt, params.request1());
    Address verifier2 = resolveVerifier(rt, params.request2());
    if (verifier1.equals(verifier2)) {
      throw Exits.illegalArgument("need two different verifiers to remove DataCap");
    }
    record ProposalIds(long first, long second) {}
    ProposalIds used =
        rt.transaction(
            VerifregState.CODEC,
            state -> {
              rt.callers().acceptOnly(List.of(state.rootKey()));
              if (params.client().equals(ActorId.VERIFIED_REGISTRY.address())) {
                throw Exits.illegalArgument("cannot remove DataCap from the registry itself");
              }
              requireVerifier(rt, state, verifier1);
              requireVerifier(rt, state, verifier2);
              var ids = state.proposalIds(rt.store());
              long first = useId(ids, new VerifierAndClient(verifier1, client));
              long second = useId(ids, new VerifierAndClient(verifier2, client));
              return new Change<>(
                  state.withProposalIds(ids.flush()), new ProposalIds(first, second));
            });
    authenticate(rt, params.request1(), proposal(client, params.amount(), used.first));
    authenticate(rt, params.request2(), proposal(client, params.amount(), used.second));
    BigInteger removed = DatacapCalls.balance(rt, client).min(params.amount());
    DatacapCalls.destroy(rt, client, removed);
    return new DataCapRemoved(client, removed);
  }

  private static Address resolveVerifier(ActorRuntime rt, RemoveDataCap.Request request) {
    return Addresses.resolveOrCreate(rt, request.verifier(), true).address();
  }

  private static void requireVerifier(ActorRuntime rt, VerifregState state, Address address) {
    if (state.verifierCap(rt.store(), address).isEmpty()) {
      throw Exits.notFound(address + " is not a verifier");
    }
  }

  /** Every removal has a number of its own, so that no signature serves twice. */
  private static long useId(Hamt<VerifierAndClient, Long> ids, VerifierAndClient key) {
    long id = ids.get(key).orElse(0L);
    ids.put(key, id + 1);
    return id;
  }

  private static RawBytes proposal(Address client, BigInteger amount, long id) {
    CborWriter out = new CborWriter();
    out.array(3);
    Address.CODEC.encode(out, client);
    out.bigInt(amount);
    out.array(1).u64(id);
    byte[] proposal = out.toByteArray();
    byte[] signed = Arrays.copyOf(REMOVAL_PREFIX, REMOVAL_PREFIX.length + proposal.length);
    System.arraycopy(proposal, 0, signed, REMOVAL_PREFIX.length, proposal.length);
    return new RawBytes(signed);
  }

  private static void authenticate(
      ActorRuntime rt, RemoveDataCap.Request request, RawBytes message) {
    AuthenticateMessageParams question =
        new AuthenticateMessageParams(new RawBytes(request.signature().data()), message);
    boolean authentic =
        Sends.requireReturned(
            Codecs.BOOL,
            rt.send(
                new Send(
                    request.verifier(),
                    AccountActor.AUTHENTICATE_MESSAGE,
                    Optional.of(IpldBlock.ofCbor(AuthenticateMessageParams.CODEC, question)),
                    TokenAmount.ZERO,
                    OptionalLong.empty(),
                    true)));
    if (!authentic) {
      throw Exits.illegalArgument("proposal authentication failed");
    }
  }
}
