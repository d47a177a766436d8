package org.mcws.desk.update;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.Community;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.TreeRequest;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.dns.DnsZones;
import org.mcws.desk.platform.dns.RecordSet;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.EdgeSettings;
import org.mcws.desk.platform.hosting.Hosting;
import org.springframework.beans.factory.BeanFactory;

/**
 * A service that a community has and that runs in the sandbox, made without an onboarding: the
 * community of its own with two owners who have accounts (password {@link TreeRequest#PASSWORD}),
 * the entry in the inventory, the app and its name.
 *
 * <p>{@link #remove} takes from the platform what was made there; rows stay, as after any test, and
 * harm nobody because of their unique names.
 */
public final class DeliveredSite {

  private static final String ZONE = "example";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PORT = 8080;
  private static final double LITTLE = 0.1;

  private final BeanFactory desk;
  private final String slug;
  private final String name;
  private final String host;
  private final String image;
  private final String timetable;

  private DeliveredSite(
      BeanFactory desk, String slug, String name, String host, String image, String timetable) {
    this.desk = desk;
    this.slug = slug;
    this.name = name;
    this.host = host;
    this.image = image;
    this.timetable = timetable;
  }

  /** A site that runs this image and is healthy, of a community in Madrid. */
  public static DeliveredSite site(BeanFactory desk, String image) {
    return site(desk, image, LITTLE);
  }

  /** The same, with a share of a machine's processors: three sandbox machines have 64 each. */
  public static DeliveredSite site(BeanFactory desk, String image, double cpus) {
    String slug = newSlug();
    DeliveredSite site =
        new DeliveredSite(desk, slug, "www", "www-" + slug + ".example", image, null);
    site.enter(ManagedBy.COMMUNITY);
    site.make(image, cpus);
    return site;
  }

  /** A worker, without port or name, that runs this image and is healthy. */
  public static DeliveredSite worker(BeanFactory desk, String image) {
    DeliveredSite site = new DeliveredSite(desk, newSlug(), "bot", null, image, null);
    site.enter(ManagedBy.COMMUNITY);
    site.make(image, LITTLE);
    return site;
  }

  /**
   * A service that runs whenever its time comes.
   *
   * @param timetable as the inventory keeps it, in JSON
   */
  public static DeliveredSite scheduled(BeanFactory desk, String image, String timetable) {
    DeliveredSite site = new DeliveredSite(desk, newSlug(), "backup", null, image, timetable);
    site.enter(ManagedBy.COMMUNITY);
    site.make(image, LITTLE);
    return site;
  }

  /** The community's slug. */
  public String slug() {
    return slug;
  }

  /** The service's id. */
  public String id() {
    return DeliveredService.id(slug, name);
  }

  /** The app's id on the hosting platform. */
  public String app() {
    return DeliveredService.appId(slug, name);
  }

  /** The site's name; null for a worker. */
  public String host() {
    return host;
  }

  /** An owner, whose language is Spanish. */
  public String ana() {
    return "ana@" + slug + ".test";
  }

  /** Another owner, whose language is German. */
  public String ben() {
    return "ben@" + slug + ".test";
  }

  /** What runs now. */
  public Optional<AppStatus> running() {
    return desk.getBean(Hosting.class).find(app());
  }

  /** The image that the inventory knows of. */
  public String recordedImage() {
    return desk.getBean(Inventory.class).find(id()).orElseThrow().image();
  }

  /** Waits until exactly what the platform was asked for runs. */
  public void awaitSettled() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> running().filter(AppStatus::settled).isPresent());
  }

  /** Somebody makes the app by hand, running this image, without waiting for it. */
  public void remake(String other) {
    ensure(other, LITTLE);
  }

  /** Takes app and name from the platform. */
  public void remove() {
    desk.getBean(Hosting.class).remove(app());
    if (host != null) {
      desk.getBean(DnsZones.class).removeRecords(ZONE, slug);
    }
  }

  private static String newSlug() {
    return "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  }

  private void enter(ManagedBy managedBy) {
    Instant now = desk.getBean(Clock.class).instant();
    OwnerLists owners = desk.getBean(OwnerLists.class);
    People people = desk.getBean(People.class);
    owners.enter(
        new Community(slug, "Community " + slug, List.of("es"), ZoneId.of("Europe/Madrid"), now),
        List.of(
            new Owner(slug, ana(), "Ana", "es", "Europe/Madrid", 0),
            new Owner(slug, ben(), "Ben", "de", "Europe/Berlin", 1)));
    people.addCommunity(slug, "Community " + slug);
    for (String owner : List.of(ana(), ben())) {
      people.addAccount(owner, owner);
      people.setPassword(owner, TreeRequest.PASSWORD);
      people.addOwner(slug, owner);
      owners.answer(slug, owner, true, owner, Channel.ACCOUNT);
    }
    owners.activate(slug);
    Inventory inventory = desk.getBean(Inventory.class);
    ServiceKind kind =
        timetable != null
            ? ServiceKind.SCHEDULED
            : host == null ? ServiceKind.WORKER : ServiceKind.SITE;
    String specification = timetable == null ? "{}" : "{\"timetable\": " + timetable + "}";
    inventory.reserve(
        List.of(
            new DeliveredService(
                slug, kind, name, host, null, image, managedBy, specification, now)));
    inventory.deliver(slug);
  }

  private void ensure(String running, double cpus) {
    desk.getBean(Hosting.class)
        .ensure(
            new App(
                app(),
                running,
                List.of(),
                Map.of(),
                host == null ? Optional.empty() : Optional.of(PORT),
                host == null ? List.of() : List.of(host),
                "/",
                new App.Resources(cpus, 64, 0),
                timetable == null ? 1 : 0,
                timetable == null
                    ? Map.of("desk-community", slug, App.SERVICE, id())
                    : Map.of("desk-community", slug, App.SERVICE, id(), App.SCHEDULED, "yes")));
  }

  private void make(String running, double cpus) {
    ensure(running, cpus);
    if (host != null) {
      Map<String, List<String>> addresses = desk.getBean(EdgeSettings.class).addressesByType();
      desk.getBean(DnsZones.class)
          .ensureRecords(
              ZONE,
              slug,
              addresses.entrySet().stream()
                  .map(a -> new RecordSet(host, a.getKey(), Duration.ofMinutes(5), a.getValue()))
                  .toList());
    }
    awaitSettled();
  }
}
