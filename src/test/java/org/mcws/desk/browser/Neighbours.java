package org.mcws.desk.browser;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.Community;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.People;
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
 * A community that was onboarded long ago, whose two owners have accounts and read English.
 *
 * @param desk the desk that knows it
 * @param slug its slug, from which the rest is named
 */
record Neighbours(BeanFactory desk, String slug) {

  static final String PASSWORD = "Tall-Horse-99";

  private static final String ZONE = "example";

  static Neighbours enter(BeanFactory desk, String slug, String name) {
    Neighbours neighbours = new Neighbours(desk, slug);
    Instant now = desk.getBean(Clock.class).instant();
    OwnerLists owners = desk.getBean(OwnerLists.class);
    People people = desk.getBean(People.class);
    owners.enter(
        new Community(slug, name, List.of("en"), ZoneId.of("Europe/Madrid"), now),
        List.of(
            new Owner(slug, neighbours.ana(), "Ana", "en", "Europe/Madrid", 0),
            new Owner(slug, neighbours.ben(), "Ben", "en", "Europe/Berlin", 1)));
    people.addCommunity(slug, name);
    for (String owner : List.of(neighbours.ana(), neighbours.ben())) {
      people.addAccount(owner, owner);
      people.setPassword(owner, PASSWORD);
      people.addOwner(slug, owner);
      owners.answer(slug, owner, true, owner, Channel.ACCOUNT);
    }
    owners.activate(slug);
    return neighbours;
  }

  String ana() {
    return "ana@" + slug + ".test";
  }

  String ben() {
    return "ben@" + slug + ".test";
  }

  /** Their website, which runs this image and which they look after themselves. */
  void haveSite(String image) {
    String host = "www." + slug + "." + ZONE;
    Inventory inventory = desk.getBean(Inventory.class);
    inventory.reserve(
        List.of(
            new DeliveredService(
                slug,
                ServiceKind.SITE,
                "www",
                host,
                null,
                image,
                ManagedBy.COMMUNITY,
                "{}",
                desk.getBean(Clock.class).instant())));
    inventory.deliver(slug);
    desk.getBean(Hosting.class)
        .ensure(
            new App(
                app(),
                image,
                List.of(),
                Map.of(),
                Optional.of(8080),
                List.of(host),
                "/",
                new App.Resources(0.1, 64, 0),
                1,
                Map.of("desk-community", slug, "desk-service", DeliveredService.id(slug, "www"))));
    desk.getBean(DnsZones.class)
        .ensureRecords(
            ZONE,
            slug,
            desk.getBean(EdgeSettings.class).addressesByType().entrySet().stream()
                .map(a -> new RecordSet(host, a.getKey(), Duration.ofMinutes(5), a.getValue()))
                .toList());
    await().atMost(Duration.ofMinutes(1)).until(() -> runs(image));
  }

  /** Whether their website runs this image. */
  boolean runs(String image) {
    return desk.getBean(Hosting.class)
        .find(app())
        .filter(AppStatus::settled)
        .map(AppStatus::image)
        .filter(image::equals)
        .isPresent();
  }

  private String app() {
    return DeliveredService.appId(slug, "www");
  }
}
