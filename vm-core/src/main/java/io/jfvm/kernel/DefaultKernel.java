// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.crypto.Hash;
import io.jfvm.externs.MixedRandomness;
import io.jfvm.gas.Gas;
import io.jfvm.gas.OutOfGas;
import io.jfvm.gas.PriceList;
import io.jfvm.ipld.DecodedBlocks;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.machine.Limits;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.MemoryLimiter;
import io.jfvm.state.ActorState;
import io.jfvm.types.ActorEvent;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EventEntry;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The network's kernel.
 *
 * <p>Source: ref-fvm {@code fvm/src/kernel/default.rs}.
 */
public final class DefaultKernel extends CryptoKernel implements Kernel {
  private static final int BLAKE2B_256_BYTES = 32;
  private static final int AMOUNT_BITS = 128;
  private static final int MAX_ARTIFACT_NAME_BYTES = 256;

  /** How far back tipsets could be looked up. */
  private static final long FINALITY_EPOCHS = 900;

  private final BlockRegistry blocks;
  private final ActorId caller;
  private final ActorId self;
  private final MethodNum method;
  private final TokenAmount valueReceived;
  private final boolean readOnly;
  private Optional<String> lastRefusal = Optional.empty();

  /**
   * The kernel of one invocation.
   *
   * @param blocks holds the parameters already
   */
  public DefaultKernel(
      CallContext call,
      BlockRegistry blocks,
      ActorId caller,
      ActorId self,
      MethodNum method,
      TokenAmount valueReceived,
      boolean readOnly) {
    super(call);
    this.blocks = blocks;
    this.caller = caller;
    this.self = self;
    this.method = method;
    this.valueReceived = valueReceived;
    this.readOnly = readOnly;
  }

  // --- self

  @Override
  public Cid root() throws SyscallException {
    charge("OnActorGetRoot", prices.onGetRoot());
    Cid root = requireSelf().head();
    blocks.markReachable(root);
    return root;
  }

  @Override
  public void setRoot(Cid root) throws SyscallException {
    requireWritable("the state root cannot be set");
    charge("OnActorSetRoot", prices.onSetRoot());
    if (!blocks.isReachable(root)) {
      throw new SyscallException(ErrorNumber.NOT_FOUND, "new root " + root + " is not reachable");
    }
    call.setActor(self, requireSelf().withHead(root));
  }

  @Override
  public TokenAmount currentBalance() {
    return call.actor(self)
        .map(actor -> amount(actor.balance(), "balance"))
        .orElse(TokenAmount.ZERO);
  }

  @Override
  public void selfDestruct(boolean burnUnspent) throws SyscallException {
    requireWritable("an actor cannot delete itself");
    TokenAmount balance = currentBalance();
    if (!balance.isZero()) {
      if (!burnUnspent) {
        throw new SyscallException(
            ErrorNumber.ILLEGAL_OPERATION, "the actor still owns " + balance);
      }
      burn(balance);
    }
    call.deleteActor(self);
  }

  @Override
  public void selfDestruct(Address beneficiary) throws SyscallException {
    requireWritable("an actor cannot delete itself");
    if (rules().countsGasSigned()) {
      call.gas().refund("OnDeleteActor", prices.refundOfDeletion());
    }
    TokenAmount balance = currentBalance();
    if (!balance.isZero()) {
      ActorId heir = resolveAddress(beneficiary);
      if (heir.equals(self)) {
        throw new SyscallException(ErrorNumber.FORBIDDEN, "the actor itself is the beneficiary");
      }
      call.transfer(self, heir, balance);
    }
    call.deleteActor(self);
  }

  /** The reference takes any failure here as fatal, running out of gas included. */
  private void burn(TokenAmount balance) {
    try {
      call.transfer(self, ActorId.BURNT_FUNDS, balance);
    } catch (OutOfGas e) {
      throw new FatalError("out of gas burning what a deleted actor owned", e);
    } catch (SyscallException e) {
      throw new FatalError("cannot burn what a deleted actor owned: " + e.getMessage(), e);
    }
  }

  private ActorState requireSelf() throws SyscallException {
    return call.actor(self)
        .orElseThrow(
            () ->
                new SyscallException(
                    ErrorNumber.ILLEGAL_OPERATION, "the actor has deleted itself"));
  }

  private void requireWritable(String what) throws SyscallException {
    if (readOnly) {
      throw new SyscallException(ErrorNumber.READ_ONLY, what + " in a read-only call");
    }
  }

  // --- ipld

  @Override
  public OpenBlock openBlock(Cid cid) throws SyscallException {
    charge("OnBlockOpenBase", prices.onBlockOpenBase());
    if (!blocks.isReachable(cid)) {
      throw new SyscallException(ErrorNumber.NOT_FOUND, "block " + cid + " is not reachable");
    }
    byte[] data =
        machine
            .store()
            .get(cid)
            .orElseThrow(() -> new FatalError("reachable block " + cid + " is missing"));
    List<Cid> links = links(cid.codec(), data);
    charge("OnBlockOpen", prices.onBlockOpen(data.length, links.size()));
    requireKnown(cid.codec());
    int id = blocks.putReachable(new Block(new IpldBlock(cid.codec(), data), links));
    return new OpenBlock(id, cid.codec(), data.length);
  }

  @Override
  public int createBlock(long codec, byte[] data) throws SyscallException {
    if (rules().limitsBlocksAndMemory() && data.length > limits().blockBytes()) {
      throw new SyscallException(ErrorNumber.LIMIT_EXCEEDED, "block of " + data.length + " bytes");
    }
    if (rules().checksCodecBeforeCharging()) {
      requireKnown(codec);
    }
    List<Cid> links = links(codec, data);
    charge("OnBlockCreate", prices.onBlockCreate(data.length, links.size()));
    requireKnown(codec);
    return blocks.putChecked(new Block(new IpldBlock(codec, data), links));
  }

  private void requireKnown(long codec) throws SyscallException {
    boolean known =
        rules().knowsOnlyDagCbor() ? codec == Multicodec.DAG_CBOR : LinkScanner.isAllowed(codec);
    if (!known) {
      throw new SyscallException(
          ErrorNumber.ILLEGAL_CODEC, "block of codec 0x" + Long.toHexString(codec));
    }
  }

  private List<Cid> links(long codec, byte[] data) throws SyscallException {
    return rules().tracksReachability()
        ? LinkScanner.scan(codec, data, prices, call.gas())
        : List.of();
  }

  @Override
  public Cid linkBlock(int id, long hashCode, int hashLength) throws SyscallException {
    if (hashCode != Hash.BLAKE2B_256.code() || hashLength != BLAKE2B_256_BYTES) {
      throw new SyscallException(
          ErrorNumber.ILLEGAL_CID, "CIDs of blocks are blake2b-256 of 32 bytes");
    }
    Block block = blocks.get(id);
    charge("OnBlockLink", prices.onBlockLink(Hash.BLAKE2B_256, block.size()));
    Cid cid = Cid.ofBlock(block.codec(), block.data());
    machine.store().put(cid, block.data());
    blocks.markReachable(cid);
    return cid;
  }

  @Override
  public int readBlock(int id, int offset, byte[] buffer, int bufferOffset, int length)
      throws SyscallException {
    long end = Integer.toUnsignedLong(offset) + Integer.toUnsignedLong(length);
    if (end > Integer.MAX_VALUE) {
      throw illegalArgument("reading a block up to offset " + end);
    }
    byte[] data = blocks.get(id).data();
    int copied = Math.min(Math.max(data.length - offset, 0), length);
    charge("OnBlockRead", prices.onBlockRead(copied));
    if (copied > 0) {
      System.arraycopy(data, offset, buffer, bufferOffset, copied);
    }
    return data.length - (int) end;
  }

  @Override
  public IpldBlock readWholeBlock(int id) throws SyscallException {
    Block block = blocks.get(id);
    charge("OnBlockRead", prices.onBlockRead(block.size()));
    return block.content();
  }

  @Override
  public BlockStat statBlock(int id) throws SyscallException {
    Block block = blocks.get(id);
    return new BlockStat(block.codec(), block.size());
  }

  // --- actor

  @Override
  public ActorId resolveAddress(Address address) throws SyscallException {
    return call.resolve(address)
        .orElseThrow(() -> new SyscallException(ErrorNumber.NOT_FOUND, "no actor has " + address));
  }

  @Override
  public Optional<Address> lookupDelegatedAddress(ActorId actor) throws SyscallException {
    return require(actor).delegatedAddress();
  }

  @Override
  public Cid actorCodeCid(ActorId actor) throws SyscallException {
    return require(actor).code();
  }

  @Override
  public TokenAmount balanceOf(ActorId actor) throws SyscallException {
    return amount(require(actor).balance(), "balance");
  }

  private ActorState require(ActorId actor) throws SyscallException {
    return call.actor(actor)
        .orElseThrow(
            () -> new SyscallException(ErrorNumber.NOT_FOUND, "there is no actor " + actor));
  }

  @Override
  public Address nextActorAddress() {
    return call.nextActorAddress();
  }

  @Override
  public Address newActorAddress() {
    return call.newActorAddress();
  }

  @Override
  public void createActor(Cid code, ActorId actor, Optional<Address> delegatedAddress)
      throws SyscallException {
    if (rules().onlyInitCreatesActors() && !self.equals(ActorId.INIT)) {
      throw new SyscallException(ErrorNumber.FORBIDDEN, self + " is not Init and makes no actors");
    }
    requireWritable("actors cannot be made");
    call.createActor(code, actor, delegatedAddress);
  }

  @Override
  public int builtinActorType(Cid code) {
    return machine.manifest().numberOf(code);
  }

  @Override
  public Cid codeCidForType(int type) throws SyscallException {
    return machine
        .manifest()
        .codeOf(type)
        .orElseThrow(
            () -> illegalArgument("no built-in actor type " + Integer.toUnsignedString(type)));
  }

  // --- send

  @Override
  public Sent send(
      Address to,
      MethodNum receiverMethod,
      int paramsId,
      TokenAmount value,
      long gasLimit,
      long flags)
      throws SyscallException {
    if ((flags & ~SendOps.READ_ONLY) != 0) {
      throw illegalArgument("send flags 0x" + Long.toHexString(flags));
    }
    boolean sendReadOnly = readOnly || (flags & SendOps.READ_ONLY) != 0;
    if (sendReadOnly && !value.isZero()) {
      throw new SyscallException(ErrorNumber.READ_ONLY, "value sent in a read-only call");
    }
    Optional<Block> params =
        paramsId == NO_BLOCK ? Optional.empty() : Optional.of(blocks.get(paramsId));
    blocks.requireRoom();
    CallOutcome outcome =
        call.call(self, to, receiverMethod, params, value, gasLimit, sendReadOnly);
    if (outcome.value().isEmpty()) {
      return new Sent(outcome.exitCode(), NO_BLOCK, 0, 0);
    }
    Block returned = outcome.value().get();
    return new Sent(
        outcome.exitCode(), blocks.putReachable(returned), returned.codec(), returned.size());
  }

  // --- message, network, randomness

  @Override
  public MessageContext messageContext() {
    return new MessageContext(
        call.origin(),
        call.nonce(),
        caller,
        self,
        method,
        amount(valueReceived, "value"),
        amount(call.gasPremium(), "gas premium"),
        readOnly);
  }

  @Override
  public NetworkContext networkContext() {
    MachineContext context = machine.context();
    return new NetworkContext(
        context.epoch(),
        context.timestampSeconds(),
        amount(context.baseFee(), "base fee"),
        context.network().chainId(),
        context.network().version());
  }

  @Override
  public TokenAmount circulatingSupply() {
    return amount(machine.context().circulatingSupply(), "circulating supply");
  }

  @Override
  public Cid tipsetCid(ChainEpoch epoch) throws SyscallException {
    long lookback = machine.context().epoch().value() - epoch.value();
    if (epoch.value() < 0 || lookback <= 0) {
      throw illegalArgument("tipset of epoch " + epoch + " at epoch " + machine.context().epoch());
    }
    if (rules().looksUpAnyTipset()) {
      charge("OnTipsetCid", prices.onTipsetCid(lookback));
    } else {
      if (lookback >= FINALITY_EPOCHS) {
        throw illegalArgument("tipset of epoch " + epoch + ", which is final");
      }
      charge("OnTipsetCid", prices.onTipsetCidUpToThunder(lookback > 1));
    }
    return machine
        .externs()
        .tipsetCid(epoch)
        .orElseThrow(() -> new FatalError("the node knows no tipset at epoch " + epoch));
  }

  @Override
  public byte[] chainRandomness(ChainEpoch epoch) throws SyscallException {
    chargeRandomness(epoch);
    return randomness(machine.externs().chainRandomness(epoch), epoch);
  }

  @Override
  public byte[] beaconRandomness(ChainEpoch epoch) throws SyscallException {
    chargeRandomness(epoch);
    return randomness(machine.externs().beaconRandomness(epoch), epoch);
  }

  private void chargeRandomness(ChainEpoch epoch) throws SyscallException {
    long lookback;
    try {
      lookback = Math.subtractExact(machine.context().epoch().value(), epoch.value());
    } catch (ArithmeticException e) {
      throw illegalArgument("randomness of epoch " + epoch);
    }
    charge("OnGetRandomness", prices.onGetRandomness(lookback));
  }

  @Override
  public byte[] chainRandomness(long tag, ChainEpoch epoch, byte[] entropy)
      throws SyscallException {
    charge("OnGetRandomness", prices.onGetMixedRandomness(entropy.length));
    byte[] digest = randomness(machine.externs().chainRandomness(epoch), epoch);
    return MixedRandomness.of(digest, tag, epoch, entropy);
  }

  @Override
  public byte[] beaconRandomness(long tag, ChainEpoch epoch, byte[] entropy)
      throws SyscallException {
    charge("OnGetRandomness", prices.onGetMixedRandomness(entropy.length));
    byte[] digest = randomness(machine.externs().beaconRandomness(epoch), epoch);
    return MixedRandomness.of(digest, tag, epoch, entropy);
  }

  private static byte[] randomness(Optional<byte[]> digest, ChainEpoch epoch)
      throws SyscallException {
    return digest.orElseThrow(
        () -> illegalArgument("the node gives no randomness of epoch " + epoch));
  }

  // --- event, gas, debug

  @Override
  public void emitEvent(List<EventHeader> headers, byte[] keys, byte[] values)
      throws SyscallException {
    requireWritable("events cannot be emitted");
    charge("OnActorEvent", prices.onActorEvent(headers.size(), keys.length, values.length));
    List<EventEntry> entries = EventAssembler.entries(headers, keys, values);
    call.emit(new ActorEvent(self, entries));
  }

  @Override
  public void emitEvent(byte[] event) throws SyscallException {
    requireWritable("events cannot be emitted");
    charge("OnActorEvent", prices.onEncodedEventValidation(event.length));
    List<EventEntry> entries = EncodedEvent.entries(event);
    charge("OnActorEvent", prices.onEncodedEventAcceptance(event.length));
    call.emit(new ActorEvent(self, entries));
  }

  @Override
  public void chargeSyscall() {
    charge("OnSyscall", prices.onSyscall());
  }

  @Override
  public void chargeGas(String name, long gas) {
    if (gas < 0 && rules().countsGasSigned()) {
      call.gas().refund(name, Gas.min(Gas.ofWhole(-gas), Gas.MAX_LIMIT));
    } else {
      charge(name, Gas.ofWhole(gas));
    }
  }

  @Override
  public void chargeMilligas(String name, long milligas) {
    charge(name, milligas);
  }

  @Override
  public long milligasAvailable() {
    return call.gas().available();
  }

  @Override
  public PriceList prices() {
    return prices;
  }

  @Override
  public boolean debugEnabled() {
    return machine.network().actorDebugging();
  }

  @Override
  public void log(String message) {
    if (debugEnabled()) {
      call.trace().log(message);
    }
  }

  @Override
  public void storeArtifact(String name, byte[] data) throws SyscallException {
    if (!debugEnabled()) {
      return;
    }
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0
        || length > MAX_ARTIFACT_NAME_BYTES
        || name.indexOf('/') >= 0
        || name.startsWith(".")) {
      throw illegalArgument("artifact name '" + name + "'");
    }
    call.trace().log("artifact " + name + " of " + data.length + " bytes");
  }

  // --- host

  @Override
  public MemoryLimiter memory() {
    return call.memory();
  }

  @Override
  public Limits limits() {
    return machine.network().limits();
  }

  @Override
  public DecodedBlocks decodedBlocks() {
    return machine.decodedBlocks();
  }

  @Override
  public void noteRefusal(String syscall, SyscallException refusal) {
    lastRefusal =
        Optional.of(syscall + " refused with " + refusal.error() + ": " + refusal.getMessage());
  }

  /** The last refusal noted. */
  public Optional<String> lastRefusal() {
    return lastRefusal;
  }

  /** Amounts cross to actors in 128 bits. */
  private static TokenAmount amount(TokenAmount amount, String what) {
    if (amount.isNegative() || amount.atto().bitLength() > AMOUNT_BITS) {
      throw new FatalError(what + " of " + amount + " does not fit 128 bits");
    }
    return amount;
  }
}
