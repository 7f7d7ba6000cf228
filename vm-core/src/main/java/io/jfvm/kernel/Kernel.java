// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

/** PLACEHOLDER for the core. */
public interface Kernel {}
