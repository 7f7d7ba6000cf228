// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import run.endive.runtime.Memory;

/**
 * Turns the calls that Endive's generated classes make for memory, globals and gas into calls of
 * {@link GuestCode}, where each is one access to a field; and drops its checks for interrupts,
 * which must not end a message. Three to five times as fast as the classes unpatched.
 *
 * <p>It knows what Endive generates: a function takes its parameters, then the memory, then the
 * instance; a global is read or written by {@code iconst index, aload instance, invokestatic}.
 * Whatever it does not recognize it refuses, so a change in Endive cannot pass unnoticed.
 */
final class ClassPatch {
  private static final String TARGET = Type.getInternalName(GuestCode.class);
  private static final String MEMORY = Type.getDescriptor(Memory.class);
  private static final String HELPERS = "Shaded";
  private static final String READ_GLOBAL = "readGlobal";
  private static final String WRITE_GLOBAL = "writeGlobal";

  /** These call any function of a type, the charge function too, which no table holds. */
  private static final String CALL_INDIRECT = "call_indirect_";

  /** Helpers of the same name and descriptor in {@link GuestCode}. */
  private static final Set<String> MEMORY_HELPERS =
      Set.of(
          "memoryReadByte",
          "memoryReadShort",
          "memoryReadInt",
          "memoryReadLong",
          "memoryReadFloat",
          "memoryReadDouble",
          "memoryWriteByte",
          "memoryWriteShort",
          "memoryWriteInt",
          "memoryWriteLong",
          "memoryWriteFloat",
          "memoryWriteDouble",
          "memoryCopy",
          "memoryFill",
          "memoryInit",
          "memoryGrow",
          "memoryPages");

  private final int gasGlobal;
  private final int stackGlobal;
  private final int importedGlobals;
  private final String chargeFunction;
  private final StackPatch stack;
  private int charges;
  private int globals;
  private int accesses;

  /**
   * A patch for the classes of one module.
   *
   * @param importedGlobals how many globals come before the module's own
   * @param chargeFunction index of the function the metering calls
   * @param stack what comes after
   */
  ClassPatch(
      int gasGlobal, int stackGlobal, int importedGlobals, int chargeFunction, StackPatch stack) {
    this.gasGlobal = gasGlobal;
    this.stackGlobal = stackGlobal;
    this.importedGlobals = importedGlobals;
    this.chargeFunction = "func_" + chargeFunction;
    this.stack = stack;
  }

  /** The class patched. The helper class itself stays as it is. */
  byte[] apply(String name, byte[] classFile) {
    if (name.endsWith(HELPERS)) {
      return classFile;
    }
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    for (MethodNode method : node.methods) {
      patch(method);
      stack.apply(method.instructions);
    }
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    return writer.toByteArray();
  }

  /** Calls of the charge function replaced so far. */
  int charges() {
    return charges;
  }

  /** Accesses to globals replaced so far. */
  int globals() {
    return globals;
  }

  /** Memory instructions replaced so far. */
  int accesses() {
    return accesses;
  }

  private void patch(MethodNode method) {
    InsnList code = method.instructions;
    for (AbstractInsnNode at = code.getFirst(); at != null; ) {
      AbstractInsnNode next = at.getNext();
      if (at instanceof MethodInsnNode call && call.getOpcode() == Opcodes.INVOKESTATIC) {
        if (call.owner.endsWith(HELPERS)) {
          helper(code, call);
        } else if (call.name.equals(chargeFunction) && !method.name.startsWith(CALL_INDIRECT)) {
          charge(code, call);
        }
      }
      at = next;
    }
  }

  private void helper(InsnList code, MethodInsnNode call) {
    if (MEMORY_HELPERS.contains(call.name) && call.desc.contains(MEMORY)) {
      call.owner = TARGET;
      accesses++;
    } else if (call.name.equals("checkInterruption")) {
      code.remove(call);
    } else if (call.name.equals(READ_GLOBAL) || call.name.equals(WRITE_GLOBAL)) {
      global(code, call);
    } else if (call.name.startsWith("memory") || call.name.endsWith("GlobalRef")) {
      throw new IllegalStateException("helper " + call.name + call.desc + " is not known");
    }
  }

  private void global(InsnList code, MethodInsnNode call) {
    VarInsnNode instance = loadBefore(call);
    AbstractInsnNode constant = instance.getPrevious();
    int index = intConstant(constant);
    boolean read = call.name.equals(READ_GLOBAL);
    instance.var--; // the memory
    call.owner = TARGET;
    if (index == gasGlobal || index == stackGlobal) {
      code.remove(constant);
      call.name = (read ? "read" : "write") + (index == gasGlobal ? "Gas" : "Stack");
      call.desc = read ? "(" + MEMORY + ")J" : "(J" + MEMORY + ")V";
    } else {
      code.set(constant, constant(index - importedGlobals));
      call.desc = read ? "(I" + MEMORY + ")J" : "(JI" + MEMORY + ")V";
    }
    globals++;
  }

  private void charge(InsnList code, MethodInsnNode call) {
    code.remove(loadBefore(call));
    call.owner = TARGET;
    call.name = "charge";
    call.desc = "(J" + MEMORY + ")V";
    charges++;
  }

  private static VarInsnNode loadBefore(MethodInsnNode call) {
    if (call.getPrevious() instanceof VarInsnNode load && load.getOpcode() == Opcodes.ALOAD) {
      return load;
    }
    throw new IllegalStateException("no instance before " + call.name + call.desc);
  }

  static boolean isIntConstant(AbstractInsnNode node) {
    int opcode = node.getOpcode();
    return opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5
        || node instanceof IntInsnNode && opcode != Opcodes.NEWARRAY
        || node instanceof LdcInsnNode ldc && ldc.cst instanceof Integer;
  }

  static int intConstant(AbstractInsnNode node) {
    int opcode = node.getOpcode();
    if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
      return opcode - Opcodes.ICONST_0;
    }
    if (node instanceof IntInsnNode push && opcode != Opcodes.NEWARRAY) {
      return push.operand;
    }
    if (node instanceof LdcInsnNode ldc && ldc.cst instanceof Integer value) {
      return value;
    }
    throw new IllegalStateException("no global's index but opcode " + opcode);
  }

  private static AbstractInsnNode constant(int value) {
    if (value <= 5) {
      return new InsnNode(Opcodes.ICONST_0 + value);
    }
    return value <= Short.MAX_VALUE
        ? new IntInsnNode(Opcodes.SIPUSH, value)
        : new LdcInsnNode(value);
  }
}
