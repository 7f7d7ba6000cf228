// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.machine.RuleSet;
import io.jfvm.types.ExitCode;
import io.jfvm.wasm.engine.GuestModule.Code;
import io.jfvm.wasm.engine.syscall.Syscall;
import io.jfvm.wasm.engine.syscall.SyscallTable;
import io.jfvm.wasm.module.Opcode;
import java.util.TreeSet;
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

  private final GuestNetwork network = new GuestNetwork();

  @Test
  void holdsWhatTheReferenceLinks() {
    TreeSet<String> table = new TreeSet<>();
    for (Syscall syscall : SyscallTable.of(RuleSet.FVM4).all()) {
      table.add(syscall + " " + syscall.parameters());
    }
    assertThat(table).containsExactlyElementsOf(FVM4.lines().toList());
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
