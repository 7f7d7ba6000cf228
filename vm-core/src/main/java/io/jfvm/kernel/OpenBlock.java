// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

/** A block of the registry: its id, from 1, its codec and its size in bytes. */
public record OpenBlock(int id, long codec, int size) {}
