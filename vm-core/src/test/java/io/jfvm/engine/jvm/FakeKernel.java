// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import io.jfvm.crypto.Hash;
import io.jfvm.gas.Gas;
import io.jfvm.gas.GasSink;
import io.jfvm.gas.GasTracker;
import io.jfvm.gas.PriceList;
import io.jfvm.gas.PriceLists;
import io.jfvm.ipld.DecodedBlocks;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.kernel.BlockStat;
import io.jfvm.kernel.EventHeader;
import io.jfvm.kernel.FatalError;
import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.MessageContext;
import io.jfvm.kernel.NetworkContext;
import io.jfvm.kernel.OpenBlock;
import io.jfvm.kernel.SyscallException;
import io.jfvm.machine.Limits;
import io.jfvm.machine.MemoryLimiter;
import io.jfvm.machine.RuleSet;
import io.jfvm.proof.AggregateSealProof;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.proof.Piece;
import io.jfvm.proof.ReplicaUpdateProof;
import io.jfvm.proof.SealProof;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kernel that answers from constants, writes down each operation under its syscall's name, and
 * charges nothing but the flat price and what it is asked to. An operation that was not paid for
 * fails the test.
 */
final class FakeKernel implements Kernel {
  static final ActorId RECEIVER = new ActorId(100);
  static final ActorId CALLER = new ActorId(1000);
  static final Address CALLER_F4 = Address.ofDelegated(ActorId.EAM, new byte[20]);
  static final MethodNum METHOD = new MethodNum(2);
  static final byte[] DIGEST = new byte[32];

  final List<String> log = new ArrayList<>();
  final Map<String, ErrorNumber> refusals = new HashMap<>();
  final PriceList prices = PriceLists.of(NetworkVersion.NV28);
  final GasTracker gas = new GasTracker(10_000_000_000L, GasSink.NONE);
  final Map<Cid, byte[]> store = new HashMap<>();
  final List<IpldBlock> blocks = new ArrayList<>();
  private final DecodedBlocks decodedBlocks = new DecodedBlocks(1 << 20);

  private final MemoryLimiter memory = new MemoryLimiter(Limits.NETWORK);

  Cid root = StateTree.EMPTY_ARRAY;
  ActorType callerType = ActorType.ACCOUNT;
  Optional<Address> callerF4 = Optional.of(CALLER_F4);
  Optional<IpldBlock> sendReturns = Optional.empty();
  ExitCode sendExits = ExitCode.OK;
  String lastSend = "";
  String lastEvent = "";
  long computeMilligas;
  private boolean paid;

  FakeKernel() {
    blocks.add(new IpldBlock(0, new byte[0]));
    store.put(StateTree.EMPTY_ARRAY, new byte[] {(byte) 0x80});
  }

  /** Puts a block into the registry, as params or a result. */
  int register(IpldBlock block) {
    blocks.add(block);
    return blocks.size() - 1;
  }

  private void made(String syscall) {
    if (!paid) {
      throw new AssertionError(syscall + " was not paid for");
    }
    paid = false;
    log.add(syscall);
  }

  private void refusable(String syscall) throws SyscallException {
    made(syscall);
    ErrorNumber refusal = refusals.get(syscall);
    if (refusal != null) {
      throw new SyscallException(refusal, "refused by the test");
    }
  }

  // --- gas

  @Override
  public void chargeSyscall() {
    if (paid) {
      throw new AssertionError("paid twice after " + log);
    }
    paid = true;
    gas.charge("OnSyscall", prices.onSyscall());
  }

  /** Whether the last flat price was for the exit, the one syscall without an operation here. */
  boolean exitIsPaid() {
    return paid;
  }

  @Override
  public void chargeMilligas(String name, long milligas) {
    computeMilligas += milligas;
    gas.charge(name, milligas);
  }

  @Override
  public long milligasAvailable() {
    return gas.available();
  }

  @Override
  public long gasAvailable() {
    made("available");
    return Gas.roundDown(gas.available());
  }

  @Override
  public PriceList prices() {
    return prices;
  }

  // --- self

  @Override
  public Cid root() throws SyscallException {
    refusable("root");
    return root;
  }

  @Override
  public void setRoot(Cid newRoot) throws SyscallException {
    refusable("set_root");
    root = newRoot;
  }

  @Override
  public TokenAmount currentBalance() {
    made("current_balance");
    return TokenAmount.ofAtto(5);
  }

  @Override
  public void selfDestruct(boolean burnUnspent) throws SyscallException {
    refusable("self_destruct " + burnUnspent);
  }

  // --- ipld

  @Override
  public OpenBlock openBlock(Cid cid) throws SyscallException {
    refusable("block_open");
    byte[] data = store.get(cid);
    if (data == null) {
      throw new FatalError("missing block " + cid);
    }
    int id = register(new IpldBlock(cid.codec(), data));
    return new OpenBlock(id, cid.codec(), data.length);
  }

  @Override
  public int createBlock(long codec, byte[] data) throws SyscallException {
    refusable("block_create");
    return register(new IpldBlock(codec, data));
  }

  @Override
  public Cid linkBlock(int id, long hashCode, int hashLength) throws SyscallException {
    refusable("block_link");
    if (hashCode != Hash.BLAKE2B_256.code() || hashLength != 32) {
      throw new AssertionError("linked with hash " + hashCode + " of " + hashLength);
    }
    IpldBlock block = blocks.get(id);
    Cid cid = Cid.ofBlock(block.codec(), block.data());
    store.put(cid, block.data());
    return cid;
  }

  @Override
  public int readBlock(int id, int offset, byte[] buffer, int bufferOffset, int length) {
    throw new AssertionError("a Java actor reads whole blocks");
  }

  @Override
  public IpldBlock readWholeBlock(int id) throws SyscallException {
    refusable("block_read");
    return blocks.get(id);
  }

  @Override
  public BlockStat statBlock(int id) throws SyscallException {
    refusable("block_stat");
    return new BlockStat(blocks.get(id).codec(), blocks.get(id).data().length);
  }

  // --- actors

  @Override
  public ActorId resolveAddress(Address address) throws SyscallException {
    refusable("resolve_address");
    return CALLER;
  }

  @Override
  public Optional<Address> lookupDelegatedAddress(ActorId actor) throws SyscallException {
    refusable("lookup_delegated_address");
    return callerF4;
  }

  @Override
  public Cid actorCodeCid(ActorId actor) throws SyscallException {
    refusable("get_actor_code_cid");
    return code(callerType);
  }

  @Override
  public TokenAmount balanceOf(ActorId actor) throws SyscallException {
    refusable("balance_of");
    return TokenAmount.ofAtto(7);
  }

  @Override
  public Address nextActorAddress() {
    made("next_actor_address");
    return Address.ofActor(DIGEST);
  }

  @Override
  public void createActor(Cid code, ActorId actor, Optional<Address> delegatedAddress)
      throws SyscallException {
    refusable("create_actor");
  }

  static Cid code(ActorType type) {
    return Cid.ofDagCbor(new byte[] {(byte) type.number()});
  }

  @Override
  public int builtinActorType(Cid code) {
    made("get_builtin_actor_type");
    for (ActorType type : ActorType.values()) {
      if (code(type).equals(code)) {
        return type.number();
      }
    }
    return 0;
  }

  @Override
  public Cid codeCidForType(int type) throws SyscallException {
    refusable("get_code_cid_for_type");
    return code(ActorType.ofNumber(type).orElseThrow());
  }

  @Override
  public Sent send(
      Address to, MethodNum method, int paramsId, TokenAmount value, long gasLimit, long flags)
      throws SyscallException {
    refusable("send");
    lastSend =
        "to %s method %s params %d value %s limit %s flags %d"
            .formatted(to, method, paramsId, value, Long.toUnsignedString(gasLimit), flags);
    if (sendReturns.isEmpty()) {
      return new Sent(sendExits, NO_BLOCK, 0, 0);
    }
    IpldBlock block = sendReturns.get();
    return new Sent(sendExits, register(block), block.codec(), block.data().length);
  }

  // --- message and network

  @Override
  public MessageContext messageContext() {
    if (paid) { // the engine itself may look without paying
      made("message_context");
    }
    return new MessageContext(
        ActorId.SYSTEM,
        9,
        CALLER,
        RECEIVER,
        METHOD,
        TokenAmount.ofAtto(3),
        TokenAmount.ofAtto(1),
        false);
  }

  @Override
  public NetworkContext networkContext() {
    made("network_context");
    return new NetworkContext(
        new ChainEpoch(50), 1500, TokenAmount.ofAtto(100), 314, NetworkVersion.NV28);
  }

  @Override
  public TokenAmount circulatingSupply() {
    made("total_fil_circ_supply");
    return TokenAmount.ofFil(1);
  }

  @Override
  public Cid tipsetCid(ChainEpoch epoch) throws SyscallException {
    refusable("tipset_cid");
    return StateTree.EMPTY_ARRAY;
  }

  // --- randomness, cryptography, events

  @Override
  public byte[] chainRandomness(ChainEpoch epoch) throws SyscallException {
    refusable("get_chain_randomness");
    return DIGEST;
  }

  @Override
  public byte[] beaconRandomness(ChainEpoch epoch) throws SyscallException {
    refusable("get_beacon_randomness");
    return DIGEST;
  }

  @Override
  public boolean verifySignature(int type, byte[] signature, Address signer, byte[] plaintext)
      throws SyscallException {
    refusable("verify_signature");
    return type == 2;
  }

  @Override
  public boolean verifyBlsAggregate(
      byte[] signature, byte[][] publicKeys, byte[] plaintexts, int[] plaintextLengths) {
    throw new AssertionError();
  }

  @Override
  public byte[] recoverSecpPublicKey(byte[] digest, byte[] signature) throws SyscallException {
    refusable("recover_secp_public_key");
    return new byte[65];
  }

  @Override
  public byte[] hash(long code, byte[] data) throws SyscallException {
    refusable("hash");
    return Hash.ofCode(code).orElseThrow().digest(data);
  }

  @Override
  public void emitEvent(List<EventHeader> headers, byte[] keys, byte[] values)
      throws SyscallException {
    refusable("emit_event");
    StringBuilder laidOut = new StringBuilder();
    for (EventHeader header : headers) {
      laidOut.append(
          "%d:%d:%d:%d "
              .formatted(header.flags(), header.codec(), header.keyLength(), header.valueLength()));
    }
    lastEvent =
        laidOut + new String(keys, StandardCharsets.UTF_8) + " " + HexFormat.of().formatHex(values);
  }

  // --- debugging, proofs, limits

  @Override
  public boolean debugEnabled() {
    made("debug_enabled");
    return false;
  }

  @Override
  public void log(String message) {
    throw new AssertionError();
  }

  @Override
  public void storeArtifact(String name, byte[] data) {
    throw new AssertionError();
  }

  @Override
  public Cid computeUnsealedSectorCid(long sealProofType, List<Piece> pieces) {
    throw new AssertionError();
  }

  @Override
  public boolean verifyPost(WindowPostProof proof) {
    throw new AssertionError();
  }

  @Override
  public Optional<ConsensusFault> verifyConsensusFault(
      byte[] header1, byte[] header2, byte[] witness) {
    throw new AssertionError();
  }

  @Override
  public boolean verifyAggregateSeals(AggregateSealProof proof) {
    throw new AssertionError();
  }

  @Override
  public boolean verifyReplicaUpdate(ReplicaUpdateProof proof) {
    throw new AssertionError();
  }

  @Override
  public boolean[] batchVerifySeals(List<SealProof> proofs) {
    throw new AssertionError();
  }

  @Override
  public MemoryLimiter memory() {
    return memory;
  }

  @Override
  public Limits limits() {
    throw new AssertionError();
  }

  @Override
  public RuleSet rules() {
    throw new AssertionError();
  }

  @Override
  public DecodedBlocks decodedBlocks() {
    return decodedBlocks;
  }

  // --- what later network versions have no more

  @Override
  public byte[] chainRandomness(long tag, ChainEpoch epoch, byte[] entropy) {
    throw gone("rand.get_chain_randomness");
  }

  @Override
  public byte[] beaconRandomness(long tag, ChainEpoch epoch, byte[] entropy) {
    throw gone("rand.get_beacon_randomness");
  }

  @Override
  public void selfDestruct(Address beneficiary) {
    throw gone("self.self_destruct");
  }

  @Override
  public void emitEvent(byte[] event) {
    throw gone("event.emit_event");
  }

  @Override
  public Address newActorAddress() {
    throw gone("actor.new_actor_address");
  }

  @Override
  public boolean verifySeal(SealProof proof) {
    throw gone("crypto.verify_seal");
  }

  private static AssertionError gone(String syscall) {
    return new AssertionError(syscall + " as before network version 21");
  }
}
