package org.mcws.desk.recovery;

import java.util.Arrays;

/** What can be done next about an incident, as the table of the playbook and Ops name it. */
enum Step {
  /** Nothing yet: it may pass by itself. */
  WAIT("wait"),
  /** Nothing while somebody works at the service. */
  BACK_OFF("backOff"),
  RESTART("restart"),
  ROLL_BACK("rollBack"),
  /** Somebody has made its tasks fewer than it needs. */
  RESCALE("rescale"),
  /** Its tasks are where they cannot run. */
  MOVE("move"),
  REPAIR_RECORDS("repairRecords"),
  REPAIR_MAIL("repairMail"),
  HAND_OVER("handOver"),
  /** Nothing says any more that it is down. */
  DONE("done");

  private final String value;

  Step(String value) {
    this.value = value;
  }

  /** Whether it is about tasks that should always run. */
  boolean concernsTasks() {
    return this == RESTART || this == ROLL_BACK || this == RESCALE || this == MOVE;
  }

  /** As the playbook and the forms name it. */
  String value() {
    return value;
  }

  /** For people. */
  String words() {
    return switch (this) {
      case WAIT -> "wait";
      case BACK_OFF -> "back off while somebody works at it";
      case RESTART -> "restart";
      case ROLL_BACK -> "roll back to the image before";
      case RESCALE -> "bring back its number of tasks";
      case MOVE -> "start its tasks elsewhere";
      case REPAIR_RECORDS -> "repair its records";
      case REPAIR_MAIL -> "repair its mail domain";
      case HAND_OVER -> "hand it to a person";
      case DONE -> "watch whether it stays well";
    };
  }

  static Step of(String value) {
    return Arrays.stream(values())
        .filter(step -> step.value.equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "recovery-playbook.dmn answers '" + value + "', which is no step"));
  }
}
