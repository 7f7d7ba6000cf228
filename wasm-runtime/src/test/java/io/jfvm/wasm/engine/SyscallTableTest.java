// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.machine.RuleSet;
import io.jfvm.types.ExitCode;
import io.jfvm.wasm.engine.GuestModule.Code;
import io.jfvm.wasm.engine.syscall.Syscall;
import io.jfvm.wasm.engine.syscall.SyscallTable;
import io.jfvm.wasm.module.Opcode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SyscallTableTest {
  /** The reference's imports from network version 21 on, with the pointer to the result first. */
  private static final String FVM4 =
      """
      actor.balance_of iI
      actor.create_actor Iiii
      actor.get_actor_code_cid iIii
      actor.get_builtin_actor_type ii
      actor.get_code_cid_for_type iiii
      actor.lookup_delegated_address iIii
      actor.next_actor_address iii
      actor.resolve_address iii
      crypto.batch_verify_seals iii
      crypto.compute_unsealed_sector_cid iIiiii
      crypto.hash iIiiii
      crypto.recover_secp_public_key iii
      crypto.verify_aggregate_seals iii
      crypto.verify_bls_aggregate iiiiii
      crypto.verify_consensus_fault iiiiiii
      crypto.verify_post iii
      crypto.verify_replica_update iii
      crypto.verify_signature iiiiiiii
      debug.enabled i
      debug.log ii
      debug.store_artifact iiii
      event.emit_event iiiiii
      gas.available i
      gas.charge iiI
      ipld.block_create iIii
      ipld.block_link iiIiii
      ipld.block_open ii
      ipld.block_read iiiii
      ipld.block_stat ii
      network.context i
      network.tipset_cid iIii
      network.total_fil_circ_supply i
      rand.get_beacon_randomness iI
      rand.get_chain_randomness iI
      self.current_balance i
      self.root iii
      self.self_destruct i
      self.set_root i
      send.send iiiIiIIII
      vm.exit iiii
      vm.message_context i
      """;

  /** What differs from the table above, up to network version 20. */
  private static final String FVM3 =
      """
      event.emit_event ii
      rand.get_beacon_randomness iIIii
      rand.get_chain_randomness iIIii
      self.self_destruct ii
      """;

  /** What differs from the one before, in network version 17. */
  private static final String FVM2 =
      """
      actor.create_actor Ii
      actor.new_actor_address iii
      crypto.verify_seal iii
      network.base_fee i
      send.send iiiIiII
      vm.abort iii
      vm.context i
      """;

  private static final List<String> NOT_IN_FVM3 = List.of("crypto.verify_bls_aggregate");
  private static final List<String> NOT_IN_FVM2 =
      List.of(
          "actor.balance_of",
          "actor.lookup_delegated_address",
          "actor.next_actor_address",
          "event.emit_event",
          "gas.available",
          "network.context",
          "network.tipset_cid",
          "vm.exit",
          "vm.message_context");

  private final GuestNetwork network = new GuestNetwork();

  @Test
  void holdsWhatTheReferenceLinks() {
    Map<String, String> expected = new TreeMap<>();
    change(expected, FVM4);
    assertThat(table(RuleSet.FVM4)).isEqualTo(expected);
    change(expected, FVM3);
    expected.keySet().removeAll(NOT_IN_FVM3);
    assertThat(table(RuleSet.FVM3)).isEqualTo(expected);
    change(expected, FVM2);
    expected.keySet().removeAll(NOT_IN_FVM2);
    assertThat(table(RuleSet.FVM2)).isEqualTo(expected);
  }

  private static void change(Map<String, String> table, String lines) {
    lines
        .lines()
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              table.put(line.substring(0, space), line.substring(space + 1));
            });
  }

  private static Map<String, String> table(RuleSet rules) {
    Map<String, String> table = new TreeMap<>();
    for (Syscall syscall : SyscallTable.of(rules).all()) {
      table.put(syscall.toString(), syscall.parameters());
    }
    return table;
  }

  /** The result's size in bytes, found out by where a pointer to it is refused. */
  @Test
  void resultsHaveTheSizeActorsExpect() {
    assertThat(resultSize("vm", "message_context", "i")).isEqualTo(80);
    assertThat(resultSize("network", "context", "i")).isEqualTo(44);
    assertThat(resultSize("network", "total_fil_circ_supply", "i")).isEqualTo(16);
    assertThat(resultSize("self", "current_balance", "i")).isEqualTo(16);
    assertThat(resultSize("gas", "available", "i")).isEqualTo(8);
    assertThat(resultSize("debug", "enabled", "i")).isEqualTo(4);
  }

  private int resultSize(String namespace, String name, String parameters) {
    int size = 0;
    while (call(namespace, name, parameters, 65536 - size) != 0) {
      size++;
    }
    return size;
  }

  @Test
  void aResultMayEndWithTheMemoryAndNotBeAboveIt() {
    assertThat(call("gas", "available", "i", 65536 - 8)).isZero();
    assertThat(call("gas", "available", "i", 65536 - 7)).isOne();
    assertThat(call("gas", "available", "i", -1)).isOne();
    assertThat(call("gas", "available", "i", Integer.MIN_VALUE)).isOne();
  }

  /** Calls with the one argument, gives the error number. */
  private int call(String namespace, String name, String parameters, int pointer) {
    int exit =
        network.exit(
            new GuestModule()
                .syscall("vm", "exit", "iiii")
                .syscall(namespace, name, parameters)
                .function(
                    Code.of()
                        .i32(pointer)
                        .call(1)
                        .i32(GuestNetwork.EXIT_BASE)
                        .op(Opcode.I32_ADD)
                        .i32(0)
                        .i32(0)
                        .i32(0)
                        .call(0)));
    assertThat(exit).isGreaterThanOrEqualTo(ExitCode.FIRST_ACTOR_SPECIFIC);
    return exit - GuestNetwork.EXIT_BASE;
  }
}
