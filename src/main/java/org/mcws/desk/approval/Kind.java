package org.mcws.desk.approval;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What kinds of change owners are asked about; each has mails of its own. */
enum Kind {
  SECURITY_UPDATE("security-update", false),
  DELIVERY("delivery", true);

  private final String label;
  private final boolean own;

  Kind(String label, boolean own) {
    this.label = label;
    this.own = own;
  }

  /** Its name in questions and in the names of mail templates. */
  String label() {
    return label;
  }

  /** Whether it is the community's own change: a no-go ends it, and Ops look for no way around. */
  boolean isOwn() {
    return own;
  }

  static Optional<Kind> of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(Kind::label).toList();
  }
}
