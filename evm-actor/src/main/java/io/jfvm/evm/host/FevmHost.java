// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.host;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.DomainSeparationTag;
import io.jfvm.actor.Sends;
import io.jfvm.crypto.Hash;
import io.jfvm.evm.interpreter.CallRequest;
import io.jfvm.evm.interpreter.CreateRequest;
import io.jfvm.evm.interpreter.Frame;
import io.jfvm.evm.interpreter.Host;
import io.jfvm.evm.interpreter.StorageStatus;
import io.jfvm.evm.system.EvmExits;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.system.InstanceMemory;
import io.jfvm.evm.system.Words;
import io.jfvm.evm.word.Word;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.EthAddress;
import io.jfvm.types.EventEntry;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The world of an EVM contract on Filecoin, for one invocation. Every answer that the official
 * actor gets by a syscall is asked of the VM each time, so that it costs what it costs there.
 *
 * <p>The frame counts the contract's own computing. Before the VM is asked, what the frame has used
 * is charged there ({@link #settle}), and after it the frame takes over what the VM has left
 * ({@link #resume}): whenever the VM has control its count is exact.
 */
final class FevmHost implements Host {
  /** GASLIMIT: that of a block. */
  private static final long BLOCK_GAS_LIMIT = 10_000_000_000L;

  /** How far BLOCKHASH looks back, in epochs. */
  private static final int BLOCK_HASHES = 256;

  private static final byte[] PREVRANDAO_ENTROPY = "prevrandao".getBytes(StandardCharsets.US_ASCII);

  private static final String[] TOPIC_KEYS = {"t1", "t2", "t3", "t4"};
  private static final String DATA_KEY = "d";

  private final EvmSystem system;
  private final ActorRuntime rt;
  private final EthAddress caller;
  private final TokenAmount value;

  /** What the VM had left, in milligas, when the frame last took over. */
  private long synchronizedGas;

  private Optional<Word> randomness = Optional.empty();

  FevmHost(EvmSystem system, EthAddress caller, TokenAmount value) {
    this.system = system;
    this.rt = system.runtime();
    this.caller = caller;
    this.value = value;
  }

  /** What the VM has left, as a frame counts it: milligas, at most 2^63 - 1. */
  long takeOver() {
    long left = rt.milligasAvailable();
    synchronizedGas = left < 0 ? Long.MAX_VALUE : left;
    return synchronizedGas;
  }

  /** Charges what has been used since the frame took over. */
  void settle(long gasLeft) {
    if (gasLeft != synchronizedGas) {
      rt.chargeCompute(synchronizedGas - gasLeft);
      synchronizedGas = gasLeft;
    }
  }

  private void settle(Frame frame) {
    settle(frame.gas());
  }

  private void resume(Frame frame) {
    frame.setGas(takeOver());
  }

  @Override
  public void loadStorage(Frame frame, long[] limbs, int key) {
    settle(frame);
    system.loadStorage(limbs, key);
    resume(frame);
  }

  @Override
  public StorageStatus storeStorage(Frame frame, long[] limbs, int key, int value) {
    settle(frame);
    system.storeStorage(limbs, key, value);
    resume(frame);
    return StorageStatus.ASSIGNED;
  }

  @Override
  public void loadTransient(Frame frame, long[] limbs, int key) {
    settle(frame);
    system.loadTransient(limbs, key);
    resume(frame);
  }

  @Override
  public void storeTransient(Frame frame, long[] limbs, int key, int value) {
    settle(frame);
    system.storeTransient(limbs, key, value);
    resume(frame);
  }

  @Override
  public boolean touchStorage(Frame frame, long[] limbs, int key) {
    return false;
  }

  @Override
  public boolean touchAccount(Frame frame, long[] limbs, int address) {
    return false;
  }

  @Override
  public boolean isEmptyAccount(Frame frame, long[] limbs, int address) {
    return false;
  }

  @Override
  public void balance(Frame frame, long[] limbs, int address) {
    settle(frame);
    rt.resolve(address(limbs, address).address())
        .flatMap(rt::balanceOf)
        .map(Words::of)
        .orElse(Word.ZERO)
        .store(limbs, address);
    resume(frame);
  }

  @Override
  public void selfBalance(Frame frame, long[] limbs, int at) {
    settle(frame);
    Words.of(rt.currentBalance()).store(limbs, at);
    resume(frame);
  }

  @Override
  public int codeSize(Frame frame, long[] limbs, int address) {
    return code(frame, limbs, address).length;
  }

  @Override
  public void codeHash(Frame frame, long[] limbs, int address) {
    settle(frame);
    ExternalCode.hash(system, address(limbs, address)).store(limbs, address);
    resume(frame);
  }

  @Override
  public byte[] code(Frame frame, long[] limbs, int address) {
    settle(frame);
    byte[] code = ExternalCode.of(system, address(limbs, address));
    resume(frame);
    return code;
  }

  private static EthAddress address(long[] limbs, int at) {
    return Words.address(Word.load(limbs, at));
  }

  /** The first 32 bytes of the digest of the tipset's CID; zero if the VM has no such tipset. */
  @Override
  public void blockHash(Frame frame, long[] limbs, int number) {
    Word wanted = Word.load(limbs, number);
    long current = rt.epoch().value();
    Word hash = Word.ZERO;
    if (wanted.isU64()
        && wanted.l0() >= 0
        && wanted.l0() >= current - BLOCK_HASHES
        && wanted.l0() < current) {
      settle(frame);
      hash = tipsetHash(new ChainEpoch(wanted.l0()));
      resume(frame);
    }
    hash.store(limbs, number);
  }

  private Word tipsetHash(ChainEpoch epoch) {
    byte[] digest;
    try {
      digest = rt.tipsetCid(epoch).digest();
    } catch (ActorException noTipset) {
      return Word.ZERO;
    }
    return Word.of(Arrays.copyOf(digest, Math.min(digest.length, Word.BYTES)));
  }

  @Override
  public Word origin(Frame frame) {
    settle(frame);
    Word origin = Words.of(system.ethAddress(rt.origin()));
    resume(frame);
    return origin;
  }

  /** The base fee and what the message pays above it. */
  @Override
  public Word gasPrice(Frame frame) {
    settle(frame);
    Word price = Words.of(rt.baseFee().plus(rt.gasPremium()));
    resume(frame);
    return price;
  }

  /** Zero: a tipset has many blocks, and so many winners. */
  @Override
  public Word coinbase(Frame frame) {
    return Word.ZERO;
  }

  @Override
  public long timestamp(Frame frame) {
    return rt.timestampSeconds();
  }

  @Override
  public long number(Frame frame) {
    return rt.epoch().value();
  }

  /** The beacon's randomness at the current epoch, drawn once an invocation. */
  @Override
  public Word prevRandao(Frame frame) {
    if (randomness.isEmpty()) {
      settle(frame);
      randomness =
          Optional.of(
              Word.of(
                  rt.beaconRandomness(
                      DomainSeparationTag.EVM_PREVRANDAO, rt.epoch(), PREVRANDAO_ENTROPY)));
      resume(frame);
    }
    return randomness.get();
  }

  @Override
  public long gasLimit(Frame frame) {
    return BLOCK_GAS_LIMIT;
  }

  @Override
  public Word chainId(Frame frame) {
    return Word.of(rt.chainId());
  }

  @Override
  public Word baseFee(Frame frame) {
    settle(frame);
    Word fee = Words.of(rt.baseFee());
    resume(frame);
    return fee;
  }

  /** In whole gas of the VM. */
  @Override
  public long gas(Frame frame) {
    settle(frame);
    long left = rt.gasAvailable();
    resume(frame);
    return left;
  }

  @Override
  public void log(Frame frame, List<Word> topics, byte[] data) {
    List<EventEntry> entries = new ArrayList<>(topics.size() + 1);
    for (int i = 0; i < topics.size(); i++) {
      entries.add(entry(TOPIC_KEYS[i], topics.get(i).toBytes()));
    }
    if (data.length > 0) {
      entries.add(entry(DATA_KEY, data));
    }
    settle(frame);
    rt.emit(entries);
    resume(frame);
  }

  private static EventEntry entry(String key, byte[] bytes) {
    return new EventEntry(EventEntry.INDEX_ALL, key, Multicodec.RAW, bytes);
  }

  @Override
  public boolean call(Frame frame, CallRequest request) {
    settle(frame);
    Calls.Outcome outcome = Calls.call(system, request, caller, value);
    resume(frame);
    frame.setReturnData(outcome.returned());
    return outcome.succeeded();
  }

  @Override
  public Word create(Frame frame, CreateRequest request) {
    settle(frame);
    Creations.Outcome outcome = Creations.create(system, request);
    resume(frame);
    frame.setReturnData(outcome.returned());
    return outcome.address();
  }

  /** Sends everything away; a contract that cannot do that does not end. */
  @Override
  public void selfDestruct(Frame frame, Word beneficiary) {
    settle(frame);
    Address to = Words.address(beneficiary).address();
    TokenAmount everything = rt.currentBalance();
    try {
      Sends.requireSuccess(rt.send(to, MethodNum.SEND, Optional.empty(), everything));
    } catch (ActorException e) {
      throw new ActorException(
          EvmExits.SELFDESTRUCT_FAILED, "SELFDESTRUCT to " + to + ": " + e.getMessage());
    }
    system.markSelfDestructed();
    resume(frame);
  }

  @Override
  public void hashing(Frame frame, int sizeBytes) {
    settle(frame);
    rt.chargeHash(Hash.KECCAK_256, sizeBytes);
    resume(frame);
  }

  @Override
  public void growingMemory(Frame frame, int fromBytes, int toBytes) {
    InstanceMemory.take(rt, toBytes - fromBytes, toBytes);
  }
}
