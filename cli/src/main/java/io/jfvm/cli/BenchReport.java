// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jfvm.embed.Profile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What {@code bench vectors} measured, as a table and as JSON.
 *
 * @param repeat how many times each was measured warm
 */
record BenchReport(Profile profile, int repeat, List<VectorTime> times) {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  BenchReport {
    times = List.copyOf(times);
  }

  private long sum(ToLongFunction<VectorTime> part) {
    return times.stream().mapToLong(part).sum();
  }

  /** The vector in the middle, by its own median; 0 if there is none. */
  private long median() {
    return times.isEmpty()
        ? 0
        : VectorTime.median(times.stream().mapToLong(VectorTime::median).sorted().toArray());
  }

  private long instancesPerSecond() {
    long nanos = sum(VectorTime::median);
    return nanos == 0 ? 0 : Math.round(sum(VectorTime::instances) * NANOS_PER_SECOND / nanos);
  }

  void print(PrintWriter out) {
    out.println("   cold ms     min ms  median ms  messages  instances  vector");
    for (VectorTime time : times) {
      out.println(
          line(time.cold(), time.minimum(), time.median(), time.messages(), time.instances())
              + time.name());
    }
    out.println(
        line(
                sum(VectorTime::cold),
                sum(VectorTime::minimum),
                sum(VectorTime::median),
                sum(VectorTime::messages),
                sum(VectorTime::instances))
            + "sum");
    out.println(
        "median vector "
            + millis(median())
            + " ms, "
            + instancesPerSecond()
            + " instances a second");
  }

  private static String line(long cold, long minimum, long median, long messages, long instances) {
    return String.format(
        Locale.ROOT,
        "%10s %10s %10s %9d %10d  ",
        millis(cold),
        millis(minimum),
        millis(median),
        messages,
        instances);
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_MILLI);
  }

  /** Refuses before anything is measured where a report could not be written. */
  static void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isWritable(folder) || Files.isDirectory(file)) {
      throw new CommandException(file + ": no file that can be written");
    }
  }

  void write(Path file) {
    try {
      Files.writeString(file, json(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandException(file + ": cannot be written", e);
    }
  }

  private String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = CborText.generator(text, true)) {
      json.writeStartObject();
      json.writeStringField("profile", profile.name().toLowerCase(Locale.ROOT));
      json.writeStringField("java", Runtime.version().toString());
      json.writeNumberField("repeat", repeat);
      json.writeNumberField("cold_ns", sum(VectorTime::cold));
      json.writeNumberField("min_ns", sum(VectorTime::minimum));
      json.writeNumberField("median_ns", sum(VectorTime::median));
      json.writeNumberField("median_vector_ns", median());
      json.writeNumberField("instances_per_second", instancesPerSecond());
      json.writeArrayFieldStart("vectors");
      for (VectorTime time : times) {
        json.writeStartObject();
        json.writeStringField("vector", time.name());
        json.writeNumberField("messages", time.messages());
        json.writeNumberField("instances", time.instances());
        json.writeNumberField("cold_ns", time.cold());
        json.writeNumberField("min_ns", time.minimum());
        json.writeNumberField("median_ns", time.median());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text + "\n";
  }
}
