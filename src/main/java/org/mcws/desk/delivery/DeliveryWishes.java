package org.mcws.desk.delivery;

import java.time.Clock;
import java.util.Optional;
import org.mcws.desk.delivery.Delivery.State;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What people want delivered now, whatever the branch does. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class DeliveryWishes {

  private final DeliverySources sources;
  private final Deliveries deliveries;
  private final Releases releases;
  private final DeliveryQueue queue;
  private final Clock clock;

  DeliveryWishes(
      DeliverySources sources,
      Deliveries deliveries,
      Releases releases,
      DeliveryQueue queue,
      Clock clock) {
    this.sources = sources;
    this.deliveries = deliveries;
    this.releases = releases;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * Queues it behind what is at work.
   *
   * @param release the number of a release that is brought back; empty for the newest commit
   * @param accepted why known holes are accepted, if they are
   */
  Delivery queue(String service, Optional<Integer> release, Optional<String> accepted, String by) {
    DeliverySource source = sources.lock(service).orElseThrow();
    return release.isPresent()
        ? queue.bringBack(source, release(service, release.get()), by)
        : queue.wish(source, source.commitSeen().orElseThrow(), by, accepted);
  }

  /**
   * What a process instance that is there already begins with; empty if something is at work. A
   * commit that waited is not waited for any more.
   */
  Optional<Delivery> atOnce(
      String service, Optional<Integer> release, Optional<String> accepted, String by) {
    DeliverySource source = sources.lock(service).orElseThrow();
    if (deliveries.findByServiceAndState(service, State.RUNNING).isPresent()) {
      return Optional.empty();
    }
    if (release.isPresent()) {
      return Optional.of(
          deliveries.save(
              Delivery.ofRelease(release(service, release.get()), by, clock.instant())));
    }
    String commit = source.commitSeen().orElseThrow();
    Delivery delivery =
        deliveries
            .waitingCommit(service)
            .orElseGet(
                () ->
                    deliveries.save(Delivery.ofCommit(service, commit, by, true, clock.instant())));
    delivery.mean(commit, by, true);
    delivery.accept(accepted.orElse(null));
    return Optional.of(delivery);
  }

  private Release release(String service, int number) {
    return releases.findByServiceAndNumber(service, number).orElseThrow();
  }

  /** What a form sends for a field that was left alone counts as nothing. */
  static Optional<String> text(Object sent) {
    return sent instanceof String text && !text.isBlank()
        ? Optional.of(text.strip())
        : Optional.empty();
  }
}
