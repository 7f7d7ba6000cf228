// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import static io.jfvm.actor.MockExpectations.Nothing.NOTHING;

import io.jfvm.actor.MockExpectations.CreateActor;
import io.jfvm.actor.MockExpectations.Randomness;
import io.jfvm.actor.MockExpectations.Validation;
import io.jfvm.actor.MockExpectations.Validation.Kind;
import io.jfvm.actor.MockExpectations.VerifySignature;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import io.jfvm.encoding.EncodeException;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.IpldException;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EventEntry;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Signature;
import io.jfvm.types.TokenAmount;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The VM for tests of one actor. Effects are expected before a call and verified after it: one that
 * was not expected fails the test at once, one that did not happen fails {@link #verify}. Pure
 * computing (hashes, key recovery) is real.
 *
 * <pre>{@code
 * MockRuntime rt = new MockRuntime();
 * rt.setCaller(ActorId.INIT, ActorType.INIT);
 * rt.expectValidateCallerAddr(ActorId.INIT.address());
 * rt.call(AccountActor.METHODS, MethodNum.CONSTRUCTOR, Address.CODEC, key);
 * rt.verify();
 * }</pre>
 *
 * <p>It starts as a call of the System actor to the actor f0100, without state, balance or value,
 * at epoch 0 of the latest network version.
 */
public final class MockRuntime extends MockWorld {
  /** The state of an actor just created: an empty array. */
  public static final Cid EMPTY_STATE = StateTree.EMPTY_ARRAY;

  private final MockExpectations expected = new MockExpectations();
  private Cid stateRoot = EMPTY_STATE;
  private boolean inCall;
  private boolean inTransaction;
  private boolean callerValidated;

  // --- calling the actor

  /** Calls a method; the state an aborted call leaves is the one before it. */
  public Optional<IpldBlock> call(JavaActor actor, MethodNum method, Optional<IpldBlock> params) {
    Cid before = stateRoot;
    boolean succeeded = false;
    inCall = true;
    inTransaction = false;
    callerValidated = false;
    try {
      Optional<IpldBlock> returned = actor.invoke(this, method, params);
      if (!callerValidated) {
        throw new AssertionError("method " + method + " never validated its caller");
      }
      succeeded = true;
      return returned;
    } catch (IpldException e) {
      throw new ActorException(ExitCode.USR_ILLEGAL_STATE, e.getMessage());
    } catch (EncodeException e) {
      throw new ActorException(ExitCode.USR_SERIALIZATION, e.getMessage());
    } finally {
      inCall = false;
      if (!succeeded) {
        stateRoot = before;
      }
    }
  }

  /** Calls a method with parameters in CBOR. */
  public <P> Optional<IpldBlock> call(JavaActor actor, MethodNum method, Codec<P> codec, P params) {
    return call(actor, method, Optional.of(IpldBlock.ofCbor(codec, params)));
  }

  /** Calls a method without parameters. */
  public Optional<IpldBlock> call(JavaActor actor, MethodNum method) {
    return call(actor, method, Optional.empty());
  }

  /** Decodes what a call returned; fails if that is nothing, or no such value. */
  public static <R> R returned(Codec<R> codec, Optional<IpldBlock> block) {
    try {
      return codec.fromBytes(
          block.orElseThrow(() -> new AssertionError("nothing returned")).data());
    } catch (DecodeException e) {
      throw new AssertionError("returned " + MockExpectations.describe(block), e);
    }
  }

  /** Fails unless {@code action} aborts with this code. Returns the abort, for its message. */
  public static ActorException expectAbort(ExitCode exitCode, Runnable action) {
    try {
      action.run();
    } catch (ActorException e) {
      if (!e.exitCode().equals(exitCode)) {
        throw new AssertionError(
            "expected exit code " + exitCode + ", was " + e.exitCode() + ": " + e.getMessage(), e);
      }
      return e;
    }
    throw new AssertionError("expected exit code " + exitCode + ", but the call succeeded");
  }

  /** Fails if an expected effect did not happen. Forgets all expectations. */
  public void verify() {
    expected.verify();
  }

  /** Forgets all expectations, met or not. */
  public void reset() {
    expected.clear();
  }

  // --- expectations

  public void expectValidateCallerAny() {
    expected.validations.expect(new Validation(Kind.ANY, Set.of()), NOTHING);
  }

  public void expectValidateCallerAddr(Address... allowed) {
    expected.validations.expect(
        new Validation(Kind.ADDRESSES, new TreeSet<>(List.of(allowed))), NOTHING);
  }

  public void expectValidateCallerAddr(ActorId allowed) {
    expectValidateCallerAddr(allowed.address());
  }

  public void expectValidateCallerType(ActorType... allowed) {
    expected.validations.expect(
        new Validation(Kind.TYPES, new TreeSet<>(List.of(allowed))), NOTHING);
  }

  public void expectValidateCallerNamespace(ActorId... allowed) {
    expected.validations.expect(
        new Validation(Kind.NAMESPACES, new TreeSet<>(List.of(allowed))), NOTHING);
  }

  /** Sends are expected in order. One that returns takes its value from the balance. */
  public void expectSend(Send send, SendResult result) {
    expected.sends.expect(send, result);
  }

  /** A send without gas limit that may change state. */
  public void expectSend(
      Address to,
      MethodNum method,
      Optional<IpldBlock> params,
      TokenAmount value,
      SendResult result) {
    expectSend(new Send(to, method, params, value, OptionalLong.empty(), false), result);
  }

  public void expectEmit(List<EventEntry> entries) {
    expected.events.expect(List.copyOf(entries), NOTHING);
  }

  public void expectEmit(EventEntry... entries) {
    expectEmit(List.of(entries));
  }

  /** From its creation on, the actor has that code. */
  public void expectCreateActor(Cid code, ActorId id, Optional<Address> delegatedAddress) {
    expected.creations.expect(new CreateActor(code, id, delegatedAddress), NOTHING);
  }

  public void expectDeleteActor() {
    expected.deletions.expect(receiver(), NOTHING);
  }

  public void expectChainRandomness(
      DomainSeparationTag tag, ChainEpoch epoch, byte[] entropy, byte[] result) {
    expected.chainRandomness.expect(new Randomness(tag, epoch, entropy), result);
  }

  public void expectBeaconRandomness(
      DomainSeparationTag tag, ChainEpoch epoch, byte[] entropy, byte[] result) {
    expected.beaconRandomness.expect(new Randomness(tag, epoch, entropy), result);
  }

  public void expectBeaconDigest(ChainEpoch epoch, Optional<byte[]> result) {
    expected.beaconDigests.expect(epoch, result);
  }

  public void expectVerifySignature(
      Signature signature, Address signer, byte[] plaintext, Optional<Boolean> result) {
    expected.signatures.expect(new VerifySignature(signature, signer, plaintext), result);
  }

  /** What the VM is to answer for a proof, a list of seals, pieces or headers. */
  public MockProofs proofExpectations() {
    return expected.proofs;
  }

  // --- who may call

  @Override
  public CallerValidation callers() {
    return new CallerValidation() {
      @Override
      public void acceptAny() {
        accept(new Validation(Kind.ANY, Set.of()), true);
      }

      @Override
      public void acceptOnly(Collection<Address> allowed) {
        accept(
            new Validation(Kind.ADDRESSES, new TreeSet<>(allowed)),
            allowed.contains(caller().address()));
      }

      @Override
      public void acceptTypes(Collection<ActorType> allowed) {
        accept(
            new Validation(Kind.TYPES, new TreeSet<>(allowed)),
            codeOf(caller()).flatMap(code -> typeOf(code)).filter(allowed::contains).isPresent());
      }

      @Override
      public void acceptNamespaces(Collection<ActorId> allowed) {
        accept(
            new Validation(Kind.NAMESPACES, new TreeSet<>(allowed)),
            lookupDelegatedAddress(caller())
                .flatMap(Address::namespace)
                .filter(allowed::contains)
                .isPresent());
      }
    };
  }

  private void accept(Validation validation, boolean allowed) {
    requireInCall("caller validation");
    if (callerValidated) {
      throw new AssertionError("the caller is validated a second time: " + validation);
    }
    expected.validations.take(validation);
    if (!allowed) {
      throw new ActorException(
          ExitCode.USR_FORBIDDEN, "caller " + caller() + " is not allowed by " + validation);
    }
    callerValidated = true;
  }

  // --- own state

  /** Outside calls too. */
  @Override
  public void requireNoState() {
    if (!stateRoot.equals(EMPTY_STATE)) {
      throw new ActorException(ExitCode.USR_ILLEGAL_STATE, "the actor has a state: " + stateRoot);
    }
  }

  @Override
  public <S> void create(Codec<S> codec, S state) {
    requireInCall("state creation");
    requireNoState();
    setStateRoot(save(codec, state));
  }

  /** Outside calls too, for tests to look at. */
  @Override
  public <S> S state(Codec<S> codec) {
    try {
      return store().load(codec, stateRoot);
    } catch (IpldException e) {
      throw new ActorException(ExitCode.USR_ILLEGAL_ARGUMENT, "state: " + e.getMessage());
    }
  }

  @Override
  public <S, R> R transaction(Codec<S> codec, Function<S, Change<S, R>> change) {
    requireInCall("transaction");
    refuseInTransaction("transaction");
    S before = state(codec);
    Change<S, R> changed;
    inTransaction = true;
    try {
      changed = change.apply(before);
    } finally {
      inTransaction = false;
    }
    setStateRoot(save(codec, changed.state()));
    return changed.result();
  }

  public <S> void replaceState(Codec<S> codec, S state) {
    stateRoot = store().save(codec, state);
  }

  private <S> Cid save(Codec<S> codec, S state) {
    try {
      return store().save(codec, state);
    } catch (EncodeException e) {
      throw new ActorException(ExitCode.USR_ILLEGAL_ARGUMENT, "state: " + e.getMessage());
    }
  }

  @Override
  public Cid stateRoot() {
    return stateRoot;
  }

  @Override
  public void setStateRoot(Cid root) {
    requireInCall("state change");
    if (isReadOnly()) {
      throw new ActorException(ExitCode.USR_READ_ONLY, "state change in a read-only call");
    }
    stateRoot = root;
  }

  // --- effects on other actors

  @Override
  public SendResult send(Send send) {
    requireInCall("send");
    if (inTransaction) {
      return new SendResult.Refused(ErrorNumber.ILLEGAL_OPERATION);
    }
    SendResult result = expected.sends.take(send);
    if (result instanceof SendResult.Returned returned) {
      if (send.value().compareTo(currentBalance()) > 0) {
        return new SendResult.Refused(ErrorNumber.INSUFFICIENT_FUNDS);
      }
      if (returned.exitCode().isSuccess()) {
        spend(send.value());
      }
    }
    return result;
  }

  @Override
  public void createActor(Cid code, ActorId id, Optional<Address> delegatedAddress) {
    requireInCall("actor creation");
    refuseInTransaction("actor creation");
    expected.creations.take(new CreateActor(code, id, delegatedAddress));
    setActorCode(id, code);
  }

  @Override
  public void deleteActor() {
    requireInCall("actor deletion");
    refuseInTransaction("actor deletion");
    expected.deletions.take(receiver());
  }

  // --- events and randomness

  @Override
  public void emit(List<EventEntry> entries) {
    requireInCall("event");
    expected.events.take(List.copyOf(entries));
  }

  @Override
  public byte[] chainRandomness(DomainSeparationTag tag, ChainEpoch epoch, byte[] entropy) {
    return expected.chainRandomness.take(new Randomness(tag, epoch, entropy));
  }

  @Override
  public byte[] beaconRandomness(DomainSeparationTag tag, ChainEpoch epoch, byte[] entropy) {
    return expected.beaconRandomness.take(new Randomness(tag, epoch, entropy));
  }

  @Override
  public Optional<byte[]> beaconDigest(ChainEpoch epoch) {
    return expected.beaconDigests.take(epoch);
  }

  // --- signatures and proofs

  @Override
  public Optional<Boolean> verifySignature(Signature signature, Address signer, byte[] plaintext) {
    return expected.signatures.take(new VerifySignature(signature, signer, plaintext));
  }

  @Override
  public ProofVerification proofs() {
    requireInCall("proof");
    return expected.proofs;
  }

  private void requireInCall(String what) {
    if (!inCall) {
      throw new AssertionError(what + " outside a call of the actor");
    }
  }

  private void refuseInTransaction(String what) {
    if (inTransaction) {
      throw new ActorException(ExitCode.USR_ASSERTION_FAILED, what + " inside a transaction");
    }
  }
}
