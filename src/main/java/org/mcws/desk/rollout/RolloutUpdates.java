package org.mcws.desk.rollout;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.mcws.desk.community.Communities;
import org.mcws.desk.rollout.AffectedService.State;
import org.mcws.desk.update.events.UpdateOutcome;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears how far the updates of a rollout have come. */
@Component
class RolloutUpdates {

  private static final Set<State> AT_WORK =
      EnumSet.of(State.UPDATING, State.REVERTING, State.ROLLED_BACK, State.BROKEN, State.EXEMPTED);

  private final Rollouts rollouts;
  private final AffectedServices services;
  private final UpdatedServices updatedServices;
  private final RolloutReports reports;
  private final AskedServices askedServices;
  private final CarriedOut carriedOut;
  private final Communities communities;
  private final Line line;
  private final RolloutMail mail;
  private final Clock clock;

  RolloutUpdates(
      Rollouts rollouts,
      AffectedServices services,
      UpdatedServices updatedServices,
      RolloutReports reports,
      AskedServices askedServices,
      CarriedOut carriedOut,
      Communities communities,
      Line line,
      RolloutMail mail,
      Clock clock) {
    this.rollouts = rollouts;
    this.services = services;
    this.updatedServices = updatedServices;
    this.reports = reports;
    this.askedServices = askedServices;
    this.carriedOut = carriedOut;
    this.communities = communities;
    this.line = line;
    this.mail = mail;
    this.clock = clock;
  }

  @EventListener
  void hear(UpdateOutcome outcome) {
    if (!Rollout.isSubject(outcome.subject())) {
      return;
    }
    UUID id = Rollout.idIn(outcome.subject());
    if (outcome.step() == UpdateOutcome.Step.BEGUN) {
      services.find(id, outcome.service()).filter(this::isAtWork).ifPresent(this::begin);
      return;
    }
    Optional<Rollout> rollout = rollouts.lockIfThere(id);
    if (rollout.isPresent()) {
      services
          .find(id, outcome.service())
          .filter(this::isAtWork)
          .ifPresent(service -> keep(rollout.get(), service, outcome));
    }
  }

  private boolean isAtWork(AffectedService service) {
    return AT_WORK.contains(service.state()) && service.updateInstance() != null;
  }

  private void begin(AffectedService service) {
    lockQuestion(service);
    updatedServices.begun(
        service, service.state() == State.REVERTING ? State.REVERTING : State.UPDATING);
    carriedOut.tell(service);
  }

  private void keep(Rollout rollout, AffectedService service, UpdateOutcome outcome) {
    Instant now = clock.instant();
    lockQuestion(service);
    State state = state(rollout, service, outcome);
    String image = outcome.step() == UpdateOutcome.Step.UPDATED ? outcome.image() : null;
    updatedServices.outcome(
        service, state, state == State.REVERTED ? null : image, outcome.evidence(), now);
    outcome
        .decision()
        .ifPresent(
            word ->
                updatedServices.decidedByOps(
                    service,
                    word.by(),
                    word.reason(),
                    word.until().map(day -> startOf(day, service)).orElse(null)));
    boolean failed = state == State.ROLLED_BACK || state == State.BROKEN;
    if (failed) {
      line.countFailure(rollout, service);
    }
    if (service.approval() != null && !service.begun()) {
      carriedOut.tell(service);
    }
    if (rollout.state() != Rollout.State.RUNNING
        && outcome.step().isEnd()
        && reports.isReported(rollout.id(), service.community())) {
      services.find(rollout.id(), service.service()).ifPresent(s -> mail.news(rollout, s));
    }
    // A failure may have stopped the line.
    line.goOn(failed ? line.lock(rollout.id()) : rollout);
  }

  /** Services of one question that begin at the same moment must not wait for each other. */
  private void lockQuestion(AffectedService service) {
    if (service.approval() != null && !service.begun()) {
      askedServices.lock(service.rollout(), service.community(), service.approval());
    }
  }

  private Instant startOf(LocalDate day, AffectedService service) {
    return day.atStartOfDay(communities.findById(service.community()).orElseThrow().timeZone())
        .toInstant();
  }

  private static State state(Rollout rollout, AffectedService service, UpdateOutcome outcome) {
    boolean back = service.state() == State.REVERTING;
    return switch (outcome.step()) {
      case BEGUN -> throw new IllegalArgumentException("it has come to nothing yet");
      case UPDATED ->
          back
              ? State.REVERTED
              : rollout.state() == Rollout.State.ROLLED_BACK && service.fromImage() != null
                  ? State.TO_REVERT
                  : State.UPDATED;
      case ROLLED_BACK -> State.ROLLED_BACK;
      case BROKEN -> State.BROKEN;
      case EXEMPTED -> State.EXEMPTED;
      case LEFT -> State.LEFT;
      case CALLED_OFF -> service.closes() == null ? State.CANCELLED : service.closes();
    };
  }
}
