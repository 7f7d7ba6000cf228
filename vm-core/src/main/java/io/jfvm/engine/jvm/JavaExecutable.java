// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorTrap;
import io.jfvm.actor.Exits;
import io.jfvm.actor.JavaActor;
import io.jfvm.encoding.EncodeException;
import io.jfvm.engine.ActorExit;
import io.jfvm.engine.Executable;
import io.jfvm.gas.OutOfGas;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.IpldException;
import io.jfvm.kernel.FatalError;
import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.MessageContext;
import io.jfvm.kernel.SyscallException;
import io.jfvm.types.HostException;
import io.jfvm.types.UnsupportedFeatureException;
import java.util.Optional;

/**
 * One Java actor as the VM runs it: what the official actors do before and after the method.
 * Source: {@code trampoline} in builtin-actors {@code runtime/src/runtime/fvm.rs}.
 */
final class JavaExecutable implements Executable {
  private final JavaActor actor;
  private final NativePrices prices;

  JavaExecutable(JavaActor actor, NativePrices prices) {
    this.actor = actor;
    this.prices = prices;
  }

  @Override
  public int invoke(Kernel kernel, int paramsId) {
    Syscalls syscalls = new Syscalls(kernel, prices);
    try {
      return run(syscalls, paramsId);
    } catch (ActorException e) {
      throw exit(syscalls, e);
    } catch (ActorTrap e) {
      throw ActorExit.trap(e.getMessage());
    } catch (IpldException e) {
      throw exit(syscalls, Exits.illegalState(e.getMessage()));
    } catch (EncodeException e) {
      throw exit(syscalls, Exits.serialization(e.getMessage()));
    } catch (OutOfGas | FatalError | HostException | UnsupportedFeatureException e) {
      throw e;
    } catch (RuntimeException e) {
      // The one place where a bug in an actor's Java code is told from everything else.
      throw new HostException("a bug in the code of actor " + describe(kernel), e);
    }
  }

  private int run(Syscalls syscalls, int paramsId) {
    // The official actors ask first of all whether to log.
    syscalls.next().debugEnabled();
    KernelRuntime rt = new KernelRuntime(syscalls);
    Optional<IpldBlock> returned =
        actor.invoke(rt, rt.message().method(), params(syscalls, paramsId));
    if (!rt.callers().isValidated()) {
      throw Exits.assertionFailed("failed to validate caller");
    }
    return returned.isPresent() ? create(syscalls, returned.get()) : Kernel.NO_BLOCK;
  }

  private static Optional<IpldBlock> params(Syscalls syscalls, int paramsId) {
    if (paramsId == Kernel.NO_BLOCK) {
      return Optional.empty();
    }
    try {
      syscalls.next().statBlock(paramsId);
      IpldBlock params = syscalls.next().readWholeBlock(paramsId);
      syscalls.decoded(params.data().length);
      return Optional.of(params);
    } catch (SyscallException e) {
      throw Syscalls.panic("params", e);
    }
  }

  /** The block an actor gives back, on success or not. */
  private static int create(Syscalls syscalls, IpldBlock block) {
    syscalls.encoded(block.data().length);
    try {
      return syscalls.next().createBlock(block.codec(), block.data());
    } catch (SyscallException e) {
      throw Syscalls.panic("return value", e);
    }
  }

  private static ActorExit exit(Syscalls syscalls, ActorException cause) {
    ActorException end = cause;
    int blockId = Kernel.NO_BLOCK;
    if (cause.data().isPresent()) {
      try {
        blockId = create(syscalls, cause.data().get());
      } catch (ActorException unwritable) {
        end = unwritable;
      }
    }
    syscalls.next();
    return ActorExit.of(end.exitCode(), blockId, end.getMessage());
  }

  private String describe(Kernel kernel) {
    MessageContext message = kernel.messageContext();
    return message.receiver()
        + " in "
        + actor.nameOf(message.method()).orElse("method " + message.method());
  }
}
