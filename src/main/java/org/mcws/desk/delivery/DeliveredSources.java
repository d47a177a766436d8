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
 * A service that the desk has built is delivered from when its community has got it: from its
 * repository, or else from the Dockerfiles that its owners upload. What it runs then is its first
 * release.
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
    Optional<GitSource> git = repository(service);
    if (git.isPresent() || build(service).isPresent()) {
      connect(service, git, DeliveryMode.ONE_OWNER, service.kind() == ServiceKind.SITE);
    }
  }

  /**
   * From now on the service is delivered.
   *
   * @param git from there; empty if its owners upload Dockerfiles
   */
  DeliverySource connect(
      DeliveredService service, Optional<GitSource> git, DeliveryMode mode, boolean staged) {
    DeliverySource source =
        sources.save(new DeliverySource(service.id(), git, mode, staged, clock.instant()));
    Optional<String> built = build(service).flatMap(BuildProgress::commit);
    built
        .filter(commit -> git.isPresent())
        .ifPresent(commit -> source.seen(commit, clock.instant().plus(settings.pollEvery())));
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

  /** The build of what it runs, if the desk has built that. */
  private Optional<BuildProgress> build(DeliveredService service) {
    return orders
        .newest(service.id())
        .filter(build -> build.image().isPresent())
        .filter(build -> build.image().equals(Optional.ofNullable(service.image())));
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
