package org.mcws.desk.community;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;

/** A link that a person got by mail: for one purpose, about one subject, until it expires. */
@Entity
public class PersonalLink {

  @Id private String tokenHash;

  @Enumerated(EnumType.STRING)
  private Purpose purpose;

  private String subject;
  private String person;
  private Instant expiresAt;
  private Instant usedAt;

  protected PersonalLink() {}

  PersonalLink(
      String tokenHash, Purpose purpose, String subject, String person, Instant expiresAt) {
    this.tokenHash = tokenHash;
    this.purpose = purpose;
    this.subject = subject;
    this.person = person;
    this.expiresAt = expiresAt;
  }

  public Purpose purpose() {
    return purpose;
  }

  /** What the link is about, such as a community's slug. */
  public String subject() {
    return subject;
  }

  /** The mail address it was sent to. */
  public String person() {
    return person;
  }

  /** Whether it has had its effect; it is still shown, to tell how that ended. */
  public boolean used() {
    return usedAt != null;
  }

  boolean expired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  void use(Instant at) {
    usedAt = at;
  }

  /** What a link is for; one made for one purpose is worth nothing for another. */
  public enum Purpose {
    CONFIRM_OWNERSHIP,
    SET_PASSWORD,
    SET_MAILBOX_PASSWORD
  }
}
