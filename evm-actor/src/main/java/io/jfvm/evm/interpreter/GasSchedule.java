// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import java.util.Arrays;

/**
 * What everything costs, and which instructions exist: an immutable value. Static prices by byte
 * (with EIP-2929, the warm price), the rest by {@link Price}. The unit is the schedule's own. A new
 * schedule is an old one with changed rows: {@link #change}.
 */
public final class GasSchedule {
  /** The static price of a byte that is no instruction. */
  public static final long UNDEFINED = -1;

  private final String name;
  private final long[] cost;
  private final long[] prices;
  private final long[] storageCost;
  private final long[] storageRefund;
  private final CallGas callGas;
  private final int memoryLimitBytes;

  private GasSchedule(Builder builder) {
    name = builder.name;
    cost = builder.cost.clone();
    prices = builder.prices.clone();
    storageCost = builder.storageCost.clone();
    storageRefund = builder.storageRefund.clone();
    callGas = builder.callGas;
    memoryLimitBytes = builder.memoryLimitBytes;
  }

  /** Starts from nothing: no instruction defined, every price zero, calls left to the host. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Every {@link Opcode} defined at one static price, everything else free. */
  public static Builder flat(String name, long cost) {
    Builder builder = new Builder(name);
    for (Opcode opcode : Opcode.values()) {
      builder.cost(opcode, cost);
    }
    return builder;
  }

  /** Starts from this schedule. */
  public Builder change(String newName) {
    Builder builder = new Builder(newName);
    System.arraycopy(cost, 0, builder.cost, 0, cost.length);
    System.arraycopy(prices, 0, builder.prices, 0, prices.length);
    System.arraycopy(storageCost, 0, builder.storageCost, 0, storageCost.length);
    System.arraycopy(storageRefund, 0, builder.storageRefund, 0, storageRefund.length);
    builder.callGas = callGas;
    builder.memoryLimitBytes = memoryLimitBytes;
    return builder;
  }

  public String name() {
    return name;
  }

  /** The static price of a byte, or {@link #UNDEFINED}. */
  public long cost(int code) {
    return cost[code & 0xff];
  }

  /** Whether a byte is an instruction. */
  public boolean isDefined(int code) {
    return cost[code & 0xff] != UNDEFINED;
  }

  public long price(Price price) {
    return prices[price.ordinal()];
  }

  /** Over SSTORE's static price, without the cold part. */
  public long storageCost(StorageStatus status) {
    return storageCost[status.ordinal()];
  }

  /** What an SSTORE gives back at the transaction's end; may be negative. */
  public long storageRefund(StorageStatus status) {
    return storageRefund[status.ordinal()];
  }

  public CallGas callGas() {
    return callGas;
  }

  /** Memory may not grow beyond this, whatever is paid; a multiple of 32. */
  public int memoryLimitBytes() {
    return memoryLimitBytes;
  }

  /** The price of memory of so many words, from nothing. */
  long memoryCost(long words) {
    long divisor = prices[Price.MEMORY_QUADRATIC_DIVISOR.ordinal()];
    long linear = prices[Price.MEMORY_WORD.ordinal()] * words;
    return divisor == 0 ? linear : linear + words * words / divisor;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Changes to a schedule. */
  public static final class Builder {
    private final String name;
    private final long[] cost = new long[256];
    private final long[] prices = new long[Price.values().length];
    private final long[] storageCost = new long[StorageStatus.values().length];
    private final long[] storageRefund = new long[StorageStatus.values().length];
    private CallGas callGas = CallGas.HOST;
    private int memoryLimitBytes = 1 << 30;

    private Builder(String name) {
      this.name = name;
      Arrays.fill(cost, UNDEFINED);
    }

    /** Defines an instruction. The price is not negative and below 2^31. */
    public Builder cost(Opcode opcode, long price) {
      if (price < 0 || price > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(opcode + " cannot cost " + price);
      }
      cost[opcode.code()] = price;
      return this;
    }

    /** Defines the instructions from one byte to another, both included, that have a row. */
    public Builder cost(Opcode from, Opcode to, long price) {
      for (int code = from.code(); code <= to.code(); code++) {
        Opcode opcode = Opcode.of(code);
        if (opcode != null) {
          cost(opcode, price);
        }
      }
      return this;
    }

    /** Makes an instruction undefined. */
    public Builder undefine(Opcode opcode) {
      cost[opcode.code()] = UNDEFINED;
      return this;
    }

    /** Sets a variable price, 0 to 2^31 - 1. */
    public Builder price(Price what, long price) {
      if (price < 0 || price > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(what + " cannot be " + price);
      }
      prices[what.ordinal()] = price;
      return this;
    }

    /** Sets SSTORE's price over its static one, and its refund, for a kind of change. */
    public Builder storage(StorageStatus status, long price, long refund) {
      storageCost[status.ordinal()] = price;
      storageRefund[status.ordinal()] = refund;
      return this;
    }

    public Builder callGas(CallGas rule) {
      callGas = rule;
      return this;
    }

    /** Sets the most memory a frame may have: a multiple of 32, at most 2^31 - 32. */
    public Builder memoryLimitBytes(int limit) {
      if (limit < 0 || limit % 32 != 0) {
        throw new IllegalArgumentException("not a number of whole words: " + limit);
      }
      memoryLimitBytes = limit;
      return this;
    }

    public GasSchedule build() {
      return new GasSchedule(this);
    }
  }
}
