// SPDX-License-Identifier: Apache-2.0
/**
 * JMH benchmarks, one class a claim of BENCHMARKS.md. Each checks its result once a trial, so that
 * a wrong fast path cannot win.
 */
package io.jfvm.benchmarks;
