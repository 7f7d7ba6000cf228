// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Keccak256;
import io.jfvm.evm.word.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A world of one contract, with Ethereum's warm and cold slots and accounts. Calls and creations
 * are answered by rule, from the request alone. Everything asked is written down, with the gas the
 * frame showed, so that two engines can be compared by what the host saw.
 */
public class TestHost implements Host {
  public final Map<Word, Word> original = new HashMap<>();
  public final Map<Word, Word> storage = new HashMap<>();
  public final Map<Word, Word> transients = new HashMap<>();
  public final List<String> seen = new ArrayList<>();
  private final Set<Word> warmSlots = new HashSet<>();
  private final Set<Word> warmAccounts = new HashSet<>();
  private final boolean recording;

  public TestHost() {
    this(true);
  }

  public TestHost(boolean recording) {
    this.recording = recording;
  }

  private void note(Frame frame, String what, Object detail) {
    if (recording) {
      seen.add(what + " " + detail + " gas " + frame.gas());
    }
  }

  @Override
  public void loadStorage(Frame frame, long[] limbs, int key) {
    Word slot = Word.load(limbs, key);
    note(frame, "load", slot);
    storage.getOrDefault(slot, Word.ZERO).store(limbs, key);
  }

  @Override
  public StorageStatus storeStorage(Frame frame, long[] limbs, int key, int value) {
    Word slot = Word.load(limbs, key);
    Word fresh = Word.load(limbs, value);
    note(frame, "store", slot + "=" + fresh);
    Word current = storage.getOrDefault(slot, Word.ZERO);
    storage.put(slot, fresh);
    return StorageStatus.of(original.getOrDefault(slot, Word.ZERO), current, fresh);
  }

  @Override
  public void loadTransient(Frame frame, long[] limbs, int key) {
    Word slot = Word.load(limbs, key);
    note(frame, "tload", slot);
    transients.getOrDefault(slot, Word.ZERO).store(limbs, key);
  }

  @Override
  public void storeTransient(Frame frame, long[] limbs, int key, int value) {
    note(frame, "tstore", Word.load(limbs, key) + "=" + Word.load(limbs, value));
    transients.put(Word.load(limbs, key), Word.load(limbs, value));
  }

  @Override
  public boolean touchStorage(Frame frame, long[] limbs, int key) {
    return warmSlots.add(Word.load(limbs, key));
  }

  @Override
  public boolean touchAccount(Frame frame, long[] limbs, int address) {
    return warmAccounts.add(Word.load(limbs, address).asAddressWord());
  }

  @Override
  public boolean isEmptyAccount(Frame frame, long[] limbs, int address) {
    return (limbs[address] & 1) == 0;
  }

  @Override
  public void balance(Frame frame, long[] limbs, int address) {
    note(frame, "balance", Word.load(limbs, address));
    new Word(limbs[address] * 3, 1, 0, 0).store(limbs, address);
  }

  @Override
  public void selfBalance(Frame frame, long[] limbs, int at) {
    note(frame, "selfbalance", "");
    Word.of(1_000_000).store(limbs, at);
  }

  @Override
  public int codeSize(Frame frame, long[] limbs, int address) {
    note(frame, "codesize", Word.load(limbs, address));
    return foreignCode(Word.load(limbs, address)).length;
  }

  @Override
  public void codeHash(Frame frame, long[] limbs, int address) {
    note(frame, "codehash", Word.load(limbs, address));
    Keccak256.hash(foreignCode(Word.load(limbs, address))).store(limbs, address);
  }

  @Override
  public byte[] code(Frame frame, long[] limbs, int address) {
    note(frame, "code", Word.load(limbs, address));
    return foreignCode(Word.load(limbs, address));
  }

  private static byte[] foreignCode(Word address) {
    byte[] code = new byte[(int) (address.l0() & 63)];
    for (int i = 0; i < code.length; i++) {
      code[i] = (byte) (i * 7 + 1);
    }
    return code;
  }

  @Override
  public void blockHash(Frame frame, long[] limbs, int number) {
    note(frame, "blockhash", Word.load(limbs, number));
    (limbs[number] == 5 ? Word.MAX : Word.ZERO).store(limbs, number);
  }

  @Override
  public Word origin(Frame frame) {
    note(frame, "origin", "");
    return Word.of(0x0a11);
  }

  @Override
  public Word gasPrice(Frame frame) {
    return Word.of(7);
  }

  @Override
  public Word coinbase(Frame frame) {
    return Word.of(0xc01b);
  }

  @Override
  public long timestamp(Frame frame) {
    return 1_700_000_000L;
  }

  @Override
  public long number(Frame frame) {
    return -2L; // u64: 2^64 - 2
  }

  @Override
  public Word prevRandao(Frame frame) {
    return new Word(1, 2, 3, 4);
  }

  @Override
  public long gasLimit(Frame frame) {
    return 30_000_000;
  }

  @Override
  public Word chainId(Frame frame) {
    return Word.of(314);
  }

  @Override
  public Word baseFee(Frame frame) {
    return Word.of(100);
  }

  @Override
  public long gas(Frame frame) {
    note(frame, "gas", "");
    return frame.gas();
  }

  @Override
  public void log(Frame frame, List<Word> topics, byte[] data) {
    note(frame, "log", topics + " " + HexFormat.of().formatHex(data));
  }

  /** Succeeds for odd addresses, returns the input, keeps a third of the gas it was given. */
  @Override
  public boolean call(Frame frame, CallRequest request) {
    String input = HexFormat.of().formatHex(request.input());
    note(
        frame,
        request.kind().name(),
        request.target() + " " + request.value() + " " + request.gas() + " " + input);
    frame.setReturnData(request.input());
    if (frame.schedule().callGas() == CallGas.EIP_150) {
      frame.setGas(frame.gas() + request.gas() / 3);
    } else {
      frame.setGas(frame.gas() - 11);
    }
    return (request.target().l0() & 1) != 0;
  }

  @Override
  public Word create(Frame frame, CreateRequest request) {
    String initcode = HexFormat.of().formatHex(request.initcode());
    note(frame, "create", request.value() + " " + request.gas() + request.salt() + " " + initcode);
    if (frame.schedule().callGas() == CallGas.EIP_150) {
      frame.setGas(frame.gas() + request.gas() / 2);
    }
    if (request.initcode().length % 2 == 1) {
      frame.setReturnData(request.initcode());
      return Word.ZERO;
    }
    return Word.of(0xdead);
  }

  @Override
  public void selfDestruct(Frame frame, Word beneficiary) {
    note(frame, "selfdestruct", beneficiary);
  }

  @Override
  public void hashing(Frame frame, int sizeBytes) {
    note(frame, "hashing", sizeBytes);
  }

  @Override
  public void growingMemory(Frame frame, int fromBytes, int toBytes) {
    note(frame, "memory", fromBytes + ".." + toBytes);
  }
}
