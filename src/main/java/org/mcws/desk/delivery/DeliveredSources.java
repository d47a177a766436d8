package org.mcws.desk.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.Optional;
import org.mcws.desk.build.BuildOrders;
import org.mcws.desk.build.BuildProgress;
import org.mcws.desk.build.GitSource;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.ServiceDelivered;
import org.mcws.desk.inventory.ServiceKind;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A service that was built from a repository is delivered from there from when its community has
 * got it. What it runs then is its first release.
 */
@Component
class DeliveredSources {

  private final DeliverySources sources;
  private final Releases releases;
  private final BuildOrders orders;
  private final ObjectMapper json;
  private final DeliverySettings settings;
  private final Clock clock;

  DeliveredSources(
      DeliverySources sources,
      Releases releases,
      BuildOrders orders,
      ObjectMapper json,
      DeliverySettings settings,
      Clock clock) {
    this.sources = sources;
    this.releases = releases;
    this.orders = orders;
    this.json = json;
    this.settings = settings;
    this.clock = clock;
  }

  @EventListener
  void hear(ServiceDelivered delivered) {
    DeliveredService service = delivered.service();
    repository(service)
        .ifPresent(
            git ->
                connect(service, git, DeliveryMode.ONE_OWNER, service.kind() == ServiceKind.SITE));
  }

  /** From now on the service is delivered from there. */
  DeliverySource connect(
      DeliveredService service, GitSource git, DeliveryMode mode, boolean staged) {
    DeliverySource source =
        sources.save(new DeliverySource(service.id(), git, mode, staged, clock.instant()));
    Optional<String> built =
        orders
            .newest(service.id())
            .filter(build -> build.image().equals(Optional.ofNullable(service.image())))
            .flatMap(BuildProgress::commit);
    built.ifPresent(commit -> source.seen(commit, clock.instant().plus(settings.pollEvery())));
    if (service.image() != null) {
      releases.save(
          new Release(
              service.id(),
              source.takeReleaseNumber(),
              built,
              service.image(),
              service.imageDigest(),
              "desk",
              clock.instant()));
    }
    return source;
  }

  private Optional<GitSource> repository(DeliveredService service) {
    try {
      return Optional.ofNullable(
          json.treeToValue(
              json.readTree(service.specification()).path("repository"), GitSource.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The specification of " + service.id() + " is no JSON", e);
    }
  }
}
