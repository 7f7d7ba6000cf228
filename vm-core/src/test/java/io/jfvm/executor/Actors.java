// SPDX-License-Identifier: Apache-2.0
package io.jfvm.executor;

import io.jfvm.engine.ActorExit;
import io.jfvm.engine.Executable;
import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.SendOps.Sent;
import io.jfvm.kernel.SyscallException;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/** Short ways to say what a test's actor does. */
public final class Actors {
  /** The method tests call. */
  public static final MethodNum METHOD = new MethodNum(2);

  private Actors() {}

  /** Code that may be refused; a refusal is not expected and fails the test. */
  @FunctionalInterface
  public interface Script {
    int run(Kernel kernel, int params) throws SyscallException;
  }

  /** Code that gives something or is refused. */
  @FunctionalInterface
  public interface Syscall {
    void make() throws SyscallException;
  }

  public static Executable script(Script script) {
    return (kernel, params) -> {
      try {
        return script.run(kernel, params);
      } catch (SyscallException e) {
        throw new AssertionError("refused with " + e.error() + ": " + e.getMessage(), e);
      }
    };
  }

  /** Why a syscall is refused, or nothing if it is not. */
  public static Optional<ErrorNumber> refusal(Syscall syscall) {
    try {
      syscall.make();
      return Optional.empty();
    } catch (SyscallException e) {
      return Optional.of(e.error());
    }
  }

  public static Sent send(Kernel kernel, ActorId to) throws SyscallException {
    return send(kernel, to.address(), TokenAmount.ZERO);
  }

  public static Sent send(Kernel kernel, Address to, TokenAmount value) throws SyscallException {
    return kernel.send(to, METHOD, Kernel.NO_BLOCK, value, Kernel.NO_GAS_LIMIT, 0);
  }

  /** A plain transfer. */
  public static Sent transfer(Kernel kernel, Address to, TokenAmount value)
      throws SyscallException {
    return kernel.send(to, MethodNum.SEND, Kernel.NO_BLOCK, value, Kernel.NO_GAS_LIMIT, 0);
  }

  public static Sent sendReadOnly(Kernel kernel, ActorId to) throws SyscallException {
    return kernel.send(
        to.address(),
        METHOD,
        Kernel.NO_BLOCK,
        TokenAmount.ZERO,
        Kernel.NO_GAS_LIMIT,
        Kernel.READ_ONLY);
  }

  public static ActorExit abort() {
    return ActorExit.of(ExitCode.USR_FORBIDDEN, Kernel.NO_BLOCK, "aborted");
  }
}
