// SPDX-License-Identifier: Apache-2.0
/**
 * The SDK of actors written in Java: what an actor sees of the VM, how its methods are numbered,
 * how it aborts.
 *
 * <p>Start reading at {@link io.jfvm.actor.ActorRuntime} and {@link io.jfvm.actor.MethodTable}.
 * Knows no kernel and no machine; an actor imports this package and those below it.
 */
package io.jfvm.actor;
