package org.mcws.desk.onboarding;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** One thing that the desk tried as a visitor would, and what came of it. */
@Entity
@Table(name = "onboarding_finding")
@IdClass(Finding.Key.class)
class Finding {

  private static final int EVIDENCE_LENGTH = 2000;

  @Id private UUID onboarding;
  @Id private int position;
  private String what;
  private boolean reached;
  private String evidence;
  private Instant checkedAt;

  protected Finding() {}

  Finding(UUID onboarding, int position, VisitorCheck.Result result, Instant checkedAt) {
    this.onboarding = onboarding;
    this.position = position;
    this.what = result.what();
    this.reached = result.reached();
    this.evidence =
        result.evidence().length() > EVIDENCE_LENGTH
            ? result.evidence().substring(0, EVIDENCE_LENGTH)
            : result.evidence();
    this.checkedAt = checkedAt;
  }

  String what() {
    return what;
  }

  boolean reached() {
    return reached;
  }

  String evidence() {
    return evidence;
  }

  Instant checkedAt() {
    return checkedAt;
  }

  /** A place in the list of an onboarding's checks. */
  record Key(UUID onboarding, int position) implements Serializable {}
}
