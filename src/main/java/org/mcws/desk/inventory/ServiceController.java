package org.mcws.desk.inventory;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Locale;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What communities have, by REST. */
@RestController
@RequestMapping("/api/services")
@Tag(name = "Services")
@Transactional(readOnly = true)
public class ServiceController {

  private final DeliveredServices services;
  private final RunningComponents components;
  private final ServiceChanges changes;
  private final OwnersAndOps people;
  private final CurrentPerson person;

  ServiceController(
      DeliveredServices services,
      RunningComponents components,
      ServiceChanges changes,
      OwnersAndOps people,
      CurrentPerson person) {
    this.services = services;
    this.components = components;
    this.changes = changes;
    this.people = people;
    this.person = person;
  }

  @Operation(summary = "The services that you may see, by their ids")
  @GetMapping
  public Paged<ServiceView> list(@ParameterObject PageQuery query) {
    return Paged.of(
        person.isOps()
            ? services.findAllBy(query.sortedBy("id"))
            : services.findByCommunityIn(person.communities(), query.sortedBy("id")),
        ServiceController::view);
  }

  @Operation(summary = "A service")
  @GetMapping("/{id}")
  public ServiceView show(@PathVariable String id) {
    return view(people.visible(id));
  }

  @Operation(summary = "What a service runs, as far as the desk knows, by type and name")
  @GetMapping("/{id}/components")
  public Paged<ComponentView> components(
      @PathVariable String id, @ParameterObject PageQuery query) {
    return Paged.of(
        components.findByService(
            people.visible(id).id(), query.sortedBy("type", "name", "version", "origin")),
        ServiceController::view);
  }

  @Operation(summary = "What happened to a service, the newest first")
  @GetMapping("/{id}/changes")
  public Paged<ChangeView> changes(@PathVariable String id, @ParameterObject PageQuery query) {
    return Paged.of(
        changes.findByService(people.visible(id).id(), query.newestFirst("id")),
        ServiceController::view);
  }

  private static ServiceView view(DeliveredService service) {
    return new ServiceView(
        service.id(),
        service.community(),
        service.kind(),
        service.name(),
        service.host(),
        service.blueprint(),
        service.image(),
        service.imageDigest().orElse(null),
        service.imageVersion().orElse(null),
        service.imageSince(),
        label(service.managedBy()),
        label(service.state()),
        service.createdAt());
  }

  private static ComponentView view(ComponentRow component) {
    return new ComponentView(
        component.name().type(),
        component.name().name(),
        orNull(component.version()),
        orNull(component.purl()),
        label(component.origin()));
  }

  private static ChangeView view(ServiceChange change) {
    return new ChangeView(
        change.at(), label(change.what()), change.from(), change.to(), change.by(), change.why());
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param imageDigest the digest of the image that runs, if it is known
   * @param imageVersion the version of the blueprint's software, if it is known
   * @param imageSince since when this image runs
   * @param managedBy ops or community
   * @param state reserved or delivered
   */
  record ServiceView(
      String id,
      String community,
      ServiceKind kind,
      String name,
      String host,
      String blueprint,
      String image,
      String imageDigest,
      String imageVersion,
      Instant imageSince,
      String managedBy,
      String state,
      Instant createdAt) {}

  /**
   * @param type package URL type
   * @param name namespace and name
   * @param version left out if nobody knows it
   * @param purl the package URL as it was uploaded
   * @param origin sbom, blueprint or image
   */
  record ComponentView(String type, String name, String version, String purl, String origin) {}

  /**
   * @param what delivered, image or sbom
   * @param from what was
   * @param to what is
   * @param by a mail address, an account, or desk
   */
  record ChangeView(Instant at, String what, String from, String to, String by, String why) {}
}
