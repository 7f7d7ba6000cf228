// SPDX-License-Identifier: Apache-2.0
/**
 * The Cron actor, f03: calls other actors at the end of every epoch.
 *
 * <p>Start reading at {@link io.jfvm.builtin.cron.CronActor}.
 */
package io.jfvm.builtin.cron;
