package org.mcws.desk.advisory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Kind;
import org.mcws.desk.advisory.Advisory.Severity;

/**
 * One problem and all documents about it.
 *
 * @param id the id under which the desk keeps it
 * @param documents what was read from each, the oldest first; at least one
 */
record Problem(String id, List<Advisory> documents) {

  /** All words on it in one: nobody's silence takes back what somebody else has said. */
  Advisory asOne() {
    List<Advisory> standing =
        documents.stream().filter(document -> document.withdrawn().isEmpty()).toList();
    boolean stands = standing.stream().anyMatch(document -> document.kind() != Kind.VEX);
    List<Advisory> counting = standing.isEmpty() ? documents : standing;
    Advisory leading = leading(stands ? standing : documents);
    return new Advisory(
        id,
        aliases(),
        leading.kind(),
        documents.stream().map(Advisory::format).distinct().collect(Collectors.joining(", ")),
        leading.title(),
        leading.details(),
        documents.stream().flatMap(d -> d.modified().stream()).max(Comparator.naturalOrder()),
        stands ? Optional.empty() : withdrawn(),
        highest(counting),
        counting.stream().anyMatch(Advisory::exploited),
        findings(counting));
  }

  /** When the last of those who told of the problem took it back; statements alone take nothing. */
  private Optional<Instant> withdrawn() {
    return documents.stream()
        .flatMap(document -> document.withdrawn().stream())
        .max(Comparator.naturalOrder());
  }

  /** The newest that tells of the problem, or else the newest. */
  private static Advisory leading(List<Advisory> documents) {
    return documents.stream()
        .max(
            Comparator.<Advisory>comparingInt(document -> rank(document.kind()))
                .thenComparing(document -> document.modified().orElse(Instant.MIN)))
        .orElseThrow();
  }

  private static int rank(Kind kind) {
    return switch (kind) {
      case ADVISORY -> 3;
      case REPORT -> 2;
      case VEX -> 1;
      case INFORMATIONAL -> 0;
    };
  }

  private Set<String> aliases() {
    Set<String> all = new LinkedHashSet<>();
    for (Advisory document : documents) {
      all.add(document.id());
      all.addAll(document.aliases());
    }
    all.removeIf(alias -> alias.equalsIgnoreCase(id));
    return all;
  }

  private static Optional<Severity> highest(List<Advisory> documents) {
    return documents.stream()
        .flatMap(document -> document.severity().stream())
        .max(
            Comparator.comparingDouble(Severity::score)
                .thenComparing(severity -> severity.vector().isPresent()));
  }

  private static List<Finding> findings(List<Advisory> documents) {
    Set<Finding> all = new LinkedHashSet<>();
    documents.forEach(document -> all.addAll(document.findings()));
    return new ArrayList<>(all);
  }
}
