package org.mcws.desk.onboarding;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** What one reviewer thinks of a request. */
@Entity
@Table(name = "onboarding_vote")
@IdClass(Vote.Key.class)
class Vote {

  @Id private UUID onboarding;
  @Id private String reviewer;
  private boolean inFavour;
  private String reason;
  private Instant castAt;

  protected Vote() {}

  Vote(UUID onboarding, String reviewer, boolean inFavour, String reason, Instant castAt) {
    this.onboarding = onboarding;
    this.reviewer = reviewer;
    this.inFavour = inFavour;
    this.reason = reason;
    this.castAt = castAt;
  }

  String reviewer() {
    return reviewer;
  }

  boolean inFavour() {
    return inFavour;
  }

  /** Why, or null. */
  String reason() {
    return reason;
  }

  Instant castAt() {
    return castAt;
  }

  /** One vote a person. */
  record Key(UUID onboarding, String reviewer) implements Serializable {}
}
