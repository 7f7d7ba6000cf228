// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import run.endive.runtime.Memory;

/**
 * Makes one call each of what the stack limiter puts before and after a call: of 42 bytes of
 * bytecode 10 remain. HotSpot leaves methods of more than 8000 bytes to its interpreter, and the
 * limiter alone made some too large that run all the time, the official actors' allocator among
 * them.
 *
 * <p>It works on what {@link ClassPatch} leaves, in which accesses to the counter are known. A
 * sequence that has any other form, or into which something jumps, stays as it is.
 */
final class StackPatch {
  private static final String TARGET = Type.getInternalName(GuestCode.class);
  private static final String DESCRIPTOR = "(I" + Type.getDescriptor(Memory.class) + ")V";
  private static final int COST = 3;
  private static final int ENTER_LENGTH = 16;
  private static final int LEAVE_LENGTH = 8;

  private final int limit;
  private int fused;

  /**
   * A patch for the classes of one module.
   *
   * @param limit of the stack limiter
   */
  StackPatch(int limit) {
    this.limit = limit;
  }

  /** Sequences made one call so far. */
  int fused() {
    return fused;
  }

  /** Works on one method. */
  void apply(InsnList code) {
    for (AbstractInsnNode at = code.getFirst(); at != null; ) {
      AbstractInsnNode next = at.getNext();
      if (isCall(at.getNext(), TARGET, "readStack")) {
        List<AbstractInsnNode> sequence = from(at);
        if (enters(sequence)) {
          next = fuse(code, sequence, ENTER_LENGTH, "enterStack");
        } else if (leaves(sequence)) {
          next = fuse(code, sequence, LEAVE_LENGTH, "leaveStack");
        }
      }
      at = next;
    }
  }

  /** As many as the longer form has, and the label behind it; labels are instructions here. */
  private static List<AbstractInsnNode> from(AbstractInsnNode first) {
    List<AbstractInsnNode> sequence = new ArrayList<>();
    for (AbstractInsnNode at = first; at != null && sequence.size() <= ENTER_LENGTH; ) {
      sequence.add(at);
      at = at.getNext();
    }
    return sequence;
  }

  /** counter += cost; if (counter > limit) trap. */
  private boolean enters(List<AbstractInsnNode> code) {
    return code.size() > ENTER_LENGTH
        && changesCounter(code, Opcodes.IADD)
        && isLoad(code.get(8))
        && isCall(code.get(9), TARGET, "readStack")
        && code.get(10).getOpcode() == Opcodes.L2I
        && ClassPatch.isIntConstant(code.get(11))
        && ClassPatch.intConstant(code.get(11)) == limit
        && isCall(code.get(12), null, "I32_GT_U")
        && code.get(13) instanceof JumpInsnNode jump
        && jump.getOpcode() == Opcodes.IFEQ
        && jump.label == code.get(ENTER_LENGTH)
        && isCall(code.get(14), null, "throwTrapException")
        && code.get(15).getOpcode() == Opcodes.ATHROW;
  }

  /** counter -= cost. */
  private static boolean leaves(List<AbstractInsnNode> code) {
    return code.size() >= LEAVE_LENGTH && changesCounter(code, Opcodes.ISUB);
  }

  private static boolean changesCounter(List<AbstractInsnNode> code, int operation) {
    return isLoad(code.get(0))
        && code.get(2).getOpcode() == Opcodes.L2I
        && ClassPatch.isIntConstant(code.get(COST))
        && code.get(4).getOpcode() == operation
        && code.get(5).getOpcode() == Opcodes.I2L
        && isLoad(code.get(6))
        && isCall(code.get(7), TARGET, "writeStack");
  }

  private static boolean isLoad(AbstractInsnNode node) {
    return node instanceof VarInsnNode && node.getOpcode() == Opcodes.ALOAD;
  }

  /**
   * Whether it calls this method.
   *
   * @param owner any if null
   */
  private static boolean isCall(AbstractInsnNode node, String owner, String name) {
    return node instanceof MethodInsnNode call
        && call.getOpcode() == Opcodes.INVOKESTATIC
        && call.name.equals(name)
        && (owner == null || call.owner.equals(owner));
  }

  /** Returns what comes next. */
  private AbstractInsnNode fuse(
      InsnList code, List<AbstractInsnNode> sequence, int length, String method) {
    AbstractInsnNode cost = sequence.get(COST);
    AbstractInsnNode memory = sequence.get(0);
    for (AbstractInsnNode old : sequence.subList(1, length)) {
      if (old != cost) {
        code.remove(old);
      }
    }
    code.remove(memory);
    code.insert(cost, memory);
    AbstractInsnNode call =
        new MethodInsnNode(Opcodes.INVOKESTATIC, TARGET, method, DESCRIPTOR, false);
    code.insert(memory, call);
    fused++;
    return call.getNext();
  }
}
