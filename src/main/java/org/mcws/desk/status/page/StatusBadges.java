package org.mcws.desk.status.page;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.mcws.desk.status.board.ShownService;
import org.mcws.desk.status.board.Snapshot;
import org.mcws.desk.status.board.Snapshots;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Badges that a community puts on its own pages. */
@RestController
@Tag(name = "Status page")
@SecurityRequirements
class StatusBadges {

  private static final MediaType SVG = MediaType.parseMediaType("image/svg+xml;charset=UTF-8");

  private final Snapshots snapshots;

  StatusBadges(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Operation(summary = "A picture that says how a service fares")
  @GetMapping("/status/badges/{service}.svg")
  ResponseEntity<byte[]> badge(
      @Parameter(description = "the service's id") @PathVariable String service,
      @Parameter(description = "true: also the share of the last 90 days in which it was in order")
          @RequestParam(defaultValue = "false")
          String uptime) {
    Snapshot now = snapshots.now();
    ShownService shown =
        now.service(service)
            .orElseThrow(
                () ->
                    new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such service."));
    String value = shown.state().words();
    if (uptime.equals("true")) {
      value = value + shown.uptime(now.at()).percent().map(share -> ", " + share).orElse("");
    }
    return ResponseEntity.ok()
        .contentType(SVG)
        .cacheControl(Freshness.HALF_A_MINUTE)
        .body(new Badge(shown.name().label(), value, shown.state()).svg());
  }
}
