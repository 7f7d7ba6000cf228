// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.DecodeException;
import io.jfvm.machine.Manifest;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.io.IOException;
import java.io.StringWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Actors' states as JSON for people. States of built-in actors get the names of their fields, as
 * the reference calls them; a state of another form than expected, and that of any other actor, is
 * shown as the CBOR it is.
 */
final class StateJson {
  private static final String SPACE = " ";

  /** Fields by actor, in order. After a colon how to read the value, if CBOR alone does not say. */
  private static final Map<ActorType, List<Field>> FIELDS =
      table(
          """
          system builtin_actors
          init address_map next_id network_name
          cron entries
          account address:address
          storagepower total_raw_byte_power:int total_bytes_committed:int \
          total_quality_adj_power:int total_qa_bytes_committed:int total_pledge_collateral:fil \
          this_epoch_raw_byte_power:int this_epoch_quality_adj_power:int \
          this_epoch_pledge_collateral:fil this_epoch_qa_power_smoothed:ints miner_count \
          miner_above_min_power_count ramp_start_epoch ramp_duration_epochs cron_event_queue \
          first_cron_epoch claims proof_validation_batch
          storageminer info pre_commit_deposits:fil locked_funds:fil vesting_funds fee_debt:fil \
          initial_pledge:fil pre_committed_sectors pre_committed_sectors_cleanup \
          allocated_sectors sectors proving_period_start current_deadline deadlines \
          early_terminations deadline_cron_active
          storagemarket proposals states pending_proposals escrow_table locked_table next_id \
          deal_ops_by_epoch last_cron total_client_locked_collateral:fil \
          total_provider_locked_collateral:fil total_client_storage_fee:fil \
          pending_deal_allocation_ids provider_sectors
          paymentchannel from:address to:address to_send:fil settling_at min_settle_height \
          lane_states
          multisig signers:addresses num_approvals_threshold next_tx_id initial_balance:fil \
          start_epoch unlock_duration pending_txs
          reward cumsum_baseline:int cumsum_realized:int effective_network_time \
          effective_baseline_power:int this_epoch_reward:fil this_epoch_reward_smoothed:ints \
          this_epoch_baseline_power:int epoch total_storage_power_reward:fil simple_total:fil \
          baseline_total:fil
          verifiedregistry root_key:address verifiers remove_data_cap_proposal_ids allocations \
          next_allocation_id claims
          datacap governor:address token
          evm bytecode bytecode_hash contract_state transient_data nonce tombstone
          """);

  /** How a value is to be read. */
  private enum Kind {
    ANY(""),
    ADDRESS("address"),
    ADDRESSES("addresses"),
    FIL("fil"),
    INT("int"),
    INTS("ints");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    static Kind of(String text) {
      for (Kind kind : values()) {
        if (kind.text.equals(text)) {
          return kind;
        }
      }
      throw new IllegalArgumentException(text);
    }
  }

  private record Field(String name, Kind kind) {}

  private StateJson() {}

  /** The name in the manifest, or that there is none. */
  static String actorName(Manifest manifest, Cid code) {
    return manifest.typeOf(code).map(ActorType::manifestName).orElse("not built in");
  }

  static String of(Optional<ActorType> type, byte[] state) throws DecodeException {
    List<Field> fields = type.map(FIELDS::get).orElse(null);
    if (fields != null) {
      try {
        return named(fields, state);
      } catch (DecodeException ofAnotherForm) {
        return CborText.json(state, true);
      }
    }
    return CborText.json(state, true);
  }

  private static String named(List<Field> fields, byte[] state) throws DecodeException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = CborText.generator(text, true)) {
      CborReader in = new CborReader(state);
      in.tuple(fields.size());
      json.writeStartObject();
      for (Field field : fields) {
        json.writeFieldName(field.name);
        write(field.kind, in, json);
      }
      json.writeEndObject();
      in.expectEnd();
    } catch (IOException e) {
      throw new DecodeException(e.getMessage(), e);
    }
    return text.toString();
  }

  private static void write(Kind kind, CborReader in, JsonGenerator json)
      throws IOException, DecodeException {
    switch (kind) {
      case ANY -> CborText.copy(in.rawValue(), json);
      case ADDRESS -> json.writeString(Address.CODEC.decode(in).toString());
      case FIL -> json.writeString(new TokenAmount(in.bigInt()).toString());
      case INT -> json.writeNumber(in.bigInt());
      case ADDRESSES -> list(Kind.ADDRESS, in, json);
      case INTS -> list(Kind.INT, in, json);
    }
  }

  private static void list(Kind kind, CborReader in, JsonGenerator json)
      throws IOException, DecodeException {
    json.writeStartArray();
    for (int rest = in.array(); rest > 0; rest--) {
      write(kind, in, json);
    }
    json.writeEndArray();
  }

  private static Map<ActorType, List<Field>> table(String text) {
    Map<ActorType, List<Field>> table = new EnumMap<>(ActorType.class);
    for (String row : text.lines().toList()) {
      List<String> words = List.of(row.split(SPACE));
      table.put(
          type(words.getFirst()),
          words.subList(1, words.size()).stream().map(StateJson::field).toList());
    }
    return table;
  }

  private static ActorType type(String manifestName) {
    for (ActorType type : ActorType.values()) {
      if (type.manifestName().equals(manifestName)) {
        return type;
      }
    }
    throw new IllegalArgumentException(manifestName);
  }

  private static Field field(String word) {
    int colon = word.indexOf(':');
    return colon < 0
        ? new Field(word, Kind.ANY)
        : new Field(word.substring(0, colon), Kind.of(word.substring(colon + 1)));
  }
}
