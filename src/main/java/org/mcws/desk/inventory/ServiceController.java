package org.mcws.desk.inventory;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Locale;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What communities have, by REST. */
@RestController
@RequestMapping("/api/services")
@Tag(name = "Services")
@Transactional(readOnly = true)
public class ServiceController {

  private final DeliveredServices services;
  private final CurrentPerson person;

  ServiceController(DeliveredServices services, CurrentPerson person) {
    this.services = services;
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
    return services
        .findById(id)
        .filter(s -> person.isOps() || person.communities().contains(s.community()))
        .map(ServiceController::view)
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such service."));
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
        label(service.managedBy()),
        label(service.state()),
        service.createdAt());
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /**
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
      String managedBy,
      String state,
      Instant createdAt) {}
}
