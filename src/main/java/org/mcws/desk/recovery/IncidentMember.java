package org.mcws.desk.recovery;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.time.Instant;

/** A service that a platform incident has hit. */
@Entity
@IdClass(IncidentMember.Key.class)
class IncidentMember {

  @Id private String incident;
  @Id private String service;
  private String community;
  private Instant downAt;
  private Instant upAt;
  private Instant changedAt;
  private boolean told;

  protected IncidentMember() {}

  IncidentMember(String incident, String service, String community, Instant downAt, Instant now) {
    this.incident = incident;
    this.service = service;
    this.community = community;
    this.downAt = downAt;
    this.changedAt = now;
  }

  String incident() {
    return incident;
  }

  String service() {
    return service;
  }

  String community() {
    return community;
  }

  Instant downAt() {
    return downAt;
  }

  /** Since when it is well again; null if it is not. */
  Instant upAt() {
    return upAt;
  }

  /** Whether its owners have heard of the incident. */
  boolean isTold() {
    return told;
  }

  void tell() {
    told = true;
  }

  void up(Instant at, Instant now) {
    upAt = at;
    changedAt = now;
  }

  void down(Instant now) {
    if (upAt != null) {
      changedAt = now;
    }
    upAt = null;
  }

  record Key(String incident, String service) implements Serializable {}
}
