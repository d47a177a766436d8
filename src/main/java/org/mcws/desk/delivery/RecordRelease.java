package org.mcws.desk.delivery;

import java.time.Clock;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.configuration.Configuration;
import org.mcws.desk.configuration.Configurations;
import org.mcws.desk.configuration.Environment;
import org.springframework.stereotype.Component;

/** Gives what is in production now its number. */
@Component
class RecordRelease implements JavaDelegate {

  private final DeliveryProcess process;
  private final DeliverySources sources;
  private final Releases releases;
  private final Configurations configurations;
  private final AuditTrail audit;
  private final Clock clock;

  RecordRelease(
      DeliveryProcess process,
      DeliverySources sources,
      Releases releases,
      Configurations configurations,
      AuditTrail audit,
      Clock clock) {
    this.process = process;
    this.sources = sources;
    this.releases = releases;
    this.configurations = configurations;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    DeliverySource source = sources.lock(process.of(execution).service()).orElseThrow();
    Delivery delivery = process.of(execution);
    int number = source.takeReleaseNumber();
    Optional<String> hash =
        delivery
            .configuration()
            .flatMap(
                revision ->
                    configurations.find(delivery.service(), Environment.PRODUCTION, revision))
            .map(Configuration::hash);
    releases.save(new Release(delivery, number, hash, clock.instant()));
    delivery.released(number);
    audit.record(
        delivery.askedBy(),
        Channel.DESK,
        "released as " + number,
        "service/" + delivery.service(),
        DeliveryWords.what(delivery));
  }
}
