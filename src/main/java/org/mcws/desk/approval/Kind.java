package org.mcws.desk.approval;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What kinds of change owners are asked about; each has mails of its own. */
enum Kind {
  SECURITY_UPDATE("security-update");

  private final String label;

  Kind(String label) {
    this.label = label;
  }

  /** Its name in questions and in the names of mail templates. */
  String label() {
    return label;
  }

  static Optional<Kind> of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(Kind::label).toList();
  }
}
