// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static io.jfvm.conformance.random.Tree.list;

import io.jfvm.crypto.Hash;
import io.jfvm.types.Cid;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Fills sectors: with deals, with allocations of datacap, with data nobody asked for. */
final class Pieces {
  private static final int NODE_BYTES = 32;
  private static final int LAST_BYTE_MASK = 0x3f;

  private final World world;

  Pieces(World world) {
    this.world = world;
  }

  /**
   * Data for a sector.
   *
   * @param commitment absent if there are none
   * @param pieces to name when it is proven
   */
  record Content(Optional<Cid> commitment, List<Object> pieces) {
    static final Content NONE = new Content(Optional.empty(), List.of());
  }

  private record Piece(Cid data, long size, Object manifest) {}

  /** Of what is waiting for the miner, the latest first, as much as the sector holds. */
  Content content(Miner miner, long sector) {
    List<Piece> pieces = new ArrayList<>();
    if (world.chance(90)) {
      long rest = addDeals(pieces, miner, sector, World.SECTOR_BYTES);
      addAllocations(pieces, miner, sector, rest);
    }
    if (pieces.isEmpty() && world.chance(12)) {
      long size = World.SECTOR_BYTES >> world.random.nextInt(3);
      pieces.add(bare(size));
      if (size < World.SECTOR_BYTES && world.chance(50)) {
        pieces.add(bare(size));
      }
    }
    if (pieces.isEmpty()) {
      return Content.NONE;
    }
    pieces.sort(Comparator.comparingLong(Piece::size).reversed());
    List<Object> manifests = list();
    pieces.forEach(piece -> manifests.add(piece.manifest));
    byte[] root = node(World.SECTOR_BYTES, new ArrayDeque<>(pieces));
    return new Content(Optional.of(World.unsealed(root)), manifests);
  }

  private long addDeals(List<Piece> pieces, Miner miner, long sector, long room) {
    long rest = room;
    world.deals.removeIf(deal -> deal.start() < world.now());
    for (Deal deal : List.copyOf(world.deals).reversed()) {
      if (deal.provider() == miner && deal.size() <= rest && world.chance(90)) {
        world.deals.remove(deal);
        rest -= deal.size();
        pieces.add(piece(deal, sector));
      }
    }
    return rest;
  }

  private void addAllocations(List<Piece> pieces, Miner miner, long sector, long room) {
    long rest = room;
    for (Allocation allocation : List.copyOf(world.allocations).reversed()) {
      if (allocation.provider() == miner && allocation.size() <= rest && world.chance(80)) {
        if (world.chance(95)) {
          world.allocations.remove(allocation);
        }
        rest -= allocation.size();
        Object claim = claim(allocation, sector);
        pieces.add(piece(allocation.data(), allocation.size(), claim, list()));
      }
    }
  }

  private Piece piece(Deal deal, long sector) {
    Object claim = null;
    if (deal.allocation().isPresent()) {
      long client = world.idOf(deal.client());
      long id = deal.allocation().get();
      claim = claim(new Allocation(id, client, deal.provider(), deal.data(), deal.size()), sector);
    }
    Object market = list(DealMoves.MARKET, Tree.encode(deal.id()));
    return piece(deal.data(), deal.size(), claim, list(market));
  }

  private Object claim(Allocation allocation, long sector) {
    world.claims.add(new Claim(allocation, sector));
    return list(allocation.client(), allocation.id());
  }

  private Piece bare(long size) {
    List<Object> told = list();
    if (!world.contracts.isEmpty() && world.chance(30)) {
      told.add(list(world.any(world.contracts), new byte[] {1}));
    }
    return piece(world.unsealed(), size, null, told);
  }

  private static Piece piece(Cid data, long size, Object claim, List<Object> notified) {
    return new Piece(data, size, list(data, size, claim, notified));
  }

  /** The root of a tree over pieces, largest first, and zeros; takes what it covers. */
  private static byte[] node(long size, Deque<Piece> pieces) {
    if (!pieces.isEmpty() && pieces.peek().size == size) {
      return pieces.poll().data.digest();
    }
    if (size == NODE_BYTES) {
      return new byte[NODE_BYTES];
    }
    byte[] left = node(size / 2, pieces);
    byte[] right = node(size / 2, pieces);
    byte[] parent =
        Hash.SHA2_256.digest(ByteBuffer.allocate(2 * NODE_BYTES).put(left).put(right).array());
    parent[NODE_BYTES - 1] &= LAST_BYTE_MASK;
    return parent;
  }
}
