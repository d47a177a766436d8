package org.mcws.desk.inventory;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mcws.desk.inventory.ServiceChange.What;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What communities have and what of it runs. */
@Service
@Transactional
public class Inventory {

  private static final String DESK = "desk";
  private static final int AT_ONCE = 1000;

  /** As the hosting platform names what a service runs. */
  private static final Pattern APP = Pattern.compile("^/([^/]+)/([^/]+)$");

  private final DeliveredServices services;
  private final Blueprints blueprints;
  private final RunningComponents components;
  private final Sboms sboms;
  private final ServiceChanges changes;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Inventory(
      DeliveredServices services,
      Blueprints blueprints,
      RunningComponents components,
      Sboms sboms,
      ServiceChanges changes,
      ApplicationEventPublisher events,
      Clock clock) {
    this.services = services;
    this.blueprints = blueprints;
    this.components = components;
    this.sboms = sboms;
    this.changes = changes;
    this.events = events;
    this.clock = clock;
  }

  /** Keeps the names of services that are to be made; the database refuses a name twice. */
  public void reserve(List<DeliveredService> wanted) {
    wanted.forEach(
        service -> {
          if (service.image() != null) {
            run(service, service.image(), Optional.empty(), service.createdAt());
          }
          services.save(service);
        });
  }

  /** Gives up the names of a community that gets nothing. */
  public void release(String community) {
    events.publishEvent(new ServicesReleased(community));
    services.deleteByCommunity(community);
  }

  /** The community has its services now. */
  public void deliver(String community) {
    Instant now = clock.instant();
    for (DeliveredService service : services.findByCommunityOrderById(community)) {
      if (service.deliver()) {
        changes.save(
            new ServiceChange(
                service.id(),
                now,
                What.DELIVERED,
                null,
                service.image(),
                DESK,
                "The community has its services."));
        events.publishEvent(new ServiceDelivered(service));
      }
    }
  }

  /**
   * Records that a service runs another image now. The components that its blueprint and its image
   * give it follow; a bill of materials counts only for the image that it was made of. Saying again
   * what is known changes nothing.
   *
   * @param image image reference, as it was deployed
   * @param digest its digest, if it is known
   * @param why for people, such as the advisory's id and title
   * @param by who decided: a mail address, an account, or {@code desk}
   * @throws java.util.NoSuchElementException if there is no such service
   */
  public void updated(
      String serviceId, String image, Optional<String> digest, String why, String by) {
    DeliveredService service = services.lock(serviceId).orElseThrow();
    if (service.runs(image, digest)) {
      return;
    }
    String before = shown(service);
    run(service, image, digest, clock.instant());
    sboms.imageChanged(service);
    changes.save(
        new ServiceChange(
            serviceId, service.imageSince(), What.IMAGE, before, shown(service), by, why));
  }

  @Transactional(readOnly = true)
  public Optional<DeliveredService> find(String serviceId) {
    return services.findById(serviceId);
  }

  /**
   * The delivered services that somebody means: each by its id, by its app's id on the hosting
   * platform, or by the name under which visitors or mail find it.
   *
   * @param meant names of one service each, the most trustworthy first; the first that a service
   *     has decides
   * @return the services by their names; what no service claims is left out
   */
  @Transactional(readOnly = true)
  public Map<List<String>, DeliveredService> claim(Collection<List<String>> meant) {
    List<String> ids =
        meant.stream().flatMap(List::stream).map(Inventory::plain).distinct().toList();
    Map<String, DeliveredService> known = new HashMap<>();
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      services
          .findDeliveredByIdOrHost(ids.subList(from, Math.min(ids.size(), from + AT_ONCE)))
          .forEach(
              service -> {
                known.putIfAbsent(service.id(), service);
                known.putIfAbsent(service.host(), service);
              });
    }
    Map<List<String>, DeliveredService> claimed = new HashMap<>();
    for (List<String> names : meant) {
      names.stream()
          .map(Inventory::plain)
          .map(known::get)
          .filter(Objects::nonNull)
          .findFirst()
          .ifPresent(service -> claimed.put(names, service));
    }
    return claimed;
  }

  /** An app's id as its service's. */
  private static String plain(String name) {
    return APP.matcher(name).replaceFirst("$1.$2");
  }

  /** How many services communities have. */
  @Transactional(readOnly = true)
  public long deliveredCount() {
    return services.countByState(DeliveredService.State.DELIVERED);
  }

  /** What has changed about a service after then, the newest first. */
  @Transactional(readOnly = true)
  public List<RecentChange> changesSince(String serviceId, Instant then) {
    return changes.findByServiceAndAtAfterOrderByIdDesc(serviceId, then).stream()
        .map(RecentChange::of)
        .toList();
  }

  @Transactional(readOnly = true)
  public List<DeliveredService> of(String community) {
    return services.findByCommunityOrderById(community);
  }

  /**
   * Everything by one of these names that delivered services run, in the order of the services; one
   * service may have a package in several versions, and from several origins.
   */
  @Transactional(readOnly = true)
  public List<RunningComponent> running(Collection<PackageName> names) {
    return running(names, components::find);
  }

  /** The same of one service. */
  @Transactional(readOnly = true)
  public List<RunningComponent> running(String serviceId, Collection<PackageName> names) {
    return running(names, (types, plain) -> components.findIn(serviceId, types, plain));
  }

  private static List<RunningComponent> running(
      Collection<PackageName> names,
      BiFunction<Set<String>, Set<String>, List<RunningComponent>> search) {
    Set<PackageName> wanted = Set.copyOf(names);
    if (wanted.isEmpty()) {
      return List.of();
    }
    return search
        .apply(
            wanted.stream().map(PackageName::type).collect(Collectors.toSet()),
            wanted.stream().map(PackageName::name).collect(Collectors.toSet()))
        .stream()
        .filter(component -> wanted.contains(component.name()))
        .toList();
  }

  /**
   * What a bill of materials of this image lists, whether the service runs the image already or
   * not; empty if there is none.
   *
   * @param image image reference, with tag or digest
   */
  @Transactional(readOnly = true)
  public List<RunningComponent> packagesIn(DeliveredService service, String image) {
    return sboms.packages(service, SbomImage.named(image));
  }

  /**
   * The delivered services that run one of these images.
   *
   * @param images references, as Docker understands them, or digests; what is neither is passed
   *     over
   */
  @Transactional(readOnly = true)
  public List<DeliveredService> runningImages(Collection<String> images) {
    ImageQuery query = ImageQuery.of(images);
    return services.findRunning(query.repositories(), query.digests()).stream()
        .filter(query::matches)
        .toList();
  }

  /**
   * Who stands in the way of a new community's service under this name: a service of that name; one
   * above it, since a community decides about what lies below its names; or, for a domain, one
   * below it.
   *
   * @param host DNS name or mail address
   */
  @Transactional(readOnly = true)
  public Optional<DeliveredService> holderOf(ServiceKind kind, String host) {
    String name = host.substring(host.indexOf('@') + 1);
    List<String> above = new ArrayList<>(List.of(name));
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      above.add(name.substring(dot + 1));
    }
    return services
        .findFirstByHostIn(above)
        .or(
            () ->
                kind == ServiceKind.DOMAIN || kind == ServiceKind.MAIL_DOMAIN
                    ? services.findFirstByHostEndingWith("." + name)
                    : Optional.empty());
  }

  private void run(DeliveredService service, String image, Optional<String> digest, Instant since) {
    Optional<String> version =
        Optional.ofNullable(service.blueprint())
            .flatMap(blueprints::findById)
            .flatMap(blueprint -> blueprint.versionOf(image));
    service.run(image, digest, version, since);
  }

  /** The image with all that is known of it. */
  private static String shown(DeliveredService service) {
    return service.imageName() + service.imageDigest().map(digest -> "@" + digest).orElse("");
  }
}
