// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorTrap;
import io.jfvm.evm.interpreter.Opcode;
import io.jfvm.gas.OutOfGas;
import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever the code, a contract ends in one of the declared ways. */
class EvmActorFuzzTest {
  private static final long SEED = 20261121;
  private static final int PROGRAMS = 3000;
  private static final Set<Integer> EXIT_CODES = Set.of(18, 24, 25, 33, 34, 35, 36, 37, 38, 39, 40);

  /** Instructions that send or draw, which the mock refuses where a test does not expect them. */
  private static final Set<Opcode> UNEXPECTED =
      EnumSet.of(
          Opcode.CREATE,
          Opcode.CREATE2,
          Opcode.SELFDESTRUCT,
          Opcode.LOG0,
          Opcode.LOG1,
          Opcode.LOG2,
          Opcode.LOG3,
          Opcode.LOG4,
          Opcode.PREVRANDAO);

  private static byte[] program(SplittableRandom random) {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    int length = 1 + random.nextInt(60);
    for (int i = 0; i < length; i++) {
      Opcode opcode = Opcode.of(random.nextInt(256));
      if (opcode == null && random.nextInt(20) > 0) {
        continue;
      }
      if (opcode != null && UNEXPECTED.contains(opcode)) {
        continue;
      }
      if (random.nextInt(3) == 0) {
        code.write(Opcode.PUSH1.code());
        code.write(random.nextInt(64));
        continue;
      }
      if (isCall(opcode)) {
        writeCall(code, opcode, random);
        continue;
      }
      code.write(opcode == null ? 0x0c : opcode.code());
      int immediate = opcode == null ? 0 : opcode.immediateBytes();
      for (int j = 0; j < immediate; j++) {
        code.write(random.nextInt(4) == 0 ? random.nextInt(256) : 0);
      }
    }
    return code.toByteArray();
  }

  private static boolean isCall(Opcode opcode) {
    return opcode == Opcode.CALL || opcode == Opcode.STATICCALL || opcode == Opcode.DELEGATECALL;
  }

  /** Calls go to precompiles: out size, out, in size, in, value, address, gas. */
  private static void writeCall(
      ByteArrayOutputStream code, Opcode opcode, SplittableRandom random) {
    for (int i = 0; i < 4; i++) {
      push(code, random.nextInt(256));
    }
    if (opcode == Opcode.CALL) {
      push(code, 0);
    }
    if (random.nextInt(2) == 0) {
      push(code, 1 + random.nextInt(0x14));
    } else {
      byte[] filecoin = new byte[20];
      filecoin[0] = (byte) 0xfe;
      int[] quiet = {1, 2, 4, 7};
      filecoin[19] = (byte) quiet[random.nextInt(quiet.length)];
      code.write(Opcode.PUSH20.code());
      code.writeBytes(filecoin);
    }
    push(code, random.nextInt(256));
    code.write(opcode.code());
  }

  private static void push(ByteArrayOutputStream code, int octet) {
    code.write(Opcode.PUSH1.code());
    code.write(octet);
  }

  @Test
  void everyEndIsADeclaredOne() {
    SplittableRandom random = new SplittableRandom(SEED);
    TreeMap<String, Integer> ends = new TreeMap<>();
    for (int i = 0; i < PROGRAMS; i++) {
      byte[] code = program(random);
      if (code.length > 0 && code[0] == (byte) 0xef) {
        continue;
      }
      ContractFixture contract = ContractFixture.of(code);
      contract.rt.setMilligasAvailable(2_000_000_000L);
      contract.rt.setReadOnly(random.nextInt(4) == 0);
      byte[] input = new byte[random.nextInt(100)];
      random.nextBytes(input);
      String end;
      try {
        contract.invoke(input);
        end = "success";
      } catch (ActorException e) {
        end = "exit " + e.exitCode();
        assertThat(EXIT_CODES)
            .as("seed %d, program %d: %s", SEED, i, e.getMessage())
            .contains(e.exitCode().value());
      } catch (OutOfGas e) {
        end = "out of gas";
        assertThat(contract.rt.milligasAvailable()).as("program %d", i).isZero();
      } catch (ActorTrap e) {
        end = "trap";
      }
      contract.rt.reset();
      ends.merge(end, 1, Integer::sum);
    }
    assertThat(ends).containsKeys("success", "out of gas", "exit 33", "exit 36");
  }

  @Test
  void randomBytesEndInADeclaredWay() {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    for (int i = 0; i < PROGRAMS; i++) {
      byte[] code = new byte[1 + random.nextInt(40)];
      random.nextBytes(code);
      if (code[0] == (byte) 0xef || containsUnexpected(code)) {
        continue;
      }
      ContractFixture contract = ContractFixture.of(code);
      contract.rt.setMilligasAvailable(1_000_000_000L);
      try {
        contract.invoke();
      } catch (ActorException e) {
        assertThat(EXIT_CODES)
            .as("seed %d, program %d: %s", SEED + 1, i, e.getMessage())
            .contains(e.exitCode().value());
      } catch (OutOfGas e) {
        assertThat(contract.rt.milligasAvailable()).isZero();
      }
      contract.rt.reset();
    }
  }

  private static boolean containsUnexpected(byte[] code) {
    for (byte octet : code) {
      Opcode opcode = Opcode.of(octet & 0xff);
      if (opcode != null && (UNEXPECTED.contains(opcode) || isCall(opcode))) {
        return true;
      }
    }
    return false;
  }
}
