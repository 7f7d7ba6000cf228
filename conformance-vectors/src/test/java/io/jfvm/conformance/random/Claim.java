// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

/** Datacap that its client promised to the provider of a sector, or will. */
record Claim(Allocation allocation, long sector) {}
