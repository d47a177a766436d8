package org.mcws.desk.notification;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** A mail that is to be sent, was sent, or was given up. */
@Entity
class OutboxMail implements Persistable<UUID> {

  // RFC 5321, 4.5.4.1: give up after 4 to 5 days, here 11 tries in 5 hours and one every 2 hours.
  private static final int ATTEMPTS = 65;
  private static final Duration FIRST_GAP = Duration.ofSeconds(10);
  private static final Duration LONGEST_GAP = Duration.ofHours(2);

  private static final int LONGEST_SUBJECT = 300;

  @Id private UUID id;
  private String recipient;
  private String subject;
  private String body;
  private String language;
  private String topic;
  private String headers;

  @Enumerated(EnumType.STRING)
  private State state;

  private int attempts;
  private Instant createdAt;
  private Instant nextAttemptAt;
  private Instant sentAt;
  private String failure;

  @Transient private boolean stored;

  protected OutboxMail() {}

  OutboxMail(
      String recipient,
      String subject,
      String body,
      String language,
      Instant now,
      Instant notBefore,
      String topic,
      String headers) {
    this.id = UUID.randomUUID();
    this.recipient = recipient;
    this.subject =
        subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT) : subject;
    this.body = body;
    this.language = language;
    this.state = State.WAITING;
    this.createdAt = now;
    this.nextAttemptAt = notBefore;
    this.topic = topic;
    this.headers = headers;
  }

  UUID id() {
    return id;
  }

  String recipient() {
    return recipient;
  }

  String subject() {
    return subject;
  }

  String body() {
    return body;
  }

  String language() {
    return language;
  }

  /** Header lines of its own. */
  String headers() {
    return headers;
  }

  State state() {
    return state;
  }

  void sent(Instant now) {
    state = State.SENT;
    sentAt = now;
    failure = null;
    forgetText();
  }

  void failed(String why, boolean forGood, Instant now) {
    attempts++;
    failure = why.length() > 1000 ? why.substring(0, 1000) : why;
    if (forGood || attempts >= ATTEMPTS) {
      state = State.GIVEN_UP;
      forgetText();
    } else {
      Duration gap = FIRST_GAP.multipliedBy(1L << Math.min(attempts - 1, 10));
      nextAttemptAt = now.plus(gap.compareTo(LONGEST_GAP) < 0 ? gap : LONGEST_GAP);
    }
  }

  /** A mail may hold a personal link; who reads the database later must not find it. */
  private void forgetText() {
    body = "";
    headers = "";
  }

  @Override
  public UUID getId() {
    return id;
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

  enum State {
    WAITING,
    SENT,
    GIVEN_UP
  }
}
