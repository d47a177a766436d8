package org.mcws.desk.recovery;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** One line of an incident's history. */
@Entity
@Immutable
class IncidentEntry {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  private String incident;
  private Instant at;

  @Enumerated(EnumType.STRING)
  private Kind kind;

  private String words;

  @Column(name = "by_whom")
  private String by;

  protected IncidentEntry() {}

  IncidentEntry(String incident, Instant at, Kind kind, String words, String by) {
    this.incident = incident;
    this.at = at;
    this.kind = kind;
    this.words = words;
    this.by = by;
  }

  Instant at() {
    return at;
  }

  Kind kind() {
    return kind;
  }

  String words() {
    return words;
  }

  /** A person's account or mail address, a source of signals, or {@code desk}. */
  String by() {
    return by;
  }

  /** What a line tells. */
  enum Kind {
    SIGNAL,
    EVIDENCE,
    STEP,
    CALL,
    ACKNOWLEDGED,
    NOTE,
    TOLD,
    STATE
  }
}
