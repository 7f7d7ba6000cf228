// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import io.jfvm.builtin.BatchReturn;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.Signature;
import java.math.BigInteger;
import java.util.List;

/** What the Verified Registry's methods take and return. DataCap and sizes are in bytes. */
public final class VerifregParams {
  private static final Codec<List<Long>> IDS = Codecs.listOf(Codecs.U64);

  private VerifregParams() {}

  /** A verifier or a client, and how much DataCap it gets. */
  public record Grant(Address address, BigInteger allowance) {
    public static final Codec<Grant> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              Address.CODEC.encode(out, params.address);
              out.bigInt(params.allowance);
            },
            in -> {
              in.tuple(2);
              return new Grant(Address.CODEC.decode(in), in.bigInt());
            });
  }

  /** DataCap to take from a client, which two verifiers ask for. */
  public record RemoveDataCap(
      Address client, BigInteger amount, Request request1, Request request2) {
    public static final Codec<RemoveDataCap> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(4);
              Address.CODEC.encode(out, params.client);
              out.bigInt(params.amount);
              Request.CODEC.encode(out, params.request1);
              Request.CODEC.encode(out, params.request2);
            },
            in -> {
              in.tuple(4);
              return new RemoveDataCap(
                  Address.CODEC.decode(in),
                  in.bigInt(),
                  Request.CODEC.decode(in),
                  Request.CODEC.decode(in));
            });

    /** A verifier's signature under the removal. */
    public record Request(Address verifier, Signature signature) {
      static final Codec<Request> CODEC =
          Codec.of(
              (out, request) -> {
                out.array(2);
                Address.CODEC.encode(out, request.verifier);
                Signature.CODEC.encode(out, request.signature);
              },
              in -> {
                in.tuple(2);
                return new Request(Address.CODEC.decode(in), Signature.CODEC.decode(in));
              });
    }
  }

  /** The client's f0 address, and how much was taken. */
  public record DataCapRemoved(Address client, BigInteger amount) {
    public static final Codec<DataCapRemoved> CODEC =
        Codec.of(
            (out, removed) -> {
              out.array(2);
              Address.CODEC.encode(out, removed.client);
              out.bigInt(removed.amount);
            },
            in -> {
              in.tuple(2);
              return new DataCapRemoved(Address.CODEC.decode(in), in.bigInt());
            });
  }

  /** Whose allocations or claims, and which of them; none named may mean all. */
  public record OwnerIds(ActorId owner, List<Long> ids) {
    public static final Codec<OwnerIds> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              ActorId.CODEC.encode(out, params.owner);
              IDS.encode(out, params.ids);
            },
            in -> {
              in.tuple(2);
              return new OwnerIds(ActorId.CODEC.decode(in), IDS.decode(in));
            });

    public OwnerIds {
      ids = List.copyOf(ids);
    }
  }

  /** The allocations looked at, how each fared, and the DataCap the client got back. */
  public record AllocationsRemoved(
      List<Long> considered, BatchReturn results, BigInteger recovered) {
    public static final Codec<AllocationsRemoved> CODEC =
        Codec.of(
            (out, removed) -> {
              out.array(3);
              IDS.encode(out, removed.considered);
              BatchReturn.CODEC.encode(out, removed.results);
              out.bigInt(removed.recovered);
            },
            in -> {
              in.tuple(3);
              return new AllocationsRemoved(
                  IDS.decode(in), BatchReturn.CODEC.decode(in), in.bigInt());
            });

    public AllocationsRemoved {
      considered = List.copyOf(considered);
    }
  }

  /** The claims looked at, and how each fared. */
  public record ClaimsRemoved(List<Long> considered, BatchReturn results) {
    public static final Codec<ClaimsRemoved> CODEC =
        Codec.of(
            (out, removed) -> {
              out.array(2);
              IDS.encode(out, removed.considered);
              BatchReturn.CODEC.encode(out, removed.results);
            },
            in -> {
              in.tuple(2);
              return new ClaimsRemoved(IDS.decode(in), BatchReturn.CODEC.decode(in));
            });

    public ClaimsRemoved {
      considered = List.copyOf(considered);
    }
  }

  /** What a provider claims, by sector; and whether one failure is everybody's. */
  public record ClaimAllocations(List<SectorClaims> sectors, boolean allOrNothing) {
    private static final Codec<List<SectorClaims>> SECTORS = Codecs.listOf(SectorClaims.CODEC);

    public static final Codec<ClaimAllocations> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              SECTORS.encode(out, params.sectors);
              out.bool(params.allOrNothing);
            },
            in -> {
              in.tuple(2);
              return new ClaimAllocations(SECTORS.decode(in), in.bool());
            });

    public ClaimAllocations {
      sectors = List.copyOf(sectors);
    }
  }

  /** A sector, the epoch at which it expires, and the allocations whose data it holds. */
  public record SectorClaims(long sector, ChainEpoch expiry, List<AllocationClaim> claims) {
    private static final Codec<List<AllocationClaim>> CLAIMS = Codecs.listOf(AllocationClaim.CODEC);

    static final Codec<SectorClaims> CODEC =
        Codec.of(
            (out, sector) -> {
              out.array(3).u64(sector.sector);
              ChainEpoch.CODEC.encode(out, sector.expiry);
              CLAIMS.encode(out, sector.claims);
            },
            in -> {
              in.tuple(3);
              return new SectorClaims(in.u64(), ChainEpoch.CODEC.decode(in), CLAIMS.decode(in));
            });

    public SectorClaims {
      claims = List.copyOf(claims);
    }
  }

  /** An allocation, and the data as the provider has it. */
  public record AllocationClaim(ActorId client, long allocationId, Cid data, long size) {
    static final Codec<AllocationClaim> CODEC =
        Codec.of(
            (out, claim) -> {
              out.array(4);
              ActorId.CODEC.encode(out, claim.client);
              out.u64(claim.allocationId);
              Cid.CODEC.encode(out, claim.data);
              out.u64(claim.size);
            },
            in -> {
              in.tuple(4);
              return new AllocationClaim(
                  ActorId.CODEC.decode(in), in.u64(), Cid.CODEC.decode(in), in.u64());
            });
  }

  /** How each sector fared, and the space claimed by each that succeeded. */
  public record AllocationsClaimed(BatchReturn sectorResults, List<BigInteger> claimedSpace) {
    private static final Codec<List<BigInteger>> SPACES = Codecs.listOf(Codecs.BIG_INT);

    public static final Codec<AllocationsClaimed> CODEC =
        Codec.of(
            (out, claimed) -> {
              out.array(2);
              BatchReturn.CODEC.encode(out, claimed.sectorResults);
              SPACES.encode(out, claimed.claimedSpace);
            },
            in -> {
              in.tuple(2);
              return new AllocationsClaimed(BatchReturn.CODEC.decode(in), SPACES.decode(in));
            });

    public AllocationsClaimed {
      claimedSpace = List.copyOf(claimedSpace);
    }
  }

  /** Which of the claims asked for there are, and those. */
  public record ClaimsFound(BatchReturn batch, List<Claim> claims) {
    private static final Codec<List<Claim>> CLAIMS = Codecs.listOf(Claim.CODEC);

    public static final Codec<ClaimsFound> CODEC =
        Codec.of(
            (out, found) -> {
              out.array(2);
              BatchReturn.CODEC.encode(out, found.batch);
              CLAIMS.encode(out, found.claims);
            },
            in -> {
              in.tuple(2);
              return new ClaimsFound(BatchReturn.CODEC.decode(in), CLAIMS.decode(in));
            });

    public ClaimsFound {
      claims = List.copyOf(claims);
    }
  }

  /** The claims whose terms are to be longer. */
  public record ExtendClaimTerms(List<Extension> terms) {
    public static final Codec<ExtendClaimTerms> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(1);
              Extension.LIST_CODEC.encode(out, params.terms);
            },
            in -> {
              in.tuple(1);
              return new ExtendClaimTerms(Extension.LIST_CODEC.decode(in));
            });

    public ExtendClaimTerms {
      terms = List.copyOf(terms);
    }
  }

  /** A provider's claim and its new term, in epochs. */
  public record Extension(ActorId provider, long claim, long termMax) {
    static final Codec<Extension> CODEC =
        Codec.of(
            (out, extension) -> {
              out.array(3);
              ActorId.CODEC.encode(out, extension.provider);
              out.u64(extension.claim).i64(extension.termMax);
            },
            in -> {
              in.tuple(3);
              return new Extension(ActorId.CODEC.decode(in), in.u64(), in.i64());
            });

    static final Codec<List<Extension>> LIST_CODEC = Codecs.listOf(CODEC);
  }

  /** What a transfer of DataCap to the registry is to pay for. */
  public record AllocationRequests(
      List<AllocationRequest> allocations, List<Extension> extensions) {
    private static final Codec<List<AllocationRequest>> ALLOCATIONS =
        Codecs.listOf(AllocationRequest.CODEC);

    public static final Codec<AllocationRequests> CODEC =
        Codec.of(
            (out, requests) -> {
              out.array(2);
              ALLOCATIONS.encode(out, requests.allocations);
              Extension.LIST_CODEC.encode(out, requests.extensions);
            },
            in -> {
              in.tuple(2);
              return new AllocationRequests(
                  ALLOCATIONS.decode(in), Extension.LIST_CODEC.decode(in));
            });

    public AllocationRequests {
      allocations = List.copyOf(allocations);
      extensions = List.copyOf(extensions);
    }
  }

  /** An {@link Allocation} to be made; its client is who sends the DataCap. */
  public record AllocationRequest(
      ActorId provider, Cid data, long size, long termMin, long termMax, ChainEpoch expiration) {
    public static final Codec<AllocationRequest> CODEC =
        Codec.of(
            (out, request) -> {
              out.array(6);
              ActorId.CODEC.encode(out, request.provider);
              Cid.CODEC.encode(out, request.data);
              out.u64(request.size).i64(request.termMin).i64(request.termMax);
              ChainEpoch.CODEC.encode(out, request.expiration);
            },
            in -> {
              in.tuple(6);
              return new AllocationRequest(
                  ActorId.CODEC.decode(in),
                  Cid.CODEC.decode(in),
                  in.u64(),
                  in.i64(),
                  in.i64(),
                  ChainEpoch.CODEC.decode(in));
            });

    Allocation from(ActorId client) {
      return new Allocation(client, provider, data, size, termMin, termMax, expiration);
    }
  }

  /** How requests fared, and the ids of the new allocations. */
  public record AllocationsResponse(
      BatchReturn allocationResults, BatchReturn extensionResults, List<Long> newAllocations) {
    public static final Codec<AllocationsResponse> CODEC =
        Codec.of(
            (out, response) -> {
              out.array(3);
              BatchReturn.CODEC.encode(out, response.allocationResults);
              BatchReturn.CODEC.encode(out, response.extensionResults);
              IDS.encode(out, response.newAllocations);
            },
            in -> {
              in.tuple(3);
              return new AllocationsResponse(
                  BatchReturn.CODEC.decode(in), BatchReturn.CODEC.decode(in), IDS.decode(in));
            });

    public AllocationsResponse {
      newAllocations = List.copyOf(newAllocations);
    }
  }
}
