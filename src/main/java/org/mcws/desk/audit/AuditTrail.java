package org.mcws.desk.audit;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;

/** The append-only record of decisions; an entry commits together with what it tells of. */
@Service
public class AuditTrail {

  private static final int DETAIL_LENGTH = 2000;

  private final AuditEntries entries;
  private final Clock clock;

  AuditTrail(AuditEntries entries, Clock clock) {
    this.entries = entries;
    this.clock = clock;
  }

  /**
   * Records what somebody did for themselves.
   *
   * @param detail anything worth knowing, cut at 2,000 characters; no secrets
   */
  public void record(String who, Channel channel, String action, String subject, String detail) {
    record(who, channel, action, subject, null, detail);
  }

  /** Records what somebody did in the name of somebody else. */
  public void record(
      String who,
      Channel channel,
      String action,
      String subject,
      String onBehalfOf,
      String detail) {
    String text = detail == null ? "" : detail;
    entries.save(
        new AuditEntry(
            clock.instant(),
            who,
            channel,
            action,
            subject,
            onBehalfOf,
            text.length() > DETAIL_LENGTH ? text.substring(0, DETAIL_LENGTH) : text));
  }

  /** All that was recorded about a subject, oldest first. */
  public List<AuditEntry> of(String subject) {
    return entries.findBySubjectOrderById(subject);
  }
}
