// SPDX-License-Identifier: Apache-2.0
/**
 * A DAO's life as a list of messages, each with what must come of it: founding, a grant voted and
 * paid to a multisig wallet, its report, a grant nobody can pay; a storage deal offered by its
 * archive, published, proven, paid for, failed and offered anew; vaults, and a tour of what
 * contracts can do to others. The demonstration, tests and benchmarks play it.
 *
 * <p>Start reading at {@link io.jfvm.examples.datadao.DataDaoStory}.
 */
package io.jfvm.examples.datadao;
