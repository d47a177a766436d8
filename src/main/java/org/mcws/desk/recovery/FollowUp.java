package org.mcws.desk.recovery;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** Something to be done so that an incident does not come back. */
@Entity
@Table(name = "incident_follow_up")
class FollowUp implements Persistable<UUID> {

  private static final Duration REMIND_BEFORE = Duration.ofDays(2);

  @Id private UUID id;
  private String incident;
  private String what;
  private LocalDate due;
  private Instant doneAt;
  private String doneBy;
  private String outcome;
  @Transient private boolean stored;

  protected FollowUp() {}

  FollowUp(String incident, String what, LocalDate due) {
    this.id = UUID.randomUUID();
    this.incident = incident;
    this.what = what;
    this.due = due;
  }

  String incident() {
    return incident;
  }

  String what() {
    return what;
  }

  LocalDate due() {
    return due;
  }

  Instant doneAt() {
    return doneAt;
  }

  String outcome() {
    return outcome;
  }

  /** The end of the day until which it is to be done. */
  Instant dueAt() {
    return due.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  Instant remindAt() {
    return dueAt().minus(REMIND_BEFORE);
  }

  void done(String by, String how, Instant now) {
    doneAt = now;
    doneBy = by;
    outcome = how;
  }

  @Override
  public UUID getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return !stored;
  }

  @PostLoad
  @PostPersist
  void markStored() {
    stored = true;
  }
}
