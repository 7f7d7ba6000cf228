// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin;

import io.jfvm.actor.Exits;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ExitCode;
import java.util.ArrayList;
import java.util.List;

/**
 * How the items of a batch fared.
 *
 * <p>Source: builtin-actors {@code runtime/src/util/batch_return.rs}.
 *
 * @param successCount u32
 * @param failures by ascending index
 */
public record BatchReturn(long successCount, List<Failure> failures) {
  public static final Codec<BatchReturn> CODEC =
      Codec.of(
          (out, batch) -> {
            out.array(2).u64(batch.successCount);
            Failure.LIST_CODEC.encode(out, batch.failures);
          },
          in -> {
            in.tuple(2);
            return new BatchReturn(in.u32(), Failure.LIST_CODEC.decode(in));
          });

  public BatchReturn {
    failures = List.copyOf(failures);
  }

  /** Of the exit codes of all items, successes among them. */
  public static BatchReturn of(List<ExitCode> codes) {
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      if (!codes.get(i).isSuccess()) {
        failures.add(new Failure(i, codes.get(i)));
      }
    }
    return new BatchReturn(codes.size() - failures.size(), failures);
  }

  /** So many successes. */
  public static BatchReturn ok(int count) {
    return new BatchReturn(count, List.of());
  }

  public int size() {
    return Math.toIntExact(successCount + failures.size());
  }

  public boolean allOk() {
    return failures.isEmpty();
  }

  /** The exit codes of all items, successes among them. */
  public List<ExitCode> codes() {
    List<ExitCode> codes = new ArrayList<>();
    for (Failure failure : failures) {
      while (codes.size() < failure.index) {
        codes.add(ExitCode.OK);
      }
      codes.add(failure.code);
    }
    while (codes.size() < size()) {
      codes.add(ExitCode.OK);
    }
    return codes;
  }

  /**
   * Those of a list of items that succeeded.
   *
   * @throws io.jfvm.actor.ActorException ASSERTION_FAILED if the batch is not of these items
   */
  public <T> List<T> successes(List<T> items) {
    if (items.size() != size()) {
      throw Exits.assertionFailed(items.size() + " items of a batch of " + size() + " results");
    }
    List<T> good = new ArrayList<>();
    List<ExitCode> codes = codes();
    for (int i = 0; i < items.size(); i++) {
      if (codes.get(i).isSuccess()) {
        good.add(items.get(i));
      }
    }
    return good;
  }

  /**
   * The result of a further batch over those that succeeded here: its failures take the places of
   * successes.
   */
  public BatchReturn then(BatchReturn next) {
    List<ExitCode> codes = codes();
    List<ExitCode> later = next.codes();
    int taken = 0;
    for (int i = 0; i < codes.size(); i++) {
      if (codes.get(i).isSuccess()) {
        codes.set(i, later.get(taken++));
      }
    }
    return of(codes);
  }

  /** The place of an item in its batch and why it failed. */
  public record Failure(long index, ExitCode code) {
    static final Codec<Failure> CODEC =
        Codec.of(
            (out, failure) -> {
              out.array(2).u64(failure.index);
              ExitCode.CODEC.encode(out, failure.code);
            },
            in -> {
              in.tuple(2);
              return new Failure(in.u32(), ExitCode.CODEC.decode(in));
            });

    static final Codec<List<Failure>> LIST_CODEC = Codecs.listOf(CODEC);
  }
}
