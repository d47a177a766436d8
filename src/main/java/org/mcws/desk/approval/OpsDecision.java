package org.mcws.desk.approval;

import java.time.LocalDate;

/**
 * What one of Ops has decided in a task.
 *
 * @param what the decision, as the task's form names it
 * @param by who: their account
 * @param reason why, or null
 * @param until a date, or null
 * @param measure what is done against a risk that is accepted, or null
 */
record OpsDecision(String what, String by, String reason, LocalDate until, String measure) {

  OpsDecision {
    reason = reason == null || reason.isBlank() ? null : reason.strip();
    measure = measure == null || measure.isBlank() ? null : measure.strip();
  }
}
