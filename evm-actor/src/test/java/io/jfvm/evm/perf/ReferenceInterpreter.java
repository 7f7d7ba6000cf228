// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.perf;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;

import io.jfvm.evm.interpreter.CallGas;
import io.jfvm.evm.interpreter.CallKind;
import io.jfvm.evm.interpreter.CallRequest;
import io.jfvm.evm.interpreter.CreateRequest;
import io.jfvm.evm.interpreter.Frame;
import io.jfvm.evm.interpreter.GasSchedule;
import io.jfvm.evm.interpreter.Halt;
import io.jfvm.evm.interpreter.Host;
import io.jfvm.evm.interpreter.Op;
import io.jfvm.evm.interpreter.Opcode;
import io.jfvm.evm.interpreter.Price;
import io.jfvm.evm.interpreter.StorageStatus;
import io.jfvm.evm.word.Word;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.jcajce.provider.digest.Keccak;

/**
 * The loop's plain twin: one instruction at a time, BigInteger words, no cleverness. It shares the
 * frame, the host, the prices and the opcode table with the loop, and nothing that computes.
 */
public final class ReferenceInterpreter {
  private static final BigInteger WORD = ONE.shiftLeft(256);
  private static final BigInteger U32 = ONE.shiftLeft(32);

  /** Ends the frame. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Halt halt;

    Stop(Halt halt) {
      super(null, null, false, false);
      this.halt = halt;
    }
  }

  private final Frame frame;
  private final Host host;
  private final GasSchedule schedule;
  private final byte[] code;
  private final Set<Integer> destinations = new HashSet<>();
  private final ArrayList<BigInteger> stack = new ArrayList<>();
  private byte[] memory = {};
  private int pc;

  public ReferenceInterpreter(Frame frame) {
    this.frame = frame;
    host = frame.host();
    schedule = frame.schedule();
    code = frame.code().code();
    for (int i = 0; i < code.length; i++) {
      int op = code[i] & 0xff;
      if (op == 0x5b) {
        destinations.add(i);
      } else if (op >= 0x60 && op <= 0x7f) {
        i += op - 0x5f;
      }
    }
  }

  /** Runs the frame and returns the memory it ends with. */
  public byte[] run() {
    try {
      while (pc < code.length) {
        step();
      }
      frame.halt(Halt.STOP, code.length);
    } catch (Stop stop) {
      frame.halt(stop.halt, pc);
    }
    return memory;
  }

  private void step() {
    int op = code[pc] & 0xff;
    if (!schedule.isDefined(op)) {
      throw new Stop(Halt.UNDEFINED_OPCODE);
    }
    Opcode row = Opcode.of(op);
    require(stack.size() >= row.popped(), Halt.STACK_UNDERFLOW);
    require(stack.size() - row.popped() + row.pushed() <= 1024, Halt.STACK_OVERFLOW);
    pay(schedule.cost(op));
    int next = pc + 1 + row.immediateBytes();
    if (op == Op.JUMP || op == Op.JUMPI) {
      BigInteger to = pop();
      if (op == Op.JUMP || pop().signum() != 0) {
        require(to.bitLength() < 32 && destinations.contains(to.intValue()), Halt.BAD_JUMP);
        next = to.intValue();
      }
    } else if (op >= Op.PUSH0 && op <= Op.PUSH32) {
      byte[] immediate = Arrays.copyOfRange(code, pc + 1, pc + 1 + row.immediateBytes());
      push(new BigInteger(1, immediate));
    } else if (op >= Op.DUP1 && op <= Op.DUP16) {
      push(stack.get(stack.size() - 1 - (op - Op.DUP1)));
    } else if (op >= Op.SWAP1 && op <= Op.SWAP16) {
      int top = stack.size() - 1;
      BigInteger word = stack.set(top, stack.get(top - 1 - (op - Op.SWAP1)));
      stack.set(top - 1 - (op - Op.SWAP1), word);
    } else if (op < Op.KECCAK256) {
      compute(op);
    } else if (op >= Op.LOG0 && op <= Op.LOG4) {
      log(op - Op.LOG0);
    } else {
      interact(op);
    }
    require(frame.gas() >= 0, Halt.OUT_OF_GAS);
    pc = next;
  }

  private void compute(int op) {
    if (op == Op.STOP) {
      throw new Stop(Halt.STOP);
    }
    BigInteger a = pop();
    switch (op) {
      case Op.ISZERO -> push(a.signum() == 0 ? ONE : ZERO);
      case Op.NOT -> push(WORD.subtract(ONE).subtract(a));
      case Op.CLZ -> push(BigInteger.valueOf(256 - a.bitLength()));
      default -> compute(op, a, pop());
    }
  }

  private void compute(int op, BigInteger a, BigInteger b) {
    boolean small = a.bitLength() <= 8;
    switch (op) {
      case Op.ADD -> push(a.add(b));
      case Op.MUL -> push(a.multiply(b));
      case Op.SUB -> push(a.subtract(b));
      case Op.DIV -> push(b.signum() == 0 ? ZERO : a.divide(b));
      case Op.SDIV -> push(b.signum() == 0 ? ZERO : signed(a).divide(signed(b)));
      case Op.MOD -> push(b.signum() == 0 ? ZERO : a.mod(b));
      case Op.SMOD -> push(b.signum() == 0 ? ZERO : signed(a).remainder(signed(b)));
      case Op.ADDMOD, Op.MULMOD -> {
        BigInteger n = pop();
        BigInteger r = op == Op.ADDMOD ? a.add(b) : a.multiply(b);
        push(n.signum() == 0 ? ZERO : r.mod(n));
      }
      case Op.EXP -> {
        pay(schedule.price(Price.EXP_BYTE) * ((b.bitLength() + 7) / 8));
        push(a.modPow(b, WORD));
      }
      case Op.SIGNEXTEND -> {
        if (a.compareTo(BigInteger.valueOf(31)) < 0) {
          int bits = 8 * a.intValue() + 8;
          BigInteger low = b.mod(ONE.shiftLeft(bits));
          b = low.testBit(bits - 1) ? low.subtract(ONE.shiftLeft(bits)) : low;
        }
        push(b);
      }
      case Op.LT -> push(a.compareTo(b) < 0 ? ONE : ZERO);
      case Op.GT -> push(a.compareTo(b) > 0 ? ONE : ZERO);
      case Op.SLT -> push(signed(a).compareTo(signed(b)) < 0 ? ONE : ZERO);
      case Op.SGT -> push(signed(a).compareTo(signed(b)) > 0 ? ONE : ZERO);
      case Op.EQ -> push(a.equals(b) ? ONE : ZERO);
      case Op.AND -> push(a.and(b));
      case Op.OR -> push(a.or(b));
      case Op.XOR -> push(a.xor(b));
      case Op.BYTE -> {
        boolean inside = a.compareTo(BigInteger.valueOf(32)) < 0;
        push(inside ? b.shiftRight(248 - 8 * a.intValue()).and(BigInteger.valueOf(255)) : ZERO);
      }
      case Op.SHL -> push(small ? b.shiftLeft(a.intValue()) : ZERO);
      case Op.SHR -> push(small ? b.shiftRight(a.intValue()) : ZERO);
      case Op.SAR -> push(signed(b).shiftRight(small ? a.intValue() : 256));
      default -> throw new AssertionError("no body for " + Opcode.of(op));
    }
  }

  private void interact(int op) {
    switch (op) {
      case Op.KECCAK256 -> {
        BigInteger at = pop();
        BigInteger size = pop();
        claim(at, size);
        payWords(Price.KECCAK_WORD, size);
        host.hashing(frame, size.intValue());
        push(new BigInteger(1, new Keccak.Digest256().digest(read(at, size))));
      }
      case Op.ADDRESS -> push(frame.invocation().address().toBigInteger());
      case Op.CALLER -> push(frame.invocation().caller().toBigInteger());
      case Op.CALLVALUE -> push(frame.invocation().value().toBigInteger());
      case Op.ORIGIN -> push(host.origin(frame).toBigInteger());
      case Op.GASPRICE -> push(host.gasPrice(frame).toBigInteger());
      case Op.COINBASE -> push(host.coinbase(frame).toBigInteger());
      case Op.PREVRANDAO -> push(host.prevRandao(frame).toBigInteger());
      case Op.CHAINID -> push(host.chainId(frame).toBigInteger());
      case Op.BASEFEE -> push(host.baseFee(frame).toBigInteger());
      case Op.TIMESTAMP -> push(Word.of(host.timestamp(frame)).toBigInteger());
      case Op.NUMBER -> push(Word.of(host.number(frame)).toBigInteger());
      case Op.GASLIMIT -> push(Word.of(host.gasLimit(frame)).toBigInteger());
      case Op.GAS -> push(Word.of(host.gas(frame)).toBigInteger());
      case Op.CALLDATASIZE -> push(BigInteger.valueOf(frame.invocation().input().length));
      case Op.CODESIZE -> push(BigInteger.valueOf(code.length));
      case Op.RETURNDATASIZE -> push(BigInteger.valueOf(frame.returnData().length));
      case Op.MSIZE -> push(BigInteger.valueOf(memory.length));
      case Op.PC -> push(BigInteger.valueOf(pc));
      case Op.CALLDATALOAD ->
          push(
              new BigInteger(1, padded(frame.invocation().input(), pop(), BigInteger.valueOf(32))));
      case Op.CALLDATACOPY -> copy(frame.invocation().input());
      case Op.CODECOPY -> copy(code);
      case Op.EXTCODECOPY -> {
        long[] limbs = limbs(pop());
        payAccount(Price.COLD_ACCOUNT, limbs);
        copy(host.code(frame, limbs, 0));
      }
      case Op.RETURNDATACOPY -> {
        BigInteger to = pop();
        BigInteger from = pop();
        BigInteger size = pop();
        claim(to, size);
        BigInteger end = BigInteger.valueOf(frame.returnData().length);
        require(from.add(size).compareTo(end) <= 0, Halt.ILLEGAL_MEMORY_ACCESS);
        payWords(Price.COPY_WORD, size);
        write(to, padded(frame.returnData(), from, size));
      }
      case Op.BLOCKHASH -> {
        long[] limbs = limbs(pop());
        host.blockHash(frame, limbs, 0);
        push(Word.load(limbs, 0).toBigInteger());
      }
      case Op.BALANCE, Op.EXTCODEHASH, Op.EXTCODESIZE -> account(op);
      case Op.SELFBALANCE -> {
        long[] limbs = limbs(ZERO);
        host.selfBalance(frame, limbs, 0);
        push(Word.load(limbs, 0).toBigInteger());
      }
      case Op.POP -> pop();
      case Op.MLOAD -> {
        BigInteger at = pop();
        claim(at, BigInteger.valueOf(32));
        push(new BigInteger(1, read(at, BigInteger.valueOf(32))));
      }
      case Op.MSTORE -> {
        BigInteger at = pop();
        claim(at, BigInteger.valueOf(32));
        write(at, Word.of(pop()).toBytes());
      }
      case Op.MSTORE8 -> {
        BigInteger at = pop();
        claim(at, ONE);
        write(at, new byte[] {pop().byteValue()});
      }
      case Op.MCOPY -> {
        BigInteger to = pop();
        BigInteger from = pop();
        BigInteger size = pop();
        claim(from, size);
        claim(to, size);
        payWords(Price.COPY_WORD, size);
        write(to, read(from, size));
      }
      case Op.SLOAD -> {
        long[] limbs = limbs(pop());
        long cold = schedule.price(Price.COLD_SLOAD);
        if (cold > 0 && host.touchStorage(frame, limbs, 0)) {
          pay(cold);
        }
        host.loadStorage(frame, limbs, 0);
        push(Word.load(limbs, 0).toBigInteger());
      }
      case Op.SSTORE -> store();
      case Op.TLOAD -> {
        long[] limbs = limbs(pop());
        host.loadTransient(frame, limbs, 0);
        push(Word.load(limbs, 0).toBigInteger());
      }
      case Op.TSTORE -> {
        long[] limbs = limbs(pop(), pop());
        require(!frame.isStatic(), Halt.READ_ONLY);
        host.storeTransient(frame, limbs, 0, 4);
      }
      case Op.JUMPDEST -> {}
      case Op.RETURN, Op.REVERT -> {
        BigInteger at = pop();
        BigInteger size = pop();
        claim(at, size);
        frame.setOutput(read(at, size));
        throw new Stop(op == Op.RETURN ? Halt.RETURN : Halt.REVERT);
      }
      case Op.CALL, Op.STATICCALL, Op.DELEGATECALL -> call(op);
      case Op.CREATE, Op.CREATE2 -> create(op == Op.CREATE2);
      case Op.INVALID -> throw new Stop(Halt.INVALID);
      case Op.SELFDESTRUCT -> selfDestruct();
      default -> throw new AssertionError("no body for " + Opcode.of(op));
    }
  }

  private void account(int op) {
    long[] limbs = limbs(pop());
    payAccount(Price.COLD_ACCOUNT, limbs);
    if (op == Op.BALANCE) {
      host.balance(frame, limbs, 0);
    } else if (op == Op.EXTCODEHASH) {
      host.codeHash(frame, limbs, 0);
    } else {
      limbs = limbs(BigInteger.valueOf(host.codeSize(frame, limbs, 0)));
    }
    push(Word.load(limbs, 0).toBigInteger());
  }

  private void store() {
    long[] limbs = limbs(pop(), pop());
    require(!frame.isStatic(), Halt.READ_ONLY);
    long sentry = schedule.price(Price.SSTORE_SENTRY);
    require(sentry == 0 || frame.gas() > sentry, Halt.OUT_OF_GAS);
    long cold = schedule.price(Price.COLD_SSTORE);
    if (cold > 0 && host.touchStorage(frame, limbs, 0)) {
      pay(cold);
    }
    StorageStatus status = host.storeStorage(frame, limbs, 0, 4);
    pay(schedule.storageCost(status));
    frame.addRefund(schedule.storageRefund(status));
  }

  private void log(int topics) {
    BigInteger at = pop();
    BigInteger size = pop();
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < topics; i++) {
      words.add(Word.of(pop()));
    }
    require(!frame.isStatic(), Halt.READ_ONLY);
    claim(at, size);
    pay(schedule.price(Price.LOG_BYTE) * size.longValue());
    host.log(frame, words, read(at, size));
  }

  private void call(int op) {
    BigInteger gas = pop();
    long[] target = limbs(pop());
    BigInteger value = op == Op.CALL ? pop() : ZERO;
    BigInteger in = pop();
    BigInteger inSize = pop();
    BigInteger out = pop();
    BigInteger outSize = pop();
    boolean paid = value.signum() != 0;
    require(!frame.isStatic() || !paid, Halt.READ_ONLY);
    boolean ethereum = schedule.callGas() == CallGas.EIP_150;
    claim(in, inSize);
    if (ethereum) {
      claim(out, outSize);
    }
    payAccount(Price.COLD_ACCOUNT, target);
    if (paid) {
      pay(schedule.price(Price.CALL_VALUE));
      long fresh = schedule.price(Price.CALL_NEW_ACCOUNT);
      if (fresh > 0 && host.isEmptyAccount(frame, target, 0)) {
        pay(fresh);
      }
    }
    BigInteger given = gas.min(ONE.shiftLeft(64).subtract(ONE));
    if (ethereum) {
      given = given.min(allButOne64th());
      frame.setGas(frame.gas() - given.longValue());
      if (paid) {
        given = given.add(BigInteger.valueOf(schedule.price(Price.CALL_STIPEND)));
      }
    }
    CallKind kind =
        switch (op) {
          case Op.CALL -> CallKind.CALL;
          case Op.STATICCALL -> CallKind.STATICCALL;
          default -> CallKind.DELEGATECALL;
        };
    Word to = Word.load(target, 0).asAddressWord();
    frame.setReturnData(new byte[0]);
    boolean success =
        host.call(
            frame, new CallRequest(kind, given.longValue(), to, Word.of(value), read(in, inSize)));
    require(frame.gas() >= 0, Halt.OUT_OF_GAS);
    claim(out, outSize);
    byte[] returned = frame.returnData();
    int length = Math.min(returned.length, outSize.intValue());
    write(out, Arrays.copyOf(returned, length));
    push(success ? ONE : ZERO);
  }

  private void create(boolean salted) {
    BigInteger value = pop();
    BigInteger at = pop();
    BigInteger size = pop();
    Optional<Word> salt = salted ? Optional.of(Word.of(pop())) : Optional.empty();
    require(!frame.isStatic(), Halt.READ_ONLY);
    claim(at, size);
    long longest = schedule.price(Price.MAX_INITCODE_BYTES);
    require(longest == 0 || size.longValue() <= longest, Halt.INITCODE_TOO_LONG);
    payWords(Price.INITCODE_WORD, size);
    if (salted) {
      payWords(Price.KECCAK_WORD, size);
    }
    long gas = frame.gas();
    if (schedule.callGas() == CallGas.EIP_150) {
      gas = allButOne64th().longValue();
      frame.setGas(frame.gas() - gas);
    }
    frame.setReturnData(new byte[0]);
    CreateRequest request = new CreateRequest(gas, Word.of(value), read(at, size), salt);
    push(host.create(frame, request).toBigInteger());
  }

  private void selfDestruct() {
    long[] beneficiary = limbs(pop());
    require(!frame.isStatic(), Halt.READ_ONLY);
    payAccount(Price.COLD_BENEFICIARY, beneficiary);
    long fresh = schedule.price(Price.SELFDESTRUCT_NEW_ACCOUNT);
    if (fresh > 0) {
      long[] balance = new long[4];
      host.selfBalance(frame, balance, 0);
      if (!Word.load(balance, 0).isZero() && host.isEmptyAccount(frame, beneficiary, 0)) {
        pay(fresh);
      }
    }
    host.selfDestruct(frame, Word.load(beneficiary, 0).asAddressWord());
    throw new Stop(Halt.SELFDESTRUCT);
  }

  private BigInteger allButOne64th() {
    BigInteger gas = BigInteger.valueOf(frame.gas());
    return gas.subtract(gas.divide(BigInteger.valueOf(64)));
  }

  private void copy(byte[] source) {
    BigInteger to = pop();
    BigInteger from = pop();
    BigInteger size = pop();
    claim(to, size);
    payWords(Price.COPY_WORD, size);
    write(to, padded(source, from, size));
  }

  /** Bytes of a source that has zeros for ever after its end. */
  private static byte[] padded(byte[] source, BigInteger from, BigInteger size) {
    byte[] bytes = new byte[size.intValue()];
    for (int i = 0; i < bytes.length; i++) {
      BigInteger at = from.add(BigInteger.valueOf(i));
      bytes[i] = at.bitLength() < 32 && at.intValue() < source.length ? source[at.intValue()] : 0;
    }
    return bytes;
  }

  private void claim(BigInteger at, BigInteger size) {
    require(size.compareTo(U32) < 0, Halt.ILLEGAL_MEMORY_ACCESS);
    if (size.signum() == 0) {
      return;
    }
    require(at.compareTo(U32) < 0, Halt.ILLEGAL_MEMORY_ACCESS);
    BigInteger end = at.add(size);
    require(end.compareTo(U32) < 0, Halt.ILLEGAL_MEMORY_ACCESS);
    BigInteger words = end.add(BigInteger.valueOf(31)).shiftRight(5);
    if (words.longValue() * 32 > memory.length) {
      pay(memoryPrice(words.longValue()) - memoryPrice(memory.length / 32));
      require(words.longValue() * 32 <= schedule.memoryLimitBytes(), Halt.MEMORY_LIMIT);
      host.growingMemory(frame, memory.length, words.intValue() * 32);
      memory = Arrays.copyOf(memory, words.intValue() * 32);
    }
  }

  private long memoryPrice(long words) {
    long divisor = schedule.price(Price.MEMORY_QUADRATIC_DIVISOR);
    long quadratic = divisor == 0 ? 0 : words * words / divisor;
    return schedule.price(Price.MEMORY_WORD) * words + quadratic;
  }

  private byte[] read(BigInteger at, BigInteger size) {
    if (size.signum() == 0) {
      return new byte[0];
    }
    return Arrays.copyOfRange(memory, at.intValue(), at.add(size).intValue());
  }

  private void write(BigInteger at, byte[] bytes) {
    if (bytes.length > 0) {
      System.arraycopy(bytes, 0, memory, at.intValue(), bytes.length);
    }
  }

  private void payAccount(Price price, long[] address) {
    if (schedule.price(price) > 0 && host.touchAccount(frame, address, 0)) {
      pay(schedule.price(price));
    }
  }

  private void payWords(Price price, BigInteger bytes) {
    pay(schedule.price(price) * ((bytes.longValue() + 31) / 32));
  }

  private void pay(long cost) {
    require(frame.gas() >= cost, Halt.OUT_OF_GAS);
    frame.setGas(frame.gas() - cost);
  }

  private static void require(boolean condition, Halt otherwise) {
    if (!condition) {
      throw new Stop(otherwise);
    }
  }

  private BigInteger pop() {
    return stack.remove(stack.size() - 1);
  }

  private void push(BigInteger value) {
    stack.add(value.mod(WORD));
  }

  private static long[] limbs(BigInteger... words) {
    long[] limbs = new long[4 * words.length];
    for (int i = 0; i < words.length; i++) {
      Word.of(words[i]).store(limbs, 4 * i);
    }
    return limbs;
  }

  private static BigInteger signed(BigInteger word) {
    return word.testBit(255) ? word.subtract(TWO.pow(256)) : word;
  }
}
