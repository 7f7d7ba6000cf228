// SPDX-License-Identifier: Apache-2.0
/**
 * Random histories of a network, lived through by the Java actors and by the official ones, which
 * must agree after every message. Start reading at {@link
 * io.jfvm.conformance.random.RandomHistoriesTest}.
 */
package io.jfvm.conformance.random;
