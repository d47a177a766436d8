package org.mcws.desk.approval;

import java.util.Arrays;
import java.util.Optional;

/** What an owner may answer. */
enum Choice {
  /** Do it. */
  GO("go"),
  /** Do not; with the reason, which Ops try to resolve. */
  NO_GO("noGo"),
  /** Ask again at a date. */
  WAIT("wait"),
  /** Something has to be explained or done first. */
  HELP("help");

  private final String label;

  Choice(String label) {
    this.label = label;
  }

  /** Its name in forms, requests and answers. */
  String label() {
    return label;
  }

  static Optional<Choice> of(String label) {
    return Arrays.stream(values()).filter(choice -> choice.label.equals(label)).findFirst();
  }
}
