package org.mcws.desk.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.mcws.desk.platform.hosting.Hosting;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Communities that have been onboarded long ago: each has five WordPress sites, of which the desk's
 * Ops keep two up to date and the community three, and two owners who can log in.
 */
final class Population {

  static final int SERVICES_EACH = 5;
  static final String PASSWORD = "Long-enough-7-times";

  private static final int OPS_MANAGED = 2;
  private static final int OWNERS = 2;
  private static final String ZONE = "example";

  private final DeskUnderLoad desk;
  private final List<Member> communities = new ArrayList<>();

  Population(DeskUnderLoad desk) {
    this.desk = desk;
  }

  /** A community with what it has. */
  record Member(String slug, List<String> owners, List<Site> sites) {}

  /** A service. */
  record Site(String id, String name, String community, ManagedBy managedBy) {

    String app() {
      return "/" + community + "/" + name;
    }

    String host() {
      return name + "." + community + "." + ZONE;
    }
  }

  List<Member> communities() {
    return List.copyOf(communities);
  }

  List<Site> sites() {
    return communities.stream().flatMap(community -> community.sites().stream()).toList();
  }

  /** Lets it grow to so many communities, of whose services nothing runs. */
  void enterUpTo(int wanted) {
    enterUpTo(wanted, "wordpress:6.8.3-php8.3-apache").forEach(this::deliver);
  }

  private List<Member> enterUpTo(int wanted, String image) {
    int from = communities.size();
    for (int n = from; n < wanted; n++) {
      communities.add(enter(n, image));
    }
    return List.copyOf(communities.subList(from, communities.size()));
  }

  /**
   * Lets it grow to so many services in all.
   *
   * @param image what the new ones run
   */
  void growTo(int services, String image) {
    int from = communities.size();
    List<Member> added = enterUpTo(services / SERVICES_EACH, image);
    if (added.isEmpty()) {
      return;
    }
    List<Site> sites = added.stream().flatMap(member -> member.sites().stream()).toList();
    desk.bean(DnsZones.class)
        .ensureRecords(
            ZONE,
            "benchmark-" + from,
            sites.stream()
                .map(
                    site ->
                        new RecordSet(
                            site.host(), "A", Duration.ofMinutes(1), List.of("127.0.0.1")))
                .toList());
    sites.forEach(site -> host(site, image));
    await(sites);
    // Only now, else the desk's probes would find them down.
    added.forEach(this::deliver);
  }

  private void deliver(Member community) {
    desk.bean(TransactionTemplate.class)
        .executeWithoutResult(transaction -> desk.bean(Inventory.class).deliver(community.slug()));
  }

  private Member enter(int n, String image) {
    String slug = "c" + (10_000 + n);
    List<String> emails = new ArrayList<>();
    List<Owner> owners = new ArrayList<>();
    for (int i = 0; i < OWNERS; i++) {
      String email = "owner-" + i + "@" + slug + ".test";
      emails.add(email);
      owners.add(new Owner(slug, email, "Owner " + i, "en", "Europe/Berlin", i));
    }
    List<Site> sites = new ArrayList<>();
    for (int i = 0; i < SERVICES_EACH; i++) {
      String name = "site-" + i;
      sites.add(
          new Site(
              slug + "." + name,
              name,
              slug,
              i < OPS_MANAGED ? ManagedBy.OPS : ManagedBy.COMMUNITY));
    }
    desk.bean(TransactionTemplate.class)
        .executeWithoutResult(
            transaction -> {
              enter(slug, owners);
              enter(sites, image);
            });
    return new Member(slug, emails, sites);
  }

  private void enter(String slug, List<Owner> owners) {
    OwnerLists lists = desk.bean(OwnerLists.class);
    People people = desk.bean(People.class);
    Community community =
        new Community(
            slug, "Community " + slug, List.of("en"), ZoneId.of("Europe/Berlin"), Instant.now());
    lists.enter(community, owners);
    people.addCommunity(slug, community.name());
    for (Owner owner : owners) {
      lists.answer(slug, owner.email(), true, owner.email(), Channel.LINK);
      people.addAccount(owner.email(), owner.name());
      people.setPassword(owner.email(), PASSWORD);
      people.addOwner(slug, owner.email());
    }
    lists.activate(slug);
  }

  private void enter(List<Site> sites, String image) {
    Inventory inventory = desk.bean(Inventory.class);
    inventory.reserve(
        sites.stream()
            .map(
                site ->
                    new DeliveredService(
                        site.community(),
                        ServiceKind.SITE,
                        site.name(),
                        site.host(),
                        "wordpress",
                        image,
                        site.managedBy(),
                        "{}",
                        Instant.now()))
            .toList());
  }

  private void host(Site site, String image) {
    desk.bean(Hosting.class)
        .ensure(
            new App(
                site.app(),
                image,
                List.of(),
                Map.of("WORDPRESS_DB_HOST", "db.example"),
                Optional.of(80),
                List.of(site.host()),
                "/",
                new App.Resources(0.5, 256, 0),
                1,
                Map.of("desk-community", site.community(), "desk-service", site.id())));
  }

  private void await(List<Site> sites) {
    Hosting hosting = desk.bean(Hosting.class);
    for (Site site : sites) {
      Waiting.until(
          site.app() + " runs",
          Duration.ofMinutes(1),
          () -> hosting.find(site.app()).filter(AppStatus::settled).isPresent());
    }
  }

  /** The images that the sites should run now, each once. */
  Set<String> images() {
    Hosting hosting = desk.bean(Hosting.class);
    return sites().stream()
        .map(site -> hosting.find(site.app()).orElseThrow().image())
        .collect(Collectors.toSet());
  }
}
