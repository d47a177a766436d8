package org.mcws.desk.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.mcws.desk.inventory.OwnersAndOps;
import org.mcws.desk.web.Idempotency;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the desk's probes see of a service, by REST. */
@RestController
@RequestMapping("/api/services/{service}/probes")
@Tag(name = "Services")
class ProbeController {

  private final OwnersAndOps people;
  private final ProbeReports reports;
  private final LookNow lookNow;
  private final Idempotency idempotency;

  ProbeController(
      OwnersAndOps people, ProbeReports reports, LookNow lookNow, Idempotency idempotency) {
    this.people = people;
    this.reports = reports;
    this.lookNow = lookNow;
    this.idempotency = idempotency;
  }

  @Operation(
      summary = "What the desk sees when it looks at a service",
      description = "For the owners of its community and Ops; by the kind of look.")
  @GetMapping
  ProbesOfService show(@PathVariable String service) {
    return new ProbesOfService(reports.of(people.service(service).id()));
  }

  @Operation(
      summary = "Look at a service now",
      description =
          "For the owners of its community and Ops, at most every ten seconds for a service. What"
              + " was seen can be read a moment later.")
  @PostMapping("/look")
  ResponseEntity<JsonNode> look(
      @PathVariable String service,
      @RequestHeader(name = "Idempotency-Key", required = false) String key) {
    String id = people.service(service).id();
    String path = "/api/services/" + id + "/probes";
    return idempotency.once(
        key,
        people.actor(),
        "POST " + path + "/look",
        () -> {
          if (!lookNow.hurry(id)) {
            throw tooOften();
          }
          return ResponseEntity.accepted().location(URI.create(path)).build();
        });
  }

  private static ErrorResponseException tooOften() {
    String seconds = String.valueOf(LookNow.GAP.toSeconds());
    ErrorResponseException refusal =
        new ErrorResponseException(
            HttpStatus.TOO_MANY_REQUESTS,
            ProblemDetail.forStatusAndDetail(
                HttpStatus.TOO_MANY_REQUESTS,
                "Somebody has asked for that less than "
                    + seconds
                    + " seconds ago; wait a moment."),
            null);
    refusal.getHeaders().set(HttpHeaders.RETRY_AFTER, seconds);
    return refusal;
  }

  /** What is seen of one service. */
  record ProbesOfService(List<ProbeReport> probes) {}
}
