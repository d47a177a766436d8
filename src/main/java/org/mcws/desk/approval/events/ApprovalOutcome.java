package org.mcws.desk.approval.events;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What may be done with these services from now on. Published in the transaction in which it was
 * decided; a later one about the same services replaces it as long as nothing was done.
 *
 * @param approval the approval
 * @param subject what was asked about, as the asker named it, such as {@code rollout/<id>}
 * @param community slug
 * @param services ids of the services it is about, one or more
 * @param verdict what was decided
 * @param by who decided: a mail address, an account, or {@code desk} when silence decided
 * @param reason why, in the person's words or those of the policy; empty if none was given
 * @param until when an exemption ends, else empty
 */
public record ApprovalOutcome(
    UUID approval,
    String subject,
    String community,
    List<String> services,
    Verdict verdict,
    String by,
    String reason,
    Optional<Instant> until) {

  public ApprovalOutcome {
    services = List.copyOf(services);
  }

  /** What was decided. */
  public enum Verdict {
    /** Do it; the time to undo is over. */
    GO,
    /** Do it now by a named person of Ops, against or without the owners' word. */
    EMERGENCY_GO,
    /** Do not begin: the answers contradict each other and Ops are looking into it. */
    PAUSED,
    /** Not until a date, the risk is accepted by name; the desk asks again by itself. */
    EXEMPTED,
    /** Not this time, since nobody answered and the policy says so. */
    SKIPPED,
    /** Not at all. */
    CANCELLED
  }
}
