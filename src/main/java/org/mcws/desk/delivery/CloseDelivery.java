package org.mcws.desk.delivery;

import java.time.Clock;
import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.approval.asking.OwnerQuestions;
import org.mcws.desk.delivery.Delivery.State;
import org.mcws.desk.delivery.Delivery.Word;
import org.springframework.stereotype.Component;

/**
 * Says how the delivery has ended, and lets the next one begin. After too many failures nothing
 * begins by itself any more.
 */
@Component
class CloseDelivery implements JavaDelegate {

  private final DeliveryProcess process;
  private final OwnerQuestions questions;
  private final DeliverySources sources;
  private final Deliveries deliveries;
  private final DeliveryQueue queue;
  private final DeliveryLimits limits;
  private final DeliveryMail mail;
  private final Clock clock;

  CloseDelivery(
      DeliveryProcess process,
      OwnerQuestions questions,
      DeliverySources sources,
      Deliveries deliveries,
      DeliveryQueue queue,
      DeliveryLimits limits,
      DeliveryMail mail,
      Clock clock) {
    this.process = process;
    this.questions = questions;
    this.sources = sources;
    this.deliveries = deliveries;
    this.queue = queue;
    this.limits = limits;
    this.mail = mail;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    DeliverySource source = sources.lock(process.of(execution).service()).orElseThrow();
    Delivery delivery = process.of(execution);
    State state = state(delivery);
    delivery.end(state, clock.instant());
    // What is uploaded never begins by itself.
    boolean pauses =
        state == State.FAILED
            && source.git().isPresent()
            && !source.isPaused()
            && isTooMany(source);
    if (pauses) {
      source.pause(
          limits.now().failuresToPause() + " deliveries have failed within a day.",
          clock.instant());
    }
    if (state != State.RELEASED) {
      // Ops may still have it in their hands, since the owners contradict each other.
      delivery
          .approval()
          .ifPresent(question -> questions.withdraw(question, "It is not delivered any more."));
    }
    if (state == State.FAILED) {
      mail.failed(delivery, source);
    }
    DeliveryProcess.answer(
        execution,
        state == State.RELEASED
            ? Outcome.DELIVERED
            : pauses ? Outcome.PAUSED : Outcome.NOT_DELIVERED);
    queue.next(source);
  }

  private static State state(Delivery delivery) {
    if (delivery.releasedAs().isPresent()) {
      return State.RELEASED;
    }
    if (delivery.isOvertaken()) {
      return State.OVERTAKEN;
    }
    return delivery.word().filter(word -> word != Word.GO).isPresent()
        ? State.REFUSED
        : State.FAILED;
  }

  /** This one counts, too: it is written before the others are counted. */
  private boolean isTooMany(DeliverySource source) {
    Limits now = limits.now();
    Instant dayAgo = clock.instant().minus(now.failuresWithin());
    Instant since = source.resumedAt().filter(dayAgo::isBefore).orElse(dayAgo);
    return deliveries.countFailedSince(source.service(), since) >= now.failuresToPause();
  }

  /** How it has ended. */
  enum Outcome {
    DELIVERED,
    NOT_DELIVERED,
    PAUSED
  }
}
