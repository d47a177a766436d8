package org.mcws.desk.onboarding;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.mcws.desk.onboarding.request.OnboardingRequest;

/** One onboarding, kept after its process has ended. */
@Entity
class Onboarding {

  private static final int OUTCOME_LENGTH = 2000;

  @Id private UUID id;
  private String processInstanceId;
  private String community;
  private String communityName;
  private String requesterName;
  private String requesterEmail;
  private String language;
  private String startedBy;
  private String vouchedBy;
  private String request;

  @Enumerated(EnumType.STRING)
  private State state;

  private String outcome;
  private boolean handedOver;
  private Instant createdAt;
  private Instant endedAt;

  protected Onboarding() {}

  Onboarding(
      String processInstanceId,
      OnboardingRequest asked,
      String request,
      String startedBy,
      String vouchedBy,
      Instant createdAt) {
    this.id = UUID.randomUUID();
    this.processInstanceId = processInstanceId;
    this.community = asked.community().slug();
    this.communityName = asked.community().name();
    this.requesterName = asked.requester().name();
    this.requesterEmail = asked.requester().email();
    this.language = asked.community().languages().get(0);
    this.startedBy = startedBy;
    this.vouchedBy = vouchedBy;
    this.request = request;
    this.state = State.RUNNING;
    this.createdAt = createdAt;
  }

  UUID id() {
    return id;
  }

  String processInstanceId() {
    return processInstanceId;
  }

  String community() {
    return community;
  }

  String communityName() {
    return communityName;
  }

  String requesterName() {
    return requesterName;
  }

  String requesterEmail() {
    return requesterEmail;
  }

  /** The language in which the requester is written to: the community's most used. */
  Locale language() {
    return Locale.forLanguageTag(language);
  }

  String startedBy() {
    return startedBy;
  }

  /** Who vouched for the requester, or null. */
  String vouchedBy() {
    return vouchedBy;
  }

  /** The request as JSON, as it was accepted. */
  String request() {
    return request;
  }

  State state() {
    return state;
  }

  String outcome() {
    return outcome;
  }

  /** Whether the owners were given the services to look at, and with them the mailboxes. */
  boolean handedOver() {
    return handedOver;
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant endedAt() {
    return endedAt;
  }

  void handOver() {
    handedOver = true;
  }

  void end(State how, String why, Instant at) {
    state = how;
    outcome = why.length() > OUTCOME_LENGTH ? why.substring(0, OUTCOME_LENGTH) : why;
    endedAt = at;
  }

  /** How an onboarding stands. */
  enum State {
    RUNNING,
    ONBOARDED,
    DECLINED,
    ABANDONED
  }
}
