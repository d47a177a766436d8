package org.mcws.desk.recovery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * An incident as people see it.
 *
 * @param id of the incident and of its process instance
 * @param scope service or platform
 * @param cause what has hit many services
 * @param state open, watching (it is well, but not for long), reviewing or closed
 * @param severity sev1, sev2 or sev3
 * @param services the services that are or were down, of those that the reader may see
 * @param known how it stands, in words
 * @param evidence what was seen last
 * @param step what was done last
 * @param acknowledgedBy who is on it
 * @param detectedAfterSeconds from the first sign to the incident
 * @param acknowledgedAfterSeconds from the incident until somebody took it
 * @param recoveredAfterSeconds from the first sign until it was well
 * @param partOf the platform incident that it belongs to
 * @param history left out in lists
 * @param followUps left out in lists
 */
record IncidentView(
    String id,
    String scope,
    String service,
    String community,
    String cause,
    String title,
    String state,
    String severity,
    boolean rehearsal,
    List<ServiceView> services,
    String known,
    String evidence,
    String step,
    String acknowledgedBy,
    Instant acknowledgedUntil,
    int flaps,
    Instant begunAt,
    Instant openedAt,
    Instant recoveredAt,
    Instant closedAt,
    Long detectedAfterSeconds,
    Long acknowledgedAfterSeconds,
    Long recoveredAfterSeconds,
    String closing,
    String partOf,
    List<EntryView> history,
    List<FollowUpView> followUps) {

  /**
   * @param upAt since when it is well again; left out while it is down
   */
  record ServiceView(String id, Instant downAt, Instant upAt) {}

  /**
   * @param kind signal, evidence, step, call, acknowledged, note, told or state
   * @param by a person, a source of signals, or desk
   */
  record EntryView(Instant at, String kind, String words, String by) {}

  record FollowUpView(String what, LocalDate due, Instant doneAt, String outcome) {}
}
