package org.mcws.desk.advisory;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the desk knows of security problems, and whom they affect, by REST. For Ops. */
@RestController
@RequestMapping("/api/advisories")
@Tag(name = "Advisories")
class AdvisoryController {

  private final AdvisoryReader reader;
  private final AdvisoryRegister register;
  private final Impact impact;
  private final CurrentPerson person;

  AdvisoryController(
      AdvisoryReader reader, AdvisoryRegister register, Impact impact, CurrentPerson person) {
    this.reader = reader;
    this.register = register;
    this.impact = impact;
    this.person = person;
  }

  @Operation(summary = "All problems that the desk was told of, what changed last first")
  @GetMapping
  Paged<AdvisorySummary> list(@ParameterObject PageQuery query) {
    mustBeOps();
    return Paged.of(register.list(query.newestFirst("changedAt", "id")), summary -> summary);
  }

  @Operation(
      summary = "A problem",
      description =
          "By any of its ids, in capitals or not. What all documents say of it is in one.")
  @GetMapping("/{id}")
  AdvisoryView show(@PathVariable String id) {
    return AdvisoryView.of(visible(id));
  }

  @Operation(summary = "Whom a problem affects, by what runs now")
  @GetMapping("/{id}/impact")
  ImpactView impact(@PathVariable String id, @ParameterObject PageQuery query) {
    Advisory advisory = visible(id);
    return ImpactView.of(advisory, impact.of(advisory), query);
  }

  @Operation(
      summary = "Whom a document would affect",
      description =
          "Takes an advisory as it was published, in any format that POST /api/advisories takes."
              + " Nothing is kept and nothing is started.",
      requestBody =
          @RequestBody(required = true, content = @Content(schema = @Schema(type = "object"))))
  @PostMapping(
      path = "/impact",
      consumes = {
        MediaType.APPLICATION_JSON_VALUE,
        "application/*+json",
        "application/yaml",
        "application/x-yaml",
        "text/yaml",
        "text/plain"
      })
  ImpactView wouldAffect(HttpServletRequest request, @ParameterObject PageQuery query)
      throws IOException {
    mustBeOps();
    Advisory advisory = reader.read(reader.receive(request.getInputStream()));
    return ImpactView.of(advisory, impact.of(advisory), query);
  }

  private Advisory visible(String id) {
    return (person.isOps() ? register.find(id) : Optional.<Advisory>empty())
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such advisory."));
  }

  private void mustBeOps() {
    if (!person.isOps()) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Only Community Ops see advisories: ask them.");
    }
  }
}
