package org.mcws.desk.status.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * The shapes in which Statuspage (API v2) tells programs of a status page. What is null is written
 * too, since its readers expect every member.
 */
final class Statuspage {

  private Statuspage() {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "StatuspagePage")
  record Page(String id, String name, String url, String timeZone, Instant updatedAt) {}

  /**
   * @param indicator none, minor, major or critical
   */
  @Schema(name = "StatuspageStatus")
  record Status(String indicator, String description) {}

  /**
   * A service, or a community as a group of them.
   *
   * @param components of a group: the ids of what belongs to it
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(Include.ALWAYS)
  @Schema(name = "StatuspageComponent")
  record Component(
      String id,
      String name,
      String status,
      Instant createdAt,
      Instant updatedAt,
      int position,
      String description,
      boolean showcase,
      LocalDate startDate,
      boolean group,
      String groupId,
      String pageId,
      boolean onlyShowIfDegraded,
      @JsonInclude(Include.NON_NULL) List<String> components) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(Include.ALWAYS)
  @Schema(name = "StatuspageIncident")
  record Incident(
      String id,
      String name,
      String status,
      String impact,
      Instant createdAt,
      Instant startedAt,
      Instant updatedAt,
      Instant monitoringAt,
      Instant resolvedAt,
      String shortlink,
      String pageId,
      List<Update> incidentUpdates,
      List<Component> components) {}

  /**
   * @param affectedComponents always null: the desk does not keep how each service fared before
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(Include.ALWAYS)
  @Schema(name = "StatuspageUpdate")
  record Update(
      UUID id,
      String incidentId,
      String status,
      String body,
      Instant createdAt,
      Instant updatedAt,
      Instant displayAt,
      List<Component> affectedComponents) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "StatuspageMaintenance")
  record Maintenance(
      @JsonUnwrapped Incident incident, Instant scheduledFor, Instant scheduledUntil) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "StatuspageSummary")
  record Summary(
      Page page,
      List<Component> components,
      List<Incident> incidents,
      List<Maintenance> scheduledMaintenances,
      Status status) {}

  record StatusAnswer(Page page, Status status) {}

  record ComponentsAnswer(Page page, List<Component> components) {}

  record IncidentsAnswer(Page page, List<Incident> incidents) {}

  record IncidentAnswer(Page page, Incident incident) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record MaintenancesAnswer(Page page, List<Maintenance> scheduledMaintenances) {}
}
