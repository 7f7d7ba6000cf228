// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

/** What a block is: its codec and its size in bytes. */
public record BlockStat(long codec, int size) {}
