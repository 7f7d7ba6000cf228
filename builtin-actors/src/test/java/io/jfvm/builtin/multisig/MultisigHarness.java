// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.multisig;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.multisig.MultisigParams.Applied;
import io.jfvm.builtin.multisig.MultisigParams.Proposed;
import io.jfvm.crypto.Blake2b;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A wallet under test and the people around it. */
final class MultisigHarness {
  static final ActorId WALLET = new ActorId(1000);
  static final ActorId ANNE = new ActorId(101);
  static final ActorId BOB = new ActorId(102);
  static final ActorId CHUCK = new ActorId(103);
  static final ActorId DARLENE = new ActorId(104);
  static final ActorId RICHARD = new ActorId(105);

  static final MethodNum CONSTRUCTOR = MethodNum.CONSTRUCTOR;
  static final MethodNum PROPOSE = new MethodNum(2);
  static final MethodNum APPROVE = new MethodNum(3);
  static final MethodNum CANCEL = new MethodNum(4);
  static final MethodNum ADD_SIGNER = new MethodNum(5);
  static final MethodNum REMOVE_SIGNER = new MethodNum(6);
  static final MethodNum SWAP_SIGNER = new MethodNum(7);
  static final MethodNum CHANGE_THRESHOLD = new MethodNum(8);
  static final MethodNum LOCK_BALANCE = new MethodNum(9);

  private static final Set<MethodNum> OWN_METHODS =
      Set.of(ADD_SIGNER, REMOVE_SIGNER, SWAP_SIGNER, CHANGE_THRESHOLD, LOCK_BALANCE);

  final MockRuntime rt = new MockRuntime();

  MultisigHarness() {
    rt.setReceiver(WALLET);
    rt.setActorType(WALLET, ActorType.MULTISIG);
    for (ActorId person : List.of(ANNE, BOB, CHUCK, DARLENE, RICHARD)) {
      rt.setActorType(person, ActorType.ACCOUNT);
    }
  }

  /** A wallet that has locked nothing. */
  static MultisigHarness of(int threshold, ActorId... signers) {
    return locked(threshold, 0, 0, 0, signers);
  }

  static MultisigHarness locked(
      int threshold, long start, long duration, long value, ActorId... signers) {
    MultisigHarness wallet = new MultisigHarness();
    wallet.rt.setValueReceived(atto(value));
    wallet.rt.setBalance(atto(value));
    wallet.construct(threshold, start, duration, addresses(signers));
    wallet.rt.setValueReceived(TokenAmount.ZERO);
    return wallet;
  }

  void construct(long threshold, long start, long duration, List<Address> signers) {
    rt.setCaller(ActorId.INIT, ActorType.INIT);
    rt.expectValidateCallerAddr(ActorId.INIT);
    Optional<IpldBlock> returned =
        rt.call(
            MultisigActor.METHODS,
            CONSTRUCTOR,
            MultisigParams.Constructor.CODEC,
            new MultisigParams.Constructor(signers, threshold, duration, new ChainEpoch(start)));
    assertThat(returned).isEmpty();
    rt.verify();
  }

  static TokenAmount atto(long atto) {
    return TokenAmount.ofAtto(atto);
  }

  static List<Address> addresses(ActorId... actors) {
    List<Address> addresses = new ArrayList<>();
    for (ActorId actor : actors) {
      addresses.add(actor.address());
    }
    return addresses;
  }

  static Transaction send(ActorId to, long value, ActorId... approved) {
    return new Transaction(
        to.address(), atto(value), MethodNum.SEND, RawBytes.EMPTY, addresses(approved));
  }

  /** A call of some method with some parameters. */
  static Transaction call(ActorId to, long value, ActorId... approved) {
    return new Transaction(
        to.address(),
        atto(value),
        new MethodNum(42),
        new RawBytes(new byte[] {1, 2, 3, 4}),
        addresses(approved));
  }

  static RawBytes hash(Transaction txn) {
    return new RawBytes(Blake2b.hash256(txn.proposal()));
  }

  Proposed propose(ActorId signer, Transaction txn) {
    rt.setCaller(signer, ActorType.ACCOUNT);
    rt.expectValidateCallerAny();
    Proposed proposed =
        MockRuntime.returned(
            Proposed.CODEC,
            rt.call(
                MultisigActor.METHODS,
                PROPOSE,
                MultisigParams.Propose.CODEC,
                new MultisigParams.Propose(txn.to(), txn.value(), txn.method(), txn.params())));
    rt.verify();
    return proposed;
  }

  Applied approve(ActorId signer, long id, RawBytes hash) {
    rt.setCaller(signer, ActorType.ACCOUNT);
    rt.expectValidateCallerAny();
    Applied applied =
        MockRuntime.returned(
            Applied.CODEC,
            rt.call(
                MultisigActor.METHODS,
                APPROVE,
                MultisigParams.ById.CODEC,
                new MultisigParams.ById(new TxnId(id), hash)));
    rt.verify();
    return applied;
  }

  void cancel(ActorId signer, long id, RawBytes hash) {
    rt.setCaller(signer, ActorType.ACCOUNT);
    rt.expectValidateCallerAny();
    Optional<IpldBlock> returned =
        rt.call(
            MultisigActor.METHODS,
            CANCEL,
            MultisigParams.ById.CODEC,
            new MultisigParams.ById(new TxnId(id), hash));
    assertThat(returned).isEmpty();
    rt.verify();
  }

  /** Calls a method only the wallet may call, as the wallet. */
  <P> void own(MethodNum method, Codec<P> codec, P params) {
    if (!OWN_METHODS.contains(method)) {
      throw new IllegalArgumentException("anybody may call " + method);
    }
    rt.setCaller(WALLET, ActorType.MULTISIG);
    rt.expectValidateCallerAddr(WALLET);
    assertThat(rt.call(MultisigActor.METHODS, method, codec, params)).isEmpty();
    rt.verify();
  }

  void addSigner(Address signer, boolean increase) {
    own(ADD_SIGNER, MultisigParams.AddSigner.CODEC, new MultisigParams.AddSigner(signer, increase));
  }

  void removeSigner(Address signer, boolean decrease) {
    own(
        REMOVE_SIGNER,
        MultisigParams.RemoveSigner.CODEC,
        new MultisigParams.RemoveSigner(signer, decrease));
  }

  void swapSigner(Address from, Address to) {
    own(SWAP_SIGNER, MultisigParams.SwapSigner.CODEC, new MultisigParams.SwapSigner(from, to));
  }

  void changeThreshold(long threshold) {
    own(
        CHANGE_THRESHOLD,
        MultisigParams.ChangeThreshold.CODEC,
        new MultisigParams.ChangeThreshold(threshold));
  }

  void lockBalance(long start, long duration, long amount) {
    own(
        LOCK_BALANCE,
        MultisigParams.LockBalance.CODEC,
        new MultisigParams.LockBalance(new ChainEpoch(start), duration, atto(amount)));
  }

  void expectSend(Transaction txn, SendResult result) {
    rt.expectSend(txn.to(), txn.method(), txn.params().toBlock(), txn.value(), result);
  }

  void expectSend(Transaction txn) {
    expectSend(txn, SendResult.Returned.NOTHING);
  }

  /** Fails unless the action aborts so and changes nothing. */
  ActorException refused(ExitCode code, Runnable action) {
    var before = rt.stateRoot();
    ActorException exception = MockRuntime.expectAbort(code, action);
    rt.verify();
    assertThat(rt.stateRoot()).isEqualTo(before);
    return exception;
  }

  MultisigState state() {
    return rt.state(MultisigState.CODEC);
  }

  /** By number. */
  SortedMap<Long, Transaction> pending() {
    SortedMap<Long, Transaction> pending = new TreeMap<>();
    state().pending(rt.store()).forEach((id, txn) -> pending.put(id.value(), txn));
    return pending;
  }

  void checkInvariants() {
    assertThat(MultisigInvariants.check(state(), rt.store())).isEmpty();
  }
}
