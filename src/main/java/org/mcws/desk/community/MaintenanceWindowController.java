package org.mcws.desk.community;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.engine.People;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** When a community likes its services to be changed, by REST. */
@RestController
@RequestMapping("/api/communities/{slug}/maintenance-window")
@Tag(name = "Communities")
public class MaintenanceWindowController {

  private static final String FIELD = "window";

  private final Communities communities;
  private final CurrentPerson person;
  private final AuditTrail audit;

  MaintenanceWindowController(Communities communities, CurrentPerson person, AuditTrail audit) {
    this.communities = communities;
    this.person = person;
    this.audit = audit;
  }

  @Operation(
      summary = "Say when your community's services may be changed",
      description =
          "For its owners and Ops. Days and times of the community's time zone, such as \"Tue,Thu"
              + " 02:00-05:00\"; null for any time. The most urgent security updates do not wait"
              + " for it.")
  @PutMapping
  @Transactional
  public Preference prefer(@PathVariable String slug, @RequestBody JsonNode body) {
    Community community =
        communities
            .findById(slug)
            .filter(one -> person.isOps() || person.communities().contains(slug))
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no such community."));
    if (!person.isOps() && !person.belongsToAny(List.of(People.ownersOf(slug)))) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Only the community's owners and Community Ops decide that.");
    }
    Optional<MaintenanceWindow> window = read(body);
    community.preferMaintenance(window);
    String text = window.map(MaintenanceWindow::toString).orElse(null);
    audit.record(
        person.id().orElseThrow(),
        Channel.ACCOUNT,
        "maintenance window set",
        "community/" + slug,
        text == null ? "any time" : text);
    return new Preference(text);
  }

  private static Optional<MaintenanceWindow> read(JsonNode body) {
    JsonNode text = body.path(FIELD);
    if (text.isNull()) {
      return Optional.empty();
    }
    if (!text.isTextual()) {
      throw new InvalidInput(
          "/" + FIELD,
          "'window' is missing: give text such as "
              + MaintenanceWindow.EXAMPLE
              + ", or null for any time.");
    }
    try {
      return Optional.of(MaintenanceWindow.parse(text.textValue()));
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("/" + FIELD, "'window' " + e.getMessage() + ".");
    }
  }

  /**
   * @param window days and times in the community's zone; nothing for any time
   */
  record Preference(String window) {}
}
