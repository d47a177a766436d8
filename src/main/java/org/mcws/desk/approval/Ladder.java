package org.mcws.desk.approval;

import java.time.Duration;

/**
 * What is done when while an approval waits. Taken from the policy table when the approval begins
 * and kept, so that what the first mail promises holds even if the table changes. None of the
 * durations has passed through the desk's pace.
 *
 * @param mode whether the owners are asked, or told with time to object
 * @param reminders how often and in which distance those who are silent are reminded, such as
 *     {@code R2/PT24H}; empty for a notice
 * @param contactsAt with which reminder the community's contact address is written to, too
 * @param opsAfter when Ops join in; null for a notice
 * @param deadline when silence counts
 * @param silence what it means
 * @param quietHours whether mails wait until the morning
 * @param longestWait to which date an owner may put it off
 * @param longestExemption how long a risk may be accepted
 * @param exemptionPeople how many of Ops an exemption takes
 * @param goPeople how many owners a go takes
 * @param undo for how long a go can be taken back
 * @param unresponsiveAfter when an owner who was silent counts as unresponsive; null for a notice
 * @param goLasts how long a go waits to be carried out
 * @param opsReminders when Ops are reminded of what waits for them, such as {@code R/PT24H}
 */
record Ladder(
    Mode mode,
    String reminders,
    int contactsAt,
    Duration opsAfter,
    Duration deadline,
    Silence silence,
    boolean quietHours,
    Duration longestWait,
    Duration longestExemption,
    int exemptionPeople,
    int goPeople,
    Duration undo,
    Duration unresponsiveAfter,
    Duration goLasts,
    String opsReminders) {

  /** The same once an owner has said no-go: silence does not override that. */
  Ladder afterNoGo() {
    return silence != Silence.GO ? this : with(Silence.OPS_DECIDE, goPeople);
  }

  /** The same, with a go that takes so many owners at least. */
  Ladder with(int owners) {
    return owners <= goPeople ? this : with(silence, owners);
  }

  private Ladder with(Silence other, int owners) {
    return new Ladder(
        mode,
        reminders,
        contactsAt,
        opsAfter,
        deadline,
        other,
        quietHours,
        longestWait,
        longestExemption,
        exemptionPeople,
        owners,
        undo,
        unresponsiveAfter,
        goLasts,
        opsReminders);
  }

  boolean isNotice() {
    return mode == Mode.NOTICE;
  }

  /** How often the owners are reminded. */
  int reminderCount() {
    return isNotice() ? 0 : Integer.parseInt(reminders.substring(1, reminders.indexOf('/')));
  }

  /** The time between two reminders. */
  Duration reminderGap() {
    return Duration.parse(reminders.substring(reminders.indexOf('/') + 1));
  }

  /** Asked, or told. */
  enum Mode {
    QUESTION,
    NOTICE
  }

  /** What it means that nobody has answered by the deadline. */
  enum Silence {
    /** It is done, and announced. */
    GO,
    /** Nothing happens until Ops have decided. */
    OPS_DECIDE,
    /** Not this time. */
    SKIP,
    /** No. */
    NO
  }
}
