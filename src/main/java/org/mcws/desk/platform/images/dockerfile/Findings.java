package org.mcws.desk.platform.images.dockerfile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mcws.desk.platform.images.dockerfile.Finding.Level;

/** What is found, collected so that an author hears of everything at once. */
final class Findings {

  /** Nobody reads more. */
  private static final int MOST = 100;

  private final List<Finding> found = new ArrayList<>();

  /** What stops the build. */
  void error(int line, String rule, String message, String remedy) {
    found.add(new Finding(line, Level.ERROR, rule, message, remedy));
  }

  void warn(int line, String rule, String message, String remedy) {
    found.add(new Finding(line, Level.WARNING, rule, message, remedy));
  }

  boolean hasErrors() {
    return found.stream().anyMatch(finding -> finding.level() == Level.ERROR);
  }

  /** In the order of the lines; if there are too many to read, of the errors first. */
  List<Finding> all() {
    return found.stream()
        .distinct()
        .sorted(Comparator.comparing(Finding::level).thenComparingInt(Finding::line))
        .limit(MOST)
        .sorted(Comparator.comparingInt(Finding::line).thenComparing(Finding::level))
        .toList();
  }
}
