// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.builtin.RawBytes;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What the methods for settings, funds and questions take and return. What is missing here is not
 * wrapped in an array: amounts, addresses, booleans, epochs.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/types.rs}.
 */
public final class MinerParams {
  private static final Codec<List<Address>> LIST_OF_ADDRESS = Codecs.listOf(Address.CODEC);
  private static final Codec<List<RawBytes>> LIST_OF_RAW_BYTES = Codecs.listOf(RawBytes.CODEC);
  private static final Codec<Optional<Address>> OPTIONAL_ADDRESS = Codecs.optional(Address.CODEC);
  private static final Codec<Optional<PendingBeneficiaryChange>>
      OPTIONAL_PENDING_BENEFICIARY_CHANGE = Codecs.optional(PendingBeneficiaryChange.CODEC);
  private static final Codec<List<VestingFund>> LIST_OF_VESTING_FUND =
      Codecs.listOf(VestingFund.CODEC);

  private MinerParams() {}

  /** Who may act for a miner, as f0 addresses. */
  public record ControlAddresses(Address owner, Address worker, List<Address> controls) {
    public static final Codec<ControlAddresses> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(3);
              Address.CODEC.encode(out, value.owner);
              Address.CODEC.encode(out, value.worker);
              LIST_OF_ADDRESS.encode(out, value.controls);
            },
            in -> {
              in.tuple(3);
              return new ControlAddresses(
                  Address.CODEC.decode(in), Address.CODEC.decode(in), LIST_OF_ADDRESS.decode(in));
            });

    public ControlAddresses {
      controls = List.copyOf(controls);
    }
  }

  /** The worker to be, and the control addresses from now on. */
  public record ChangeWorkerAddress(Address newWorker, List<Address> newControls) {
    public static final Codec<ChangeWorkerAddress> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              Address.CODEC.encode(out, value.newWorker);
              LIST_OF_ADDRESS.encode(out, value.newControls);
            },
            in -> {
              in.tuple(2);
              return new ChangeWorkerAddress(Address.CODEC.decode(in), LIST_OF_ADDRESS.decode(in));
            });

    public ChangeWorkerAddress {
      newControls = List.copyOf(newControls);
    }
  }

  /** The libp2p identity of a miner. */
  public record Peer(RawBytes id) {
    public static final Codec<Peer> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(1);
              RawBytes.CODEC.encode(out, value.id);
            },
            in -> {
              in.tuple(1);
              return new Peer(RawBytes.CODEC.decode(in));
            });
  }

  /** The libp2p addresses of a miner. */
  public record Multiaddrs(List<RawBytes> addresses) {
    public static final Codec<Multiaddrs> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(1);
              LIST_OF_RAW_BYTES.encode(out, value.addresses);
            },
            in -> {
              in.tuple(1);
              return new Multiaddrs(LIST_OF_RAW_BYTES.decode(in));
            });

    public Multiaddrs {
      addresses = List.copyOf(addresses);
    }
  }

  /** The owner, and who is to become it. */
  public record Owner(Address owner, Optional<Address> proposed) {
    public static final Codec<Owner> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              Address.CODEC.encode(out, value.owner);
              OPTIONAL_ADDRESS.encode(out, value.proposed);
            },
            in -> {
              in.tuple(2);
              return new Owner(Address.CODEC.decode(in), OPTIONAL_ADDRESS.decode(in));
            });
  }

  /** How much to pay out at most. */
  public record WithdrawBalance(TokenAmount amountRequested) {
    public static final Codec<WithdrawBalance> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(1);
              TokenAmount.CODEC.encode(out, value.amountRequested);
            },
            in -> {
              in.tuple(1);
              return new WithdrawBalance(TokenAmount.CODEC.decode(in));
            });
  }

  /** A proposed beneficiary, and how much it may withdraw until when. */
  public record ChangeBeneficiary(
      Address newBeneficiary, TokenAmount newQuota, ChainEpoch newExpiration) {
    public static final Codec<ChangeBeneficiary> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(3);
              Address.CODEC.encode(out, value.newBeneficiary);
              TokenAmount.CODEC.encode(out, value.newQuota);
              ChainEpoch.CODEC.encode(out, value.newExpiration);
            },
            in -> {
              in.tuple(3);
              return new ChangeBeneficiary(
                  Address.CODEC.decode(in),
                  TokenAmount.CODEC.decode(in),
                  ChainEpoch.CODEC.decode(in));
            });
  }

  /** Who receives withdrawals, and on what terms. */
  public record ActiveBeneficiary(Address beneficiary, BeneficiaryTerm term) {
    public static final Codec<ActiveBeneficiary> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              Address.CODEC.encode(out, value.beneficiary);
              BeneficiaryTerm.CODEC.encode(out, value.term);
            },
            in -> {
              in.tuple(2);
              return new ActiveBeneficiary(
                  Address.CODEC.decode(in), BeneficiaryTerm.CODEC.decode(in));
            });
  }

  /** The beneficiary, and a change of it that waits for consent. */
  public record Beneficiary(ActiveBeneficiary active, Optional<PendingBeneficiaryChange> proposed) {
    public static final Codec<Beneficiary> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              ActiveBeneficiary.CODEC.encode(out, value.active);
              OPTIONAL_PENDING_BENEFICIARY_CHANGE.encode(out, value.proposed);
            },
            in -> {
              in.tuple(2);
              return new Beneficiary(
                  ActiveBeneficiary.CODEC.decode(in),
                  OPTIONAL_PENDING_BENEFICIARY_CHANGE.decode(in));
            });
  }

  /** What vests when, by ascending epochs. */
  public record VestingSchedule(List<VestingFund> funds) {
    public static final Codec<VestingSchedule> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(1);
              LIST_OF_VESTING_FUND.encode(out, value.funds);
            },
            in -> {
              in.tuple(1);
              return new VestingSchedule(LIST_OF_VESTING_FUND.decode(in));
            });

    public VestingSchedule {
      funds = List.copyOf(funds);
    }
  }

  /** Block headers that show a fault of consensus. */
  public record ReportConsensusFault(RawBytes header1, RawBytes header2, RawBytes headerExtra) {
    public static final Codec<ReportConsensusFault> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(3);
              RawBytes.CODEC.encode(out, value.header1);
              RawBytes.CODEC.encode(out, value.header2);
              RawBytes.CODEC.encode(out, value.headerExtra);
            },
            in -> {
              in.tuple(3);
              return new ReportConsensusFault(
                  RawBytes.CODEC.decode(in), RawBytes.CODEC.decode(in), RawBytes.CODEC.decode(in));
            });
  }

  /**
   * A sector asked for.
   *
   * @param sectorNumber u64
   */
  public record BySector(long sectorNumber) {
    public static final Codec<BySector> CODEC =
        Codec.of(
            (out, value) -> out.array(1).u64(value.sectorNumber),
            in -> {
              in.tuple(1);
              return new BySector(in.u64());
            });
  }

  /** Numbers that no sector shall get any more. */
  public record CompactSectorNumbers(BitField mask) {
    public static final Codec<CompactSectorNumbers> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(1);
              BitField.CODEC.encode(out, value.mask);
            },
            in -> {
              in.tuple(1);
              return new CompactSectorNumbers(BitField.CODEC.decode(in));
            });
  }

  /**
   * Sectors as the termination fee sees them.
   *
   * @param power quality-adjusted, in bytes
   */
  public record MaxTerminationFee(BigInteger power, TokenAmount initialPledge) {
    public static final Codec<MaxTerminationFee> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2).bigInt(value.power);
              TokenAmount.CODEC.encode(out, value.initialPledge);
            },
            in -> {
              in.tuple(2);
              return new MaxTerminationFee(in.bigInt(), TokenAmount.CODEC.decode(in));
            });
  }

  /** A sector's status, and the CBOR of the {@link SectorLocation} where that can be checked. */
  public record LocatedSector(SectorStatus status, RawBytes location) {
    public static final Codec<LocatedSector> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              SectorStatus.CODEC.encode(out, value.status);
              RawBytes.CODEC.encode(out, value.location);
            },
            in -> {
              in.tuple(2);
              return new LocatedSector(SectorStatus.CODEC.decode(in), RawBytes.CODEC.decode(in));
            });
  }

  /**
   * A sector, the status it is said to have, and the CBOR of its {@link SectorLocation}.
   *
   * @param sectorNumber u64
   */
  public record ValidateSectorStatus(long sectorNumber, SectorStatus status, RawBytes location) {
    public static final Codec<ValidateSectorStatus> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(3).u64(value.sectorNumber);
              SectorStatus.CODEC.encode(out, value.status);
              RawBytes.CODEC.encode(out, value.location);
            },
            in -> {
              in.tuple(3);
              return new ValidateSectorStatus(
                  in.u64(), SectorStatus.CODEC.decode(in), RawBytes.CODEC.decode(in));
            });
  }

  /** Where a sector is filed. */
  public record SectorLocation(long deadline, long partition) {
    public static final Codec<SectorLocation> CODEC =
        Codec.of(
            (out, value) -> out.array(2).i64(value.deadline).i64(value.partition),
            in -> {
              in.tuple(2);
              return new SectorLocation(in.i64(), in.i64());
            });

    private static final long NOWHERE = -1;

    /** Of a sector that no partition has. */
    public static final SectorLocation NONE = new SectorLocation(NOWHERE, NOWHERE);

    boolean hasDeadline() {
      return deadline != NOWHERE;
    }

    boolean hasPartition() {
      return partition != NOWHERE;
    }
  }
}
