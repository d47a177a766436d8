package org.mcws.desk.status.board;

import java.util.Locale;
import org.mcws.desk.status.Phase;
import org.mcws.desk.status.PlanPhase;

/** How far a notice is: a {@link Phase} of an incident or a {@link PlanPhase} of a maintenance. */
public enum Stage {
  INVESTIGATING("We are looking into it", false),
  IDENTIFIED("We know the cause", false),
  MONITORING("It should work, we are watching it", false),
  RESOLVED("It works again", true),
  POSTMORTEM("What we have learnt", true),
  /** Nothing more is told of it, whether or not it works again. */
  WITHDRAWN("This notice has ended", true),
  SCHEDULED("Planned", false),
  IN_PROGRESS("Under way", false),
  VERIFYING("Done, we are checking it", false),
  COMPLETED("Done", true),
  CANCELLED("Called off", true);

  private final String words;
  private final boolean end;

  Stage(String words, boolean end) {
    this.words = words;
    this.end = end;
  }

  public static Stage of(Phase phase) {
    return valueOf(phase.name());
  }

  public static Stage of(PlanPhase phase) {
    return valueOf(phase.name());
  }

  /** As the public reads it. */
  public String words() {
    return words;
  }

  /** As programs read it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is over. */
  public boolean isEnd() {
    return end;
  }
}
