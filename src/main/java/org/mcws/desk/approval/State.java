package org.mcws.desk.approval;

import java.util.Arrays;
import java.util.Optional;

/** How an approval stands. */
enum State {
  /** The owners are asked. */
  ASKED("asked", Course.ASK),
  /** An owner has said go; for a few minutes it can be undone. */
  GO_SOON("goSoon", Course.GO),
  /** It may be carried out. */
  CLEARED("cleared", Course.GO_NOW),
  /** An owner wants to be asked again at a date. */
  WAITING("waiting", Course.WAIT),
  /** Ops ask again from a date. */
  POSTPONED("postponed", Course.WAIT),
  /** A risk is accepted by name until a date. */
  EXEMPTED("exempted", Course.WAIT),
  /** No-go, or silence where silence is no answer: Ops look for a way. */
  BLOCKED("blocked", Course.NO_GO),
  /** One of Ops wants an exemption, another one has to confirm it. */
  CONFIRMING("confirming", Course.CONFIRM),
  /** The owners have asked Ops for help. */
  HELPING("helping", Course.HELP),
  /** The owners' answers contradict each other: Ops look into it. */
  CONTRADICTED("contradicted", Course.SETTLE),
  /** It was carried out. */
  CARRIED_OUT("carriedOut", null),
  /** It was cleared, and nobody has carried it out. */
  LAPSED("lapsed", null),
  /** Nobody answered, and the policy says not this time. */
  SKIPPED("skipped", Course.CLOSE),
  /** It will not be done. */
  CANCELLED("cancelled", Course.CLOSE),
  /** Who has asked does not want to know any more. */
  WITHDRAWN("withdrawn", Course.CLOSE);

  private final String label;
  private final Course course;

  State(String label, Course course) {
    this.label = label;
    this.course = course;
  }

  String label() {
    return label;
  }

  /** Where the process goes from here. */
  Course course() {
    return course;
  }

  /** Whether Ops have it in their hands. */
  boolean isWithOps() {
    return this == BLOCKED || this == CONFIRMING || this == HELPING || this == CONTRADICTED;
  }

  static Optional<State> of(String label) {
    return Arrays.stream(values()).filter(state -> state.label.equals(label)).findFirst();
  }

  /** The answers to the model's question what was decided. */
  enum Course {
    ASK("ask"),
    GO("go"),
    GO_NOW("goNow"),
    WAIT("wait"),
    NO_GO("noGo"),
    CONFIRM("confirm"),
    HELP("help"),
    SETTLE("settle"),
    CLOSE("close");

    private final String label;

    Course(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }
}
