// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

/** A step did not end as the story says. The message tells which, what differs, and its calls. */
public final class StoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoryException(String message) {
    super(message);
  }
}
