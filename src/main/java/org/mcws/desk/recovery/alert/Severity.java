package org.mcws.desk.recovery.alert;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How bad an alert's source says it is; the worst comes first. */
public enum Severity {
  /** Down for everybody: somebody is to be woken. */
  SEV1,
  /** Broken for many. */
  SEV2,
  /** A nuisance, or about to become worse. */
  SEV3;

  private static final int LONGEST_WORD = 40;

  /** What one word means, such as {@code critical} or {@code P2}; empty if nobody knows. */
  static Optional<Severity> of(String word) {
    if (word.length() > LONGEST_WORD) {
      return Optional.empty();
    }
    return switch (word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "")) {
      case "critical", "crit", "page", "disaster", "emergency", "fatal", "sev1", "p1" ->
          Optional.of(SEV1);
      case "error", "high", "major", "sev2", "p2" -> Optional.of(SEV2);
      case "warning", "warn", "average", "medium", "moderate", "minor", "low", "sev3", "p3", "p4" ->
          Optional.of(SEV3);
      default -> Optional.empty();
    };
  }

  /** Of all that is told the worst: if unsure, take the higher. */
  static Optional<Severity> worst(Stream<String> words) {
    return words.flatMap(word -> of(word).stream()).min(Severity::compareTo);
  }
}
