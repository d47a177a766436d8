package org.mcws.desk.status;

/** How far a planned maintenance is. */
public enum PlanPhase {
  SCHEDULED,
  IN_PROGRESS,
  /** The work is done and looked at. */
  VERIFYING,
  COMPLETED,
  CANCELLED
}
