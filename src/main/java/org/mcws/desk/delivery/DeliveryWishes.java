package org.mcws.desk.delivery;

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

  DeliveryWishes(
      DeliverySources sources, Deliveries deliveries, Releases releases, DeliveryQueue queue) {
    this.sources = sources;
    this.deliveries = deliveries;
    this.releases = releases;
    this.queue = queue;
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
   * What a process instance that is there already begins with; empty if something is at work. What
   * waited of its kind does not wait any more.
   */
  Optional<Delivery> atOnce(
      String service, Optional<Integer> release, Optional<String> accepted, String by) {
    DeliverySource source = sources.lock(service).orElseThrow();
    if (deliveries.findByServiceAndState(service, State.RUNNING).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        release.isPresent()
            ? queue.release(release(service, release.get()), by)
            : queue.commit(source, source.commitSeen().orElseThrow(), by, true, accepted));
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
