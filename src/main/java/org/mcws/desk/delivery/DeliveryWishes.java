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

  /** Queues it behind what is at work. */
  Delivery queue(String service, DeliveryWish wish, String by) {
    DeliverySource source = sources.lock(service).orElseThrow();
    Delivery wanted = wanted(source, wish, by);
    queue.next(source);
    return wanted;
  }

  /**
   * What a process instance that is there already begins with; empty if something is at work. What
   * waited of its kind does not wait any more.
   */
  Optional<Delivery> atOnce(String service, DeliveryWish wish, String by) {
    DeliverySource source = sources.lock(service).orElseThrow();
    if (deliveries.findByServiceAndState(service, State.RUNNING).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(wanted(source, wish, by));
  }

  private Delivery wanted(DeliverySource source, DeliveryWish wish, String by) {
    if (wish.release().isPresent()) {
      return queue.release(
          releases.findByServiceAndNumber(source.service(), wish.release().get()).orElseThrow(),
          by);
    }
    return wish.dockerfile()
        .map(text -> queue.dockerfile(source, text, by, wish.accepted()))
        .orElseGet(
            () ->
                queue.commit(source, source.commitSeen().orElseThrow(), by, true, wish.accepted()));
  }
}
