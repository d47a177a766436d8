package org.mcws.desk.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;

/** One line of the audit trail. The database refuses to change or delete it. */
@Entity
public class AuditEntry {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  private Instant at;
  private String who;

  @Enumerated(EnumType.STRING)
  private Channel channel;

  private String action;
  private String subject;

  @Column(name = "on_behalf_of")
  private String onBehalfOf;

  private String detail;

  protected AuditEntry() {}

  AuditEntry(
      Instant at,
      String who,
      Channel channel,
      String action,
      String subject,
      String onBehalfOf,
      String detail) {
    this.at = at;
    this.who = who;
    this.channel = channel;
    this.action = action;
    this.subject = subject;
    this.onBehalfOf = onBehalfOf;
    this.detail = detail;
  }

  public Instant at() {
    return at;
  }

  /** Account or mail address of the person; {@code desk} for the desk itself. */
  public String who() {
    return who;
  }

  public Channel channel() {
    return channel;
  }

  /** What was done, a past participle after a noun, such as {@code ownership confirmed}. */
  public String action() {
    return action;
  }

  /** What it was done to, such as {@code onboarding/mozilla-hispano}. */
  public String subject() {
    return subject;
  }

  public String onBehalfOf() {
    return onBehalfOf;
  }

  public String detail() {
    return detail;
  }
}
