// SPDX-License-Identifier: Apache-2.0
package io.jfvm.machine;

/**
 * How much of each resource a message may take.
 *
 * @param callDepth calls inside each other, the message's own included
 * @param wasmStack units of the Wasm stack limiter
 * @param instanceMemoryBytes linear memory of one instance
 * @param memoryBytes linear memory and tables of all live instances
 * @param blockBytes an IPLD block an actor makes
 */
public record Limits(
    int callDepth, int wasmStack, long instanceMemoryBytes, long memoryBytes, int blockBytes) {

  public static final Limits NETWORK = new Limits(1024, 2048, 512L << 20, 2L << 30, 1 << 20);
}
