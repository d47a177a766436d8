package org.mcws.desk.inventory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** One line of a service's history. */
@Entity
@Immutable
class ServiceChange {

  private static final int LONGEST_REASON = 1000;

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  private String service;
  private Instant at;

  @Enumerated(EnumType.STRING)
  private What what;

  @Column(name = "from_value")
  private String from;

  @Column(name = "to_value")
  private String to;

  @Column(name = "by_whom")
  private String by;

  private String why;

  protected ServiceChange() {}

  /**
   * @param from what was, or null
   * @param to what is, or null
   * @param by a mail address, an account, or {@code desk}
   * @param why for people, cut at 1,000 characters
   */
  ServiceChange(
      String service, Instant at, What what, String from, String to, String by, String why) {
    this.service = service;
    this.at = at;
    this.what = what;
    this.from = from;
    this.to = to;
    this.by = by;
    this.why = why.length() > LONGEST_REASON ? why.substring(0, LONGEST_REASON) : why;
  }

  Instant at() {
    return at;
  }

  What what() {
    return what;
  }

  String from() {
    return from;
  }

  String to() {
    return to;
  }

  String by() {
    return by;
  }

  String why() {
    return why;
  }

  /** What has changed. */
  enum What {
    /** The community got it. */
    DELIVERED,
    /** Another image runs. */
    IMAGE,
    /** A bill of materials was uploaded. */
    SBOM
  }
}
