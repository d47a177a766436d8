package org.mcws.desk.delivery;

import java.time.Clock;
import java.util.Optional;
import org.mcws.desk.delivery.Delivery.Stage;
import org.mcws.desk.delivery.Delivery.State;
import org.mcws.desk.delivery.DeliverySource.Pusher;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which delivery of a service is next: one is at work, and of what is to be built only the newest
 * waits. Who calls has locked the source.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class DeliveryQueue {

  /** Who has pushed, if nobody says so. */
  static final String DESK = "desk";

  private final DeliverySources sources;
  private final Deliveries deliveries;
  private final Inventory inventory;
  private final DeliveryProcess process;
  private final Clock clock;

  DeliveryQueue(
      DeliverySources sources,
      Deliveries deliveries,
      Inventory inventory,
      DeliveryProcess process,
      Clock clock) {
    this.sources = sources;
    this.deliveries = deliveries;
    this.inventory = inventory;
    this.process = process;
    this.clock = clock;
  }

  /** A commit has come to the branch. */
  Delivery push(DeliverySource source, String commit) {
    Optional<Pusher> pusher = source.pusherOf(commit);
    Delivery delivery =
        commit(source, commit, pusher.map(Pusher::name).orElse(DESK), false, Optional.empty());
    delivery.pusher(pusher.flatMap(Pusher::mail));
    next(source);
    return delivery;
  }

  /** That release waits from now on. */
  Delivery release(Release release, String by) {
    Delivery delivery =
        deliveries
            .waitingRelease(release.service())
            .orElseGet(() -> deliveries.save(Delivery.ofRelease(release, by, clock.instant())));
    delivery.mean(release, by);
    return delivery;
  }

  /** That commit waits from now on. */
  Delivery commit(
      DeliverySource source, String commit, String by, boolean hand, Optional<String> accepted) {
    Delivery delivery =
        deliveries
            .waitingBuild(source.service())
            .map(
                waiting -> {
                  waiting.mean(commit, by, hand);
                  return waiting;
                })
            .orElseGet(
                () ->
                    deliveries.save(
                        Delivery.ofCommit(source.service(), commit, by, hand, clock.instant())));
    delivery.accept(accepted.orElse(null));
    return delivery;
  }

  /** That Dockerfile waits from now on. */
  Delivery dockerfile(DeliverySource source, String text, String by, Optional<String> accepted) {
    String service = source.service();
    Delivery delivery =
        deliveries
            .waitingBuild(service)
            .orElseGet(
                () -> deliveries.save(Delivery.ofDockerfile(service, text, by, clock.instant())));
    delivery.meanDockerfile(text, by);
    delivery.accept(accepted.orElse(null));
    return delivery;
  }

  /** Begins with what waits, if nothing is at work and nothing is in the way. */
  void next(DeliverySource source) {
    Optional<Delivery> running = deliveries.findByServiceAndState(source.service(), State.RUNNING);
    if (running.isPresent()) {
      // As long as nobody has said go the newer one is what they should be asked about.
      running
          .filter(delivery -> delivery.stage() == Stage.QUESTION)
          .filter(delivery -> isOvertaken(delivery, source))
          .ifPresent(process::tellOvertaken);
      return;
    }
    waiting(source).ifPresent(process::start);
  }

  /** The same, for whoever has not locked the source. */
  void next(String service) {
    sources.lock(service).ifPresent(this::next);
  }

  /**
   * Whether something newer waits. A new version does not come before a release that is brought
   * back.
   */
  boolean isOvertaken(Delivery running, DeliverySource source) {
    return running.release().isPresent()
        ? deliveries.waitingRelease(source.service()).isPresent()
        : waiting(source).isPresent();
  }

  /** What may begin: what is brought back comes first. */
  Optional<Delivery> waiting(DeliverySource source) {
    return deliveries
        .waitingRelease(source.service())
        .or(() -> deliveries.waitingBuild(source.service()))
        .filter(delivery -> delivery.isByHand() || !source.isPaused());
  }

  /** The delivery begins. */
  void begin(Delivery delivery, String instance) {
    String runs = inventory.find(delivery.service()).map(DeliveredService::image).orElse(null);
    delivery.begin(instance, runs, clock.instant());
  }
}
