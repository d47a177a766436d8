package org.mcws.desk.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcws.desk.configuration.Configuration;
import org.mcws.desk.configuration.Configurations;
import org.mcws.desk.configuration.Environment;
import org.mcws.desk.engine.Pace;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.LogTail;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.dns.DnsZones;
import org.mcws.desk.platform.dns.RecordSet;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.Settings;
import org.mcws.desk.status.SiteProbe;
import org.mcws.desk.status.WantedRecords;
import org.springframework.stereotype.Component;

/**
 * Runs a new version beside the one that visitors see: as an app of its own, under a name of its
 * own, in one instance with little of the machine.
 */
@Component
class Staging {

  private static final String PREFIX = "staging-";
  private static final String SUFFIX = "-staging";

  /** No service is called so: what has this label is staging and nothing else. */
  private static final String MARK = "@staging";

  private static final int LONGEST_LABEL = 63;

  /** A program that ends in its first minute may only have waited for something. */
  private static final Duration EXCUSED = Duration.ofMinutes(1);

  /** The platform takes its time however fast the desk's clock runs in a rehearsal. */
  private static final Duration SHORTEST_DEADLINE = Duration.ofSeconds(30);

  private final Hosting hosting;
  private final DnsZones zones;
  private final WantedRecords wanted;
  private final SiteProbe sites;
  private final Inventory inventory;
  private final Configurations configurations;
  private final DeliveryLimits limits;
  private final DeliverySettings settings;
  private final Pace pace;
  private final Clock clock;

  Staging(
      Hosting hosting,
      DnsZones zones,
      WantedRecords wanted,
      SiteProbe sites,
      Inventory inventory,
      Configurations configurations,
      DeliveryLimits limits,
      DeliverySettings settings,
      Pace pace,
      Clock clock) {
    this.hosting = hosting;
    this.zones = zones;
    this.wanted = wanted;
    this.sites = sites;
    this.inventory = inventory;
    this.configurations = configurations;
    this.limits = limits;
    this.settings = settings;
    this.pace = pace;
    this.clock = clock;
  }

  /**
   * Makes the new version run there, without waiting for it. It is told what the configuration of
   * staging says and nothing that production is told: two programs with one database or one account
   * would disturb each other.
   *
   * @throws PlatformRefusal {@code appMissing} if there is no production to take after
   */
  void deploy(Delivery delivery) {
    DeliveredService service = service(delivery);
    App production =
        hosting
            .definition(service.appId())
            .orElseThrow(
                () ->
                    new PlatformRefusal(
                        "appMissing",
                        "There is no app " + service.appId() + " on the hosting platform."));
    requireFree(service);
    host(service).ifPresent(host -> publish(service, host));
    Settings told =
        configurations
            .newest(service.id(), Environment.STAGING)
            .map(Configuration::settings)
            .orElse(Settings.of(Map.of()));
    hosting.ensure(
        new App(
                appId(service),
                delivery.image().orElseThrow(),
                production.command(),
                Map.of(),
                production.port(),
                host(service).map(List::of).orElse(List.of()),
                production.healthPath(),
                new App.Resources(
                    Math.min(production.resources().cpus(), settings.stagingCpus()),
                    Math.min(production.resources().memoryMiB(), settings.stagingMemory()),
                    production.resources().diskMiB()),
                1,
                Map.of("desk-community", service.community(), App.SERVICE, owner(service)))
            .with(told));
  }

  /** Whether the new version runs there and answers. */
  Outcome look(Delivery delivery) {
    DeliveredService service = service(delivery);
    Instant since = delivery.stagedAt().orElseThrow();
    try {
      Optional<AppStatus> app = hosting.find(appId(service));
      String trouble = trouble(service, delivery, app);
      if (trouble.isEmpty()) {
        return Outcome.DONE;
      }
      boolean failing = app.flatMap(AppStatus::failing).isPresent() && isOver(since, EXCUSED);
      if (failing || isOver(since, limits.now().stagingWithin())) {
        delivery.note(
            "It does not run in staging: "
                + trouble
                + " It gets there what the configuration of staging gives it, and nothing of"
                + " production's.",
            printed(service));
        return Outcome.FAILED;
      }
    } catch (PlatformRefusal refusal) {
      delivery.note("The platform does not let the desk look: " + refusal.getMessage(), "");
      return Outcome.FAILED;
    } catch (PlatformUnavailable silence) {
      // Nobody can blame the new version for that.
      delivery.note("The platform does not answer: " + silence.getMessage(), "");
    }
    return Outcome.NOT_YET;
  }

  /** What it said last; whoever keeps that may be what is out of order. */
  private String printed(DeliveredService service) {
    try {
      return LogTail.of(hosting.output(appId(service)));
    } catch (PlatformUnavailable | PlatformRefusal untold) {
      return "";
    }
  }

  /**
   * Stops it and forgets it, with its name.
   *
   * @throws PlatformRefusal if the platform does not let go of it
   */
  void remove(Delivery delivery) {
    DeliveredService service = service(delivery);
    hosting
        .find(appId(service))
        .filter(app -> (owner(service)).equals(app.labels().get(App.SERVICE)))
        .ifPresent(app -> hosting.remove(app.id()));
    host(service)
        .flatMap(host -> zone(service, host))
        .ifPresent(zone -> zones.removeRecords(zone, owner(service)));
    delivery.unstaged(clock.instant());
  }

  /** The name under which a site is looked at there. */
  Optional<String> host(DeliveredService service) {
    return Optional.ofNullable(service.host())
        .filter(host -> service.kind() == ServiceKind.SITE)
        .map(
            host -> {
              int dot = host.indexOf('.');
              String label = PREFIX + host.substring(0, dot);
              String cut =
                  label.length() > LONGEST_LABEL ? label.substring(0, LONGEST_LABEL) : label;
              return cut.replaceAll("-+$", "") + host.substring(dot);
            });
  }

  private String trouble(DeliveredService service, Delivery delivery, Optional<AppStatus> found) {
    if (found.isEmpty()) {
      return "it has vanished from the hosting platform.";
    }
    AppStatus app = found.get();
    if (!app.image().equals(delivery.image().orElseThrow())) {
      return "another version was put there, " + app.image() + ".";
    }
    if (!app.settled()) {
      return app.failing()
          .map(failure -> failure.state() + " on " + failure.host() + ": " + failure.message())
          .or(() -> app.waitingFor().map(what -> "it waits for " + what))
          .orElse("it is not healthy")
          .replaceAll("\\.?$", ".");
    }
    return host(service)
        .map(sites::probe)
        .filter(seen -> !seen.reached())
        .map(SiteProbe.Seen::evidence)
        .orElse("");
  }

  /** A service that is called like it would lose its app or its visitors to it. */
  private void requireFree(DeliveredService service) {
    boolean named = inventory.find(service.id() + SUFFIX).isPresent();
    boolean found =
        host(service)
            .filter(host -> !inventory.claim(List.of(List.of(host))).isEmpty())
            .isPresent();
    if (named || found) {
      throw new PlatformRefusal(
          "stagingNameTaken",
          "There is a service that is called as its staging would be: "
              + (named ? service.id() + SUFFIX : host(service).orElseThrow())
              + ". Deliver it without staging, or give the other one another name.");
    }
  }

  private void publish(DeliveredService service, String host) {
    List<RecordSet> records = wanted.ofSite(host);
    zone(service, host).ifPresent(zone -> zones.ensureRecords(zone, owner(service), records));
  }

  private Optional<String> zone(DeliveredService service, String host) {
    List<String> own =
        inventory.of(service.community()).stream()
            .filter(one -> one.kind() == ServiceKind.DOMAIN)
            .map(DeliveredService::host)
            .toList();
    return wanted.zoneOf(host, own);
  }

  private boolean isOver(Instant since, Duration wait) {
    Duration paced = pace.of(wait);
    Duration shortest = wait.compareTo(SHORTEST_DEADLINE) < 0 ? wait : SHORTEST_DEADLINE;
    return !clock.instant().isBefore(since.plus(paced.compareTo(shortest) < 0 ? shortest : paced));
  }

  private DeliveredService service(Delivery delivery) {
    return inventory.find(delivery.service()).orElseThrow();
  }

  /** Whose the app and the records are: nobody's else, so that they can be removed alone. */
  private static String owner(DeliveredService service) {
    return service.id() + MARK;
  }

  private static String appId(DeliveredService service) {
    return service.appId() + SUFFIX;
  }

  /** What was seen. */
  enum Outcome {
    DONE,
    NOT_YET,
    FAILED
  }
}
