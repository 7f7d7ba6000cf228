// SPDX-License-Identifier: Apache-2.0
/**
 * Gas and stack accounting written into a module's code, byte for byte as the reference VM writes
 * it.
 *
 * <p>Gas and exit codes are those of the rewritten program, so the rewriting is consensus. Two
 * passes: {@link io.jfvm.wasm.meter.StackLimiter} guards calls with a counter of stack height, then
 * {@link io.jfvm.wasm.meter.GasMeter} charges for what it finds, the guards included. Start reading
 * at {@link io.jfvm.wasm.meter.Instrumenter}; {@link io.jfvm.wasm.meter.MeteredModule#of} is the
 * whole way from an actor's bytes to a module to run.
 */
package io.jfvm.wasm.meter;
