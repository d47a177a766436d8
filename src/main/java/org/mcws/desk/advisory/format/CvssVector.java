package org.mcws.desk.advisory.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mcws.desk.advisory.Advisory.Severity;
import us.springett.cvss.Cvss;
import us.springett.cvss.MalformedVectorException;

/**
 * A CVSS vector of version 2, 3 or 4.
 *
 * @param text as it was written
 * @param version 2, 3 or 4
 * @param metrics the values by the metrics' short names
 */
record CvssVector(String text, int version, Map<String, String> metrics) {

  private static final int LONGEST = 400;
  private static final List<String> BASE_2 = List.of("AV", "AC", "Au", "C", "I", "A");
  private static final List<String> BASE_3 = List.of("AV", "AC", "PR", "UI", "S", "C", "I", "A");
  private static final List<String> BASE_4 =
      List.of("AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA");

  /** Reads a vector; empty if the text is none. */
  static Optional<CvssVector> parse(String text) {
    String vector = text.strip().replaceAll("^\\(|\\)$", "");
    if (vector.length() > LONGEST) {
      return Optional.empty();
    }
    Map<String, String> metrics = new LinkedHashMap<>();
    for (String metric : vector.split("/")) {
      int colon = metric.indexOf(':');
      if (colon > 0) {
        metrics.put(metric.substring(0, colon), metric.substring(colon + 1));
      }
    }
    int version = version(metrics);
    return metrics.keySet().containsAll(base(version))
        ? Optional.of(new CvssVector(vector, version, metrics))
        : Optional.empty();
  }

  /** What it says of the problem's base, whatever time and surroundings make of it. */
  Optional<Severity> severity() {
    try {
      Cvss cvss = Cvss.fromVector(baseVector());
      return cvss == null
          ? Optional.empty()
          : Optional.of(
              new Severity(
                  cvss.calculateScore().getBaseScore(),
                  Optional.of(text),
                  isAutomatable(),
                  isTotal()));
    } catch (MalformedVectorException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether it says that the problem is being attacked, or that anybody can with what is around.
   */
  boolean saysExploited() {
    String exploited = metrics.getOrDefault("E", "");
    return version == 4 ? exploited.equals("A") : exploited.equals("H");
  }

  private boolean isAutomatable() {
    return is("AV", "N")
        && is("AC", "L")
        && (version == 2
            ? is("Au", "N")
            : is("PR", "N") && is("UI", "N") && (version == 3 || is("AT", "N")));
  }

  private boolean isTotal() {
    return switch (version) {
      case 2 -> is("C", "C") && is("I", "C") && is("A", "C");
      case 3 -> is("C", "H") && is("I", "H") && is("A", "H");
      default -> is("VC", "H") && is("VI", "H") && is("VA", "H");
    };
  }

  private boolean is(String metric, String value) {
    return value.equals(metrics.get(metric));
  }

  private String baseVector() {
    String prefix =
        switch (version) {
          case 2 -> "";
          case 3 -> "CVSS:" + ("3.0".equals(metrics.get("CVSS")) ? "3.0" : "3.1") + "/";
          default -> "CVSS:4.0/";
        };
    return base(version).stream()
        .map(metric -> metric + ":" + metrics.get(metric))
        .collect(Collectors.joining("/", prefix, ""));
  }

  private static int version(Map<String, String> metrics) {
    String named = metrics.getOrDefault("CVSS", "");
    if (named.startsWith("4")) {
      return 4;
    }
    if (named.startsWith("3")) {
      return 3;
    }
    return metrics.containsKey("VC") ? 4 : metrics.containsKey("PR") ? 3 : 2;
  }

  private static List<String> base(int version) {
    return switch (version) {
      case 2 -> BASE_2;
      case 3 -> BASE_3;
      default -> BASE_4;
    };
  }
}
