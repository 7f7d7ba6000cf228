// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

/**
 * One entry of an event as actors hand it over; key and value stand in buffers of their own.
 *
 * @param flags u64
 * @param codec of the value, u64
 * @param keyLength in bytes, u32
 * @param valueLength in bytes, u32
 */
public record EventHeader(long flags, long codec, int keyLength, int valueLength) {}
