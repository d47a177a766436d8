package org.mcws.desk.community;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.springframework.data.domain.Persistable;

/** A link that a person got by mail: for one purpose, about one subject, until it expires. */
@Entity
public class PersonalLink implements Persistable<String> {

  @Id private String tokenHash;

  @Enumerated(EnumType.STRING)
  private Purpose purpose;

  private String subject;
  private String person;
  private Instant expiresAt;
  private Instant usedAt;
  private String codeHash;
  private int wrongCodes;
  private Instant closedUntil;

  @Transient private boolean stored;

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

  void secureBy(String hashOfCode) {
    codeHash = hashOfCode;
  }

  /** Whether too many wrong codes were tried a short while ago. */
  boolean isClosed(Instant now) {
    return closedUntil != null && now.isBefore(closedUntil);
  }

  /** Whether this is the hash of the code that was sent along. */
  boolean hasCode(String hash) {
    return codeHash != null && MessageDigest.isEqual(bytes(codeHash), bytes(hash));
  }

  void wrongCode(int allowed, Instant closed) {
    wrongCodes++;
    if (wrongCodes >= allowed) {
      wrongCodes = 0;
      closedUntil = closed;
    }
  }

  void rightCode() {
    wrongCodes = 0;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void use(Instant at) {
    usedAt = at;
  }

  @Override
  public String getId() {
    return tokenHash;
  }

  // Its id is made here, so without this the database would be asked whether it is there already.
  @Override
  public boolean isNew() {
    return !stored;
  }

  @PostLoad
  @PostPersist
  void markStored() {
    stored = true;
  }

  /** What a link is for; one made for one purpose is worth nothing for another. */
  public enum Purpose {
    CONFIRM_OWNERSHIP,
    ANSWER_APPROVAL,
    SET_PASSWORD,
    SET_MAILBOX_PASSWORD,
    /** Somebody of Ops takes an incident. */
    ACKNOWLEDGE_INCIDENT,
    /** An owner reads of an incident, and adds what they know. */
    READ_INCIDENT,
    CONFIRM_STATUS_MAILS,
    END_STATUS_MAILS
  }
}
