package org.mcws.desk.status.page;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.function.Predicate;
import org.mcws.desk.status.BoardSettings;
import org.mcws.desk.status.board.Addresses;
import org.mcws.desk.status.board.ShownNotice;
import org.mcws.desk.status.board.ShownNotices;
import org.mcws.desk.status.board.Snapshot;
import org.mcws.desk.status.board.Snapshots;
import org.mcws.desk.status.board.Stage;
import org.mcws.desk.status.page.Statuspage.ComponentsAnswer;
import org.mcws.desk.status.page.Statuspage.Incident;
import org.mcws.desk.status.page.Statuspage.IncidentAnswer;
import org.mcws.desk.status.page.Statuspage.IncidentsAnswer;
import org.mcws.desk.status.page.Statuspage.Maintenance;
import org.mcws.desk.status.page.Statuspage.MaintenancesAnswer;
import org.mcws.desk.status.page.Statuspage.StatusAnswer;
import org.mcws.desk.status.page.Statuspage.Summary;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * The status page for programs, in the shape that tools for Statuspage read: for everybody, also
 * from other sites' scripts, which send neither cookies nor passwords along.
 */
@RestController
@RequestMapping(path = "/api/v2", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Status page")
@SecurityRequirements
class StatuspageController {

  private final Snapshots snapshots;
  private final ShownNotices notices;
  private final Addresses addresses;
  private final BoardSettings settings;

  StatuspageController(
      Snapshots snapshots, ShownNotices notices, Addresses addresses, BoardSettings settings) {
    this.snapshots = snapshots;
    this.notices = notices;
    this.addresses = addresses;
    this.settings = settings;
  }

  @Operation(summary = "The state of all services, what is open and what is planned")
  @GetMapping("/summary.json")
  ResponseEntity<Summary> summary() {
    Snapshot now = snapshots.now();
    StatuspageWriter writer = writer(now);
    return answer(
        new Summary(
            writer.page(),
            writer.components(),
            incidents(writer, now, ShownNotice::isOpen),
            maintenance(writer, now, ShownNotice::isOpen),
            writer.status()));
  }

  @Operation(summary = "The state of all services together")
  @GetMapping("/status.json")
  ResponseEntity<StatusAnswer> status() {
    StatuspageWriter writer = writer(snapshots.now());
    return answer(new StatusAnswer(writer.page(), writer.status()));
  }

  @Operation(summary = "The state of each service; communities are groups of them")
  @GetMapping("/components.json")
  ResponseEntity<ComponentsAnswer> components() {
    StatuspageWriter writer = writer(snapshots.now());
    return answer(new ComponentsAnswer(writer.page(), writer.components()));
  }

  @Operation(summary = "The incidents that are open and the last 50")
  @GetMapping("/incidents.json")
  ResponseEntity<IncidentsAnswer> incidents() {
    return incidents(any -> true);
  }

  @Operation(summary = "The incidents that are open")
  @GetMapping("/incidents/unresolved.json")
  ResponseEntity<IncidentsAnswer> unresolved() {
    return incidents(ShownNotice::isOpen);
  }

  @Operation(summary = "One incident")
  @GetMapping("/incidents/{id}.json")
  ResponseEntity<IncidentAnswer> incident(@PathVariable String id) {
    ShownNotice incident =
        notices
            .find(id)
            .filter(ShownNotice::isIncident)
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no such incident."));
    StatuspageWriter writer = writer(snapshots.now());
    return answer(new IncidentAnswer(writer.page(), writer.incident(incident)));
  }

  @Operation(summary = "The maintenance that is planned or under way, and the last 50 times")
  @GetMapping("/scheduled-maintenances.json")
  ResponseEntity<MaintenancesAnswer> maintenance() {
    return maintenance(any -> true);
  }

  @Operation(summary = "The maintenance that is planned")
  @GetMapping("/scheduled-maintenances/upcoming.json")
  ResponseEntity<MaintenancesAnswer> upcoming() {
    return maintenance(notice -> notice.stage() == Stage.SCHEDULED);
  }

  @Operation(summary = "The maintenance that is under way")
  @GetMapping("/scheduled-maintenances/active.json")
  ResponseEntity<MaintenancesAnswer> active() {
    return maintenance(ShownNotice::isUnderWay);
  }

  private ResponseEntity<IncidentsAnswer> incidents(Predicate<ShownNotice> wanted) {
    Snapshot now = snapshots.now();
    StatuspageWriter writer = writer(now);
    return answer(new IncidentsAnswer(writer.page(), incidents(writer, now, wanted)));
  }

  private ResponseEntity<MaintenancesAnswer> maintenance(Predicate<ShownNotice> wanted) {
    Snapshot now = snapshots.now();
    StatuspageWriter writer = writer(now);
    return answer(new MaintenancesAnswer(writer.page(), maintenance(writer, now, wanted)));
  }

  private static List<Incident> incidents(
      StatuspageWriter writer, Snapshot now, Predicate<ShownNotice> wanted) {
    return now.incidents().stream().filter(wanted).map(writer::incident).toList();
  }

  private static List<Maintenance> maintenance(
      StatuspageWriter writer, Snapshot now, Predicate<ShownNotice> wanted) {
    return now.maintenance().stream().filter(wanted).map(writer::maintenance).toList();
  }

  private StatuspageWriter writer(Snapshot now) {
    return new StatuspageWriter(now, addresses, settings);
  }

  private static <T> ResponseEntity<T> answer(T body) {
    return ResponseEntity.ok()
        .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .cacheControl(Freshness.HALF_A_MINUTE)
        .body(body);
  }
}
