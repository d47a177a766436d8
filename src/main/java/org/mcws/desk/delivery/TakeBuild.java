package org.mcws.desk.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.build.BuildOrders;
import org.mcws.desk.build.BuildProgress;
import org.mcws.desk.engine.Pace;
import org.springframework.stereotype.Component;

/** Looks what came of the build. What the branch had when it was built is what is delivered. */
@Component
class TakeBuild implements JavaDelegate {

  private final DeliveryProcess process;
  private final DeliverySources sources;
  private final Deliveries deliveries;
  private final BuildOrders orders;
  private final DeliveryLimits limits;
  private final Pace pace;
  private final Clock clock;

  TakeBuild(
      DeliveryProcess process,
      DeliverySources sources,
      Deliveries deliveries,
      BuildOrders orders,
      DeliveryLimits limits,
      Pace pace,
      Clock clock) {
    this.process = process;
    this.sources = sources;
    this.deliveries = deliveries;
    this.orders = orders;
    this.limits = limits;
    this.pace = pace;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    // Who looks at the branch in this moment must not take the commit for a new one.
    DeliverySource source = sources.lock(process.of(execution).service()).orElseThrow();
    Delivery delivery = process.of(execution);
    BuildProgress build = orders.progress(delivery.build().orElseThrow());
    DeliveryProcess.answer(execution, take(source, delivery, build));
  }

  private Outcome take(DeliverySource source, Delivery delivery, BuildProgress build) {
    if (!build.ended()) {
      return isGivenUp(delivery) ? Outcome.FAILED : Outcome.NOT_YET;
    }
    build.commit().ifPresent(commit -> meet(source, delivery, commit));
    if (build.image().isEmpty()) {
      delivery.note(build.message().orElse("It could not be built."), build.logTail());
      return Outcome.FAILED;
    }
    delivery.built(build.image().get(), build.digest(), build.title());
    return Outcome.DONE;
  }

  private boolean isGivenUp(Delivery delivery) {
    Duration within = limits.now().buildWithin();
    boolean over = delivery.beganAt().orElseThrow().plus(pace.of(within)).isBefore(clock.instant());
    if (over) {
      delivery.note(
          "Nobody has built it within "
              + within.toHours()
              + " hours. Ask Community Ops whether the desk's builder runs (desk.builds.engine).",
          "");
    }
    return over;
  }

  /** The branch may have moved on between the look and the build. */
  private void meet(DeliverySource source, Delivery delivery, String commit) {
    if (delivery.commit().equals(Optional.of(commit))) {
      return;
    }
    Instant now = clock.instant();
    Optional<Delivery> waiting =
        deliveries
            .waitingBuild(delivery.service())
            .filter(one -> one.commit().equals(Optional.of(commit)) && !one.isByHand());
    // The forge is still to hear what has become of the commit that it began with; unless somebody
    // wanted the newest one, whatever it is.
    waiting
        .or(() -> Optional.of(delivery).filter(one -> !one.isByHand()).map(one -> former(one, now)))
        .ifPresent(
            overtaken -> {
              overtaken.standFor(delivery, now);
              deliveries.save(overtaken);
            });
    if (source.commitSeen().equals(delivery.commit())) {
      source.seen(commit, source.lookAt().orElseThrow());
    }
    delivery.of(commit, now);
    source.pusherOf(commit).ifPresent(pusher -> delivery.pusher(pusher.mail()));
  }

  /** What it began with. */
  private static Delivery former(Delivery delivery, Instant now) {
    return Delivery.ofCommit(
        delivery.service(), delivery.commit().orElseThrow(), delivery.askedBy(), false, now);
  }

  /** What was seen. */
  enum Outcome {
    DONE,
    NOT_YET,
    FAILED
  }
}
