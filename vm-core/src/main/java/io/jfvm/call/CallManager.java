// SPDX-License-Identifier: Apache-2.0
package io.jfvm.call;

import io.jfvm.encoding.CborWriter;
import io.jfvm.engine.ActorExit;
import io.jfvm.gas.Gas;
import io.jfvm.gas.GasTracker;
import io.jfvm.gas.OutOfGas;
import io.jfvm.gas.PriceList;
import io.jfvm.kernel.Block;
import io.jfvm.kernel.BlockRegistry;
import io.jfvm.kernel.CallContext;
import io.jfvm.kernel.CallOutcome;
import io.jfvm.kernel.DefaultKernel;
import io.jfvm.kernel.FatalError;
import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.KeyAddresses;
import io.jfvm.kernel.SendOps;
import io.jfvm.kernel.SyscallException;
import io.jfvm.machine.Machine;
import io.jfvm.machine.Manifest;
import io.jfvm.machine.MemoryLimiter;
import io.jfvm.machine.RuleSet;
import io.jfvm.state.ActorState;
import io.jfvm.trace.TraceSink;
import io.jfvm.types.ActorEvent;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The calls of one message, from its own down to the deepest.
 *
 * <p>Source: ref-fvm {@code fvm/src/call_manager/default.rs}.
 */
public final class CallManager implements CallContext {
  /** Which code no further actor could be made of in network version 17. */
  private static final Set<ActorType> SINGLETONS =
      EnumSet.of(
          ActorType.SYSTEM,
          ActorType.INIT,
          ActorType.REWARD,
          ActorType.CRON,
          ActorType.POWER,
          ActorType.MARKET,
          ActorType.VERIFIED_REGISTRY);

  private final Machine machine;
  private final Executables executables;
  private final Origin origin;
  private final PriceList prices;
  private final GasTracker gas;
  private final TraceSink trace;
  private final MemoryLimiter memory;
  private final AccessTracker accesses = new AccessTracker(PriceList.PRELOADED_ACTORS);
  private final MeteredState state;
  private final EventLog events = new EventLog();
  private final Backtrace backtrace = new Backtrace();

  /** What the code that failed last said; for the trace alone. */
  private String exitMessage = "";

  private long actorsCreated;
  private int depth;

  /**
   * The calls of a message about to be applied.
   *
   * @param gasLimit whole gas
   */
  public CallManager(
      Machine machine, Executables executables, Origin origin, long gasLimit, TraceSink trace) {
    this.machine = machine;
    this.executables = executables;
    this.origin = origin;
    this.prices = machine.network().prices();
    this.gas = new GasTracker(gasLimit, trace);
    this.trace = trace;
    this.memory = new MemoryLimiter(machine.network().limits());
    this.state = new MeteredState(machine.stateTree(), prices, gas, accesses);
    // The sender's update is part of inclusion; the receiver was looked up before.
    accesses.recordUpdate(origin.sender());
    origin.receiver().ifPresent(accesses::recordRead);
  }

  // --- calls

  @Override
  public CallOutcome call(
      ActorId from,
      Address to,
      MethodNum method,
      Optional<Block> params,
      TokenAmount value,
      long gasLimit,
      boolean readOnly)
      throws SyscallException {
    machine.stateTree().beginTransaction();
    int eventsBefore = events.size();
    int accessesBefore = accesses.height();
    boolean keep = false;
    try {
      CallOutcome outcome = limited(from, to, method, params, value, gasLimit, readOnly);
      keep = outcome.exitCode().isSuccess();
      return outcome;
    } finally {
      machine.stateTree().endTransaction(!keep);
      if (!keep) {
        events.truncate(eventsBefore);
        accesses.rollback(accessesBefore);
      }
    }
  }

  /** Under a gas limit of its own, if one is asked for, and one level deeper. */
  private CallOutcome limited(
      ActorId from,
      Address to,
      MethodNum method,
      Optional<Block> params,
      TokenAmount value,
      long gasLimit,
      boolean readOnly)
      throws SyscallException {
    boolean hasLimit = gasLimit != SendOps.NO_GAS_LIMIT;
    if (trace.isOn()) {
      long usable = Gas.min(hasLimit ? Gas.ofWhole(gasLimit) : Gas.MAX, gas.available());
      trace.call(from, to, method, value, params.map(Block::content), usable, readOnly);
    }
    if (hasLimit) {
      gas.pushLimit(Gas.ofWhole(gasLimit));
    }
    try {
      CallOutcome outcome;
      try {
        outcome = deeper(from, to, method, params, value, readOnly);
      } finally {
        if (hasLimit && (!isTooDeep() || rules().restoresGasLimitWhenTooDeep())) {
          gas.popLimit();
        }
      }
      traceReturn(outcome, outcome.exitCode().isSuccess() ? "" : exitMessage);
      return outcome;
    } catch (OutOfGas e) {
      if (gas.available() == 0) {
        trace.outOfGas();
        throw e;
      }
      // Only the call's own limit ran out; for the caller that is an exit.
      CallOutcome outcome = new CallOutcome(ExitCode.SYS_OUT_OF_GAS, Optional.empty());
      traceReturn(outcome, "out of gas");
      return outcome;
    } catch (SyscallException e) {
      trace.refused(e.error(), e.getMessage());
      throw e;
    } catch (FatalError e) {
      trace.fatal(e.getMessage());
      throw e;
    }
  }

  private CallOutcome deeper(
      ActorId from,
      Address to,
      MethodNum method,
      Optional<Block> params,
      TokenAmount value,
      boolean readOnly)
      throws SyscallException {
    if (isTooDeep()) {
      throw new SyscallException(
          ErrorNumber.LIMIT_EXCEEDED, "more than " + depth + " calls inside each other");
    }
    long memoryBefore = memory.used();
    depth++;
    try {
      Optional<ActorId> known = state.resolve(to);
      ActorId receiver = known.isPresent() ? known.get() : createReceiver(to, readOnly);
      return resolved(from, receiver, method, false, params, value, readOnly);
    } finally {
      depth--;
      memory.restore(memoryBefore);
    }
  }

  private boolean isTooDeep() {
    int deepest = machine.network().limits().callDepth();
    return rules().countsTheMessageAsACall() ? depth >= deepest : depth > deepest;
  }

  /** An account for a key's address, a placeholder for an Ethereum address. */
  private ActorId createReceiver(Address address, boolean readOnly) throws SyscallException {
    boolean placeholder =
        rules().hasEthereumAccounts() && address.namespace().equals(Optional.of(ActorId.EAM));
    if (!address.isKey() && !placeholder) {
      throw new SyscallException(
          ErrorNumber.NOT_FOUND, "no actor has " + address + " and none can be made for it");
    }
    if (readOnly) {
      throw new SyscallException(
          ErrorNumber.READ_ONLY, "no actor can be made for " + address + " in a read-only call");
    }
    if (placeholder) {
      Cid code = machine.manifest().codeOf(ActorType.PLACEHOLDER);
      return state.createOnSend(address, ActorState.ofNew(code, Optional.of(address)));
    }
    if (address.isBlsInfinity()) {
      if (rules().chargesForRefusedAccounts()) {
        gas.charge("OnCreateActor", prices.onCreateActor(true));
      }
      throw new SyscallException(ErrorNumber.ILLEGAL_ARGUMENT, "the zero BLS key has no account");
    }
    Cid code = machine.manifest().codeOf(ActorType.ACCOUNT);
    ActorId account = state.createOnSend(address, ActorState.ofNew(code, Optional.empty()));
    constructAccount(account, address);
    return account;
  }

  /** Runs the constructor at the current depth; whether it succeeds matters to nobody. */
  private void constructAccount(ActorId account, Address address) throws SyscallException {
    long codec = rules().knowsOnlyDagCbor() ? Multicodec.DAG_CBOR : Multicodec.CBOR;
    Block params = Block.opaque(codec, Address.CODEC.toBytes(address));
    MethodNum method = MethodNum.CONSTRUCTOR;
    if (trace.isOn()) {
      trace.call(
          ActorId.SYSTEM,
          account.address(),
          method,
          TokenAmount.ZERO,
          Optional.of(params.content()),
          gas.available(),
          false);
    }
    try {
      CallOutcome outcome =
          resolved(
              ActorId.SYSTEM, account, method, true, Optional.of(params), TokenAmount.ZERO, false);
      traceReturn(outcome, outcome.exitCode().isSuccess() ? "" : exitMessage);
    } catch (OutOfGas e) {
      trace.outOfGas();
      throw e;
    } catch (SyscallException e) {
      trace.refused(e.error(), e.getMessage());
      throw e;
    } catch (FatalError e) {
      trace.fatal(e.getMessage());
      throw e;
    }
  }

  private CallOutcome resolved(
      ActorId from,
      ActorId to,
      MethodNum method,
      boolean implicit,
      Optional<Block> params,
      TokenAmount value,
      boolean readOnly)
      throws SyscallException {
    ActorState receiver =
        state
            .actor(to)
            .orElseThrow(
                () -> new SyscallException(ErrorNumber.NOT_FOUND, "there is no actor " + to));
    boolean plainTransfer = method.equals(MethodNum.SEND);
    trace.invoke(to, plainTransfer ? Optional.empty() : Optional.of(receiver.code()));
    if (rules().chargesSendsAsAWhole()) {
      gas.charge("OnMethodInvocation", prices.onSend(!value.isZero(), plainTransfer));
    }
    if (!value.isZero()) {
      if (!rules().chargesSendsAsAWhole()) {
        gas.charge("OnValueTransfer", prices.onValueTransfer());
      }
      state.transfer(from, to, value);
    }
    if (plainTransfer) {
      return CallOutcome.OK;
    }
    if (!rules().chargesSendsAsAWhole()) {
      int links = params.map(block -> block.links().size()).orElse(0);
      gas.charge("OnMethodInvocation", prices.onMethodInvocation(links));
    }
    BlockRegistry blocks = new BlockRegistry(rules().tracksReachability());
    int paramsId = params.isPresent() ? blocks.putReachable(params.get()) : Kernel.NO_BLOCK;
    DefaultKernel kernel = new DefaultKernel(this, blocks, from, to, method, value, readOnly);
    CallOutcome outcome = run(receiver.code(), kernel, blocks, paramsId, to, method, implicit);
    if (!outcome.exitCode().isSuccess() && !rules().keepsValueOfFailedCalls()) {
      outcome = new CallOutcome(outcome.exitCode(), Optional.empty());
    }
    if (outcome.value().isPresent() && (!implicit || rules().chargesReturnsOfConstructors())) {
      Block returned = outcome.value().get();
      gas.charge(
          depth == 1 ? "OnChainReturnValue" : "OnReturnValue",
          prices.onMethodReturn(depth, returned.size(), returned.links().size()));
    }
    return outcome;
  }

  /** Runs the code. From here on nothing is refused any more. */
  private CallOutcome run(
      Cid code,
      DefaultKernel kernel,
      BlockRegistry blocks,
      int paramsId,
      ActorId to,
      MethodNum method,
      boolean implicit) {
    ExitCode exitCode;
    String message;
    Optional<Block> value = Optional.empty();
    try {
      int returned = executables.of(code, machine.store()).invoke(kernel, paramsId);
      if (returned == Kernel.NO_BLOCK) {
        return CallOutcome.OK;
      }
      value = find(blocks, returned);
      if (value.isPresent()) {
        return new CallOutcome(ExitCode.OK, value);
      }
      exitCode = ExitCode.SYS_MISSING_RETURN;
      message = "returned block does not exist";
    } catch (ActorExit exit) {
      boolean forbidden = !exit.isTrap() && exit.exitCode().isSystem();
      exitCode = forbidden ? ExitCode.SYS_ILLEGAL_EXIT_CODE : exit.exitCode();
      message = forbidden ? "actor exited with code " + exit.exitCode() : exit.getMessage();
      if (exit.blockId() != Kernel.NO_BLOCK) {
        value = find(blocks, exit.blockId());
        if (value.isEmpty()) {
          pass(to, method, implicit, kernel, ExitCode.SYS_MISSING_RETURN, "no exit data block");
          throw new FatalError(to + " exited with a block that does not exist");
        }
      }
    } catch (OutOfGas e) {
      pass(to, method, implicit, kernel, ExitCode.SYS_OUT_OF_GAS, "out of gas");
      throw e;
    } catch (FatalError e) {
      pass(to, method, implicit, kernel, ExitCode.SYS_ASSERTION_FAILED, "fatal error");
      throw e;
    }
    if (!exitCode.isSuccess()) {
      pass(to, method, implicit, kernel, exitCode, message);
    }
    exitMessage = message;
    return new CallOutcome(exitCode, value);
  }

  private static Optional<Block> find(BlockRegistry blocks, int id) {
    try {
      return Optional.of(blocks.get(id));
    } catch (SyscallException e) {
      return Optional.empty();
    }
  }

  private void pass(
      ActorId actor,
      MethodNum method,
      boolean implicit,
      DefaultKernel kernel,
      ExitCode code,
      String message) {
    if (!implicit) {
      kernel.lastRefusal().ifPresent(backtrace::begin);
      backtrace.pass(actor, method, code, message);
    }
  }

  private void traceReturn(CallOutcome outcome, String message) {
    if (trace.isOn()) {
      trace.returned(outcome.exitCode(), outcome.value().map(Block::content), message);
    }
  }

  // --- actors

  @Override
  public Optional<ActorState> actor(ActorId id) {
    return state.actor(id);
  }

  @Override
  public void setActor(ActorId id, ActorState newState) {
    state.setActor(id, newState);
  }

  @Override
  public void deleteActor(ActorId id) {
    state.deleteActor(id);
  }

  @Override
  public Optional<ActorId> resolve(Address address) {
    return state.resolve(address);
  }

  @Override
  public void transfer(ActorId from, ActorId to, TokenAmount value) throws SyscallException {
    state.transfer(from, to, value);
  }

  @Override
  public Address nextActorAddress() {
    return actorAddress(origin.address());
  }

  @Override
  public Address newActorAddress() {
    try {
      Address address = actorAddress(new KeyAddresses(this).of(origin.address()));
      actorsCreated++;
      return address;
    } catch (SyscallException e) {
      throw new FatalError("the message's origin has no key: " + e.getMessage(), e);
    }
  }

  /** The address of the actor made next in this message. */
  private Address actorAddress(Address sender) {
    byte[] address = new CborWriter().bytes(sender.toBytes()).toByteArray();
    return Address.ofActor(
        ByteBuffer.allocate(address.length + 2 * Long.BYTES)
            .put(address)
            .putLong(origin.nonce())
            .putLong(actorsCreated)
            .array());
  }

  @Override
  public void createActor(Cid code, ActorId id, Optional<Address> delegatedAddress)
      throws SyscallException {
    requireCreatable(code);
    Optional<ActorState> existing = state.actor(id);
    ActorState created;
    if (existing.isEmpty()) {
      gas.charge("OnCreateActor", prices.onCreateActor(false));
      created = ActorState.ofNew(code, delegatedAddress);
    } else {
      requireReplaceable(id, existing.get(), delegatedAddress);
      created = existing.get().withCode(code);
    }
    state.setActor(id, created);
    if (!rules().countsActorsByAddress()) {
      actorsCreated++;
    }
  }

  private void requireCreatable(Cid code) throws SyscallException {
    Manifest manifest = machine.manifest();
    if (rules().onlyInitCreatesActors()) {
      if (isPlaceholder(code)) {
        throw new SyscallException(
            ErrorNumber.FORBIDDEN, "a placeholder cannot be made explicitly");
      }
    } else if (manifest.numberOf(code) == Manifest.NOT_BUILTIN) {
      throw new SyscallException(ErrorNumber.FORBIDDEN, "code " + code + " is not built in");
    } else if (manifest.typeOf(code).map(SINGLETONS::contains).orElse(false)) {
      throw new SyscallException(ErrorNumber.FORBIDDEN, "there is only one actor of " + code);
    }
  }

  private void requireReplaceable(
      ActorId id, ActorState existing, Optional<Address> delegatedAddress) throws SyscallException {
    if (!isPlaceholder(existing.code())) {
      throw new SyscallException(ErrorNumber.FORBIDDEN, "actor " + id + " exists already");
    }
    if (existing.delegatedAddress().isEmpty()) {
      throw new FatalError("placeholder " + id + " has no delegated address");
    }
    if (!existing.delegatedAddress().equals(delegatedAddress)) {
      throw new SyscallException(
          ErrorNumber.FORBIDDEN, "placeholder " + id + " has another delegated address");
    }
  }

  private boolean isPlaceholder(Cid code) {
    return machine.manifest().is(ActorType.PLACEHOLDER, code);
  }

  // --- what the kernel asks for, and what the executor takes in the end

  @Override
  public Machine machine() {
    return machine;
  }

  @Override
  public GasTracker gas() {
    return gas;
  }

  @Override
  public MemoryLimiter memory() {
    return memory;
  }

  @Override
  public TraceSink trace() {
    return trace;
  }

  @Override
  public ActorId origin() {
    return origin.sender();
  }

  @Override
  public long nonce() {
    return origin.nonce();
  }

  @Override
  public TokenAmount gasPremium() {
    return origin.gasPremium();
  }

  @Override
  public void emit(ActorEvent event) {
    events.add(event);
    trace.event(event);
  }

  private RuleSet rules() {
    return machine.network().rules();
  }

  /** The message was refused before or while its receiver was called. */
  public void beginBacktrace(String cause) {
    backtrace.begin(cause);
  }

  /** Something ended the message from outside its calls. */
  public void concludeBacktrace(String cause) {
    backtrace.conclude(cause);
  }

  /** How the message failed, if it did; for people. */
  public String backtrace() {
    return backtrace.text();
  }

  /** The events that were not undone. */
  public List<ActorEvent> events() {
    return events.events();
  }

  public Optional<Cid> eventsRoot() {
    return events.root();
  }
}
