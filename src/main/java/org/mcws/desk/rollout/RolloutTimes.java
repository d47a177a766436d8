package org.mcws.desk.rollout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.mcws.desk.engine.Pace;
import org.mcws.desk.engine.ProcessBean;
import org.springframework.stereotype.Component;

/** How long a rollout waits, as {@code rollout-rings.dmn} says for its risk class. */
@Component
@ProcessBean
public class RolloutTimes {

  private static final Duration DAY = Duration.ofDays(1);

  /** What holds before the rings are planned, or if no ring is. */
  private static final String USUAL_CLASS = "R3";

  private final Rollouts rollouts;
  private final RingPolicies policies;
  private final Pace pace;
  private final Clock clock;

  RolloutTimes(Rollouts rollouts, RingPolicies policies, Pace pace, Clock clock) {
    this.rollouts = rollouts;
    this.policies = policies;
    this.pace = pace;
    this.clock = clock;
  }

  /** Until the open ring is looked at again, ISO 8601. */
  public String lookAgain(String rolloutId) {
    return policy(rolloutId).lookAgain().toString();
  }

  /** How long a ring is watched, ISO 8601. */
  public String bake(String rolloutId) {
    return policy(rolloutId).bake().toString();
  }

  /** Until Ops are told who is missing, and then each day, ISO 8601. */
  public String overdue(String rolloutId) {
    Instant until = rollout(rolloutId).finishUntil();
    Instant now = clock.instant();
    return until != null && until.isAfter(now)
        ? Duration.between(now, until).toString()
        : pace.of(DAY).toString();
  }

  /** How long a rollout that is over waits for what is under way, ISO 8601. */
  public String underWay(String rolloutId) {
    return pace.of(DAY).toString();
  }

  /** How often Ops are reminded, an ISO 8601 cycle. */
  public String opsReminder(String rolloutId) {
    return policy(rolloutId).opsReminder();
  }

  /** Until when nobody wants to be asked about services without a fix, ISO 8601. */
  public String pauseEnds(String rolloutId) {
    return rollout(rolloutId).pauseUntil().toString();
  }

  private RingPolicy policy(String rolloutId) {
    String riskClass = rollout(rolloutId).riskClass();
    return policies.of(riskClass == null ? USUAL_CLASS : riskClass);
  }

  private Rollout rollout(String rolloutId) {
    return rollouts.find(UUID.fromString(rolloutId)).orElseThrow();
  }
}
