package org.mcws.desk.status;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.OwnersAndOps;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.hosting.Hosting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What services print, for those who look after them. */
@RestController
@Tag(name = "Services")
class ServiceLogController {

  private static final Set<ServiceKind> ALWAYS_RUNNING =
      Set.of(ServiceKind.SITE, ServiceKind.WORKER);

  private static final Logger LOG = LoggerFactory.getLogger(ServiceLogController.class);

  private final OwnersAndOps people;
  private final Hosting hosting;

  ServiceLogController(OwnersAndOps people, Hosting hosting) {
    this.people = people;
    this.hosting = hosting;
  }

  @Operation(
      summary = "The last of what a site or a worker has printed",
      description =
          "For the owners of its community and Ops: at most 16,000 characters of its newest"
              + " instance, or of the one that failed before if that is silent. What a scheduled"
              + " service prints stands with each of its runs.")
  @GetMapping(value = "/api/services/{service}/log", produces = MediaType.TEXT_PLAIN_VALUE)
  String log(@PathVariable String service) {
    DeliveredService asked = people.service(service);
    if (!ALWAYS_RUNNING.contains(asked.kind())) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT,
          asked.kind() == ServiceKind.SCHEDULED
              ? "It runs only at times: each run has its own, GET /api/services/"
                  + service
                  + "/runs."
              : "Only sites and workers run and print something.");
    }
    try {
      return hosting.output(asked.appId());
    } catch (PlatformUnavailable e) {
      LOG.warn("The log of {} could not be had", service, e);
      throw new ResponseStatusException(
          HttpStatus.SERVICE_UNAVAILABLE,
          "The hosting platform does not tell it just now; try again in a while.",
          e);
    }
  }
}
