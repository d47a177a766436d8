package org.mcws.desk.onboarding;

import java.time.Clock;
import java.util.List;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.ProcessBean;
import org.springframework.stereotype.Component;

/** The reviewers' vote on a request: one voice each, the later one counts. */
@Component
@ProcessBean
public class Ballot {

  /** The voice that breaks a tie; whoever of Ops has it may have voted as a reviewer, too. */
  static final String CASTING = "casting vote";

  private final Onboardings onboardings;
  private final Votes votes;
  private final People people;
  private final AuditTrail audit;
  private final Clock clock;

  Ballot(Onboardings onboardings, Votes votes, People people, AuditTrail audit, Clock clock) {
    this.onboardings = onboardings;
    this.votes = votes;
    this.people = people;
    this.audit = audit;
    this.clock = clock;
  }

  /** The accounts that are asked. */
  public List<String> reviewers() {
    return people.members(People.REVIEWERS);
  }

  /** Whether the votes that are still out cannot change the result. */
  public boolean isDecided(String processInstanceId) {
    List<Vote> cast = cast(processInstanceId);
    int out = Math.max(0, reviewers().size() - cast.size());
    return out == 0 || Math.abs(lead(cast)) > out;
  }

  /** {@code yes}, {@code no}, or {@code tie} if as many are for it as against, or nobody voted. */
  String result(String processInstanceId) {
    int lead = lead(cast(processInstanceId));
    return lead > 0 ? "yes" : lead < 0 ? "no" : "tie";
  }

  void cast(String processInstanceId, String voice, String actor, boolean inFavour, String why) {
    Onboarding onboarding = onboardings.findByProcessInstanceId(processInstanceId).orElseThrow();
    votes.save(new Vote(onboarding.id(), voice, inFavour, why, clock.instant()));
    audit.record(
        actor,
        Channel.ACCOUNT,
        inFavour ? "voted for the request" : "voted against the request",
        OnboardingProcess.id(onboarding.id()),
        actor.equals(voice) || CASTING.equals(voice) ? null : voice,
        why);
  }

  /** Why those who are against it are. */
  List<String> objections(Onboarding onboarding) {
    return votes.findByOnboardingOrderByCastAt(onboarding.id()).stream()
        .filter(vote -> !vote.inFavour() && vote.reason() != null)
        .map(Vote::reason)
        .toList();
  }

  /** By how many those in favour outnumber those against. */
  private static int lead(List<Vote> cast) {
    return cast.stream().mapToInt(vote -> vote.inFavour() ? 1 : -1).sum();
  }

  private List<Vote> cast(String processInstanceId) {
    return onboardings
        .findByProcessInstanceId(processInstanceId)
        .map(onboarding -> votes.findByOnboardingOrderByCastAt(onboarding.id()))
        .orElse(List.of());
  }
}
