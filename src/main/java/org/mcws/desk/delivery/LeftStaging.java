package org.mcws.desk.delivery;

import org.mcws.desk.engine.PatientTransaction;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Stops what is left in staging of deliveries that have ended without stopping it: their instances
 * were deleted, or the platform refused.
 */
@Component
class LeftStaging {

  private static final Logger log = LoggerFactory.getLogger(LeftStaging.class);

  private static final int AT_ONCE = 20;

  private final Deliveries deliveries;
  private final DeliverySources sources;
  private final Staging staging;
  private final PatientTransaction transaction;

  LeftStaging(
      Deliveries deliveries,
      DeliverySources sources,
      Staging staging,
      PatientTransaction transaction) {
    this.deliveries = deliveries;
    this.sources = sources;
    this.staging = staging;
    this.transaction = transaction;
  }

  /** Stops what is left now. */
  @Scheduled(fixedDelayString = "${desk.delivery.poll-every:PT10M}")
  void remove() {
    for (Delivery left : deliveries.withStagingLeft(AT_ONCE)) {
      try {
        transaction.run(() -> remove(left));
      } catch (PlatformUnavailable | PlatformRefusal e) {
        log.warn("Staging of {} is still left: {}", left.service(), e.getMessage());
      } catch (RuntimeException e) {
        log.error("What is left of the staging of {} cannot be stopped.", left.service(), e);
      }
    }
  }

  /** As long as the source is locked none begins that would use the same staging. */
  private void remove(Delivery left) {
    sources.lock(left.service());
    if (deliveries.findByServiceAndState(left.service(), Delivery.State.RUNNING).isEmpty()) {
      deliveries.lock(left.id()).ifPresent(staging::remove);
    }
  }
}
