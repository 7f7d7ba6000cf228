// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.SyscallException;
import io.jfvm.machine.RuleSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The syscalls of a release line of the reference, by namespace and name. */
public final class SyscallTable {
  private static final byte[] NOTHING = new byte[0];

  private final Map<String, Syscall> syscalls = new LinkedHashMap<>();

  private SyscallTable() {}

  public static SyscallTable of(RuleSet rules) {
    SyscallTable table = new SyscallTable();
    VmSyscalls.bind(table, rules);
    NetworkSyscalls.bind(table, rules);
    IpldSyscalls.bind(table);
    SelfSyscalls.bind(table, rules);
    ActorSyscalls.bind(table, rules);
    CryptoSyscalls.bind(table, rules);
    ProofSyscalls.bind(table, rules);
    RandomnessSyscalls.bind(table, rules);
    EventSyscalls.bind(table, rules);
    GasSyscalls.bind(table, rules);
    SendSyscalls.bind(table, rules);
    DebugSyscalls.bind(table);
    return table;
  }

  public Optional<Syscall> find(String namespace, String name) {
    return Optional.ofNullable(syscalls.get(key(namespace, name)));
  }

  /** All of them, in the order of their binding. */
  public Iterable<Syscall> all() {
    return syscalls.values();
  }

  // --- how the namespaces bind theirs: by what they give back

  /** A body without a result. */
  interface Unit {
    void run(Kernel kernel, GuestMemory memory, Args args) throws SyscallException;
  }

  /** A body with a result of 32 bits. */
  interface U32 {
    int run(Kernel kernel, GuestMemory memory, Args args) throws SyscallException;
  }

  /** A body with a result of 64 bits. */
  interface U64 {
    long run(Kernel kernel, GuestMemory memory, Args args) throws SyscallException;
  }

  void unit(String namespace, String name, String parameters, Unit body) {
    put(
        new Syscall(
            namespace,
            name,
            parameters,
            0,
            (kernel, memory, args) -> {
              body.run(kernel, memory, args);
              return NOTHING;
            }));
  }

  void u32(String namespace, String name, String parameters, U32 body) {
    struct(
        namespace,
        name,
        parameters,
        Integer.BYTES,
        (kernel, memory, args) ->
            new Struct(Integer.BYTES).u32(body.run(kernel, memory, args)).toBytes());
  }

  void u64(String namespace, String name, String parameters, U64 body) {
    struct(
        namespace,
        name,
        parameters,
        Long.BYTES,
        (kernel, memory, args) ->
            new Struct(Long.BYTES).u64(body.run(kernel, memory, args)).toBytes());
  }

  void struct(String namespace, String name, String parameters, int size, Syscall.Body body) {
    put(new Syscall(namespace, name, parameters, size, body));
  }

  private void put(Syscall syscall) {
    if (syscalls.put(key(syscall.namespace(), syscall.name()), syscall) != null) {
      throw new IllegalStateException(syscall + " is bound twice");
    }
  }

  private static String key(String namespace, String name) {
    return namespace.length() + ":" + namespace + name;
  }
}
