// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.encoding.DecodeException;
import io.jfvm.types.Cid;
import io.jfvm.types.HostException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The blocks of a CAR that stays where it is, in a file or another channel; only where each block
 * stands is kept in memory. Cannot be written. Several threads may read it at once. Closing the
 * channel is up to its owner.
 */
public final class CarBlockstore implements Blockstore {
  private final SeekableByteChannel car;
  private final List<Cid> roots;
  private final Map<Cid, Place> places;

  private record Place(long offset, int length) {}

  private CarBlockstore(SeekableByteChannel car, List<Cid> roots, Map<Cid, Place> places) {
    this.car = car;
    this.roots = roots;
    this.places = places;
  }

  /**
   * Reads a CAR from the channel's start to its end, and checks every block.
   *
   * @throws DecodeException if the CAR is malformed
   */
  public static CarBlockstore open(SeekableByteChannel car) throws IOException, DecodeException {
    car.position(0);
    // Not closed: that would close the channel.
    InputStream in = new BufferedInputStream(Channels.newInputStream(car), 1 << 16);
    CarReader reader = CarReader.open(in);
    Map<Cid, Place> places = new HashMap<>();
    for (Optional<Block> block = reader.next(); block.isPresent(); block = reader.next()) {
      int length = block.get().data().length;
      places.put(block.get().cid(), new Place(reader.offset() - length, length));
    }
    return new CarBlockstore(car, reader.roots(), places);
  }

  public List<Cid> roots() {
    return roots;
  }

  /** How many different blocks it holds. */
  public int size() {
    return places.size();
  }

  @Override
  public Optional<byte[]> get(Cid cid) {
    Place place = places.get(cid);
    return place == null ? Optional.empty() : Optional.of(read(cid, place));
  }

  private byte[] read(Cid cid, Place place) {
    ByteBuffer data = ByteBuffer.allocate(place.length);
    try {
      synchronized (car) {
        car.position(place.offset);
        while (data.hasRemaining()) {
          if (car.read(data) < 0) {
            throw new HostException("CAR ends within block " + cid + ": it was cut since opening");
          }
        }
      }
    } catch (IOException e) {
      throw new HostException("block " + cid + " cannot be read from its CAR", e);
    }
    return data.array();
  }

  /**
   * Fails always.
   *
   * @throws HostException naming the CID
   */
  @Override
  public void put(Cid cid, byte[] data) {
    throw new HostException("block " + cid + " is written to a CAR, which is only read");
  }
}
