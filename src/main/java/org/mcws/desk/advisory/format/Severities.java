package org.mcws.desk.advisory.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mcws.desk.advisory.Advisory.Severity;

/**
 * All that a document says about how bad it is. The highest score counts; words count only where no
 * vector and no score is given.
 */
final class Severities {

  private final List<Severity> measured = new ArrayList<>();
  private final List<Severity> inWords = new ArrayList<>();
  private boolean exploited;

  /** A vector, a score or a word, whichever it is; anything else says nothing. */
  void add(String text) {
    Optional<CvssVector> vector = CvssVector.parse(text);
    if (vector.flatMap(CvssVector::severity).isPresent()) {
      vector.flatMap(CvssVector::severity).ifPresent(measured::add);
      exploited |= vector.get().saysExploited();
      return;
    }
    score(text).map(Severities::of).ifPresent(measured::add);
    score(word(text)).map(Severities::of).ifPresent(inWords::add);
  }

  /** What one source says, of which the score counts only if its vector is none. */
  void add(Optional<String> vector, Optional<Double> score) {
    if (vector.flatMap(CvssVector::parse).flatMap(CvssVector::severity).isPresent()) {
      add(vector.get());
    } else {
      score.filter(value -> value > 0 && value <= 10).map(Severities::of).ifPresent(measured::add);
    }
  }

  Optional<Severity> highest() {
    // Of equals the first: what the document puts first.
    return highest(measured).or(() -> highest(inWords));
  }

  boolean sayExploited() {
    return exploited;
  }

  private static Optional<Severity> highest(List<Severity> severities) {
    double highest = severities.stream().mapToDouble(Severity::score).max().orElse(0);
    return severities.stream()
        .filter(severity -> severity.score() == highest)
        .max(Comparator.comparing(severity -> severity.vector().isPresent()));
  }

  private static Severity of(double score) {
    return new Severity(score, Optional.empty(), false, false);
  }

  private static Optional<Double> score(String text) {
    return text.matches("[0-9]{1,2}(\\.[0-9]{1,4})?")
        ? Optional.of(Double.valueOf(text)).filter(score -> score <= 10)
        : Optional.empty();
  }

  /** The lowest score that CVSS gives the word. */
  private static String word(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "critical" -> "9.0";
      case "high", "important", "severe" -> "7.0";
      case "medium", "moderate" -> "4.0";
      case "low", "minor", "negligible" -> "0.1";
      case "none", "informational", "info" -> "0.0";
      default -> "";
    };
  }
}
