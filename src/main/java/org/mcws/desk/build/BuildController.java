package org.mcws.desk.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** How builds went, by REST. */
@RestController
@Tag(name = "Builds")
@Transactional(readOnly = true)
public class BuildController {

  private final ImageBuilds builds;
  private final Inventory inventory;
  private final CurrentPerson person;
  private final ObjectMapper json;

  BuildController(
      ImageBuilds builds, Inventory inventory, CurrentPerson person, ObjectMapper json) {
    this.builds = builds;
    this.inventory = inventory;
    this.person = person;
    this.json = json;
  }

  @Operation(summary = "The builds of a service, the newest first")
  @GetMapping("/api/services/{id}/builds")
  public Paged<BuildSummary> list(@PathVariable String id, @ParameterObject PageQuery query) {
    inventory.find(id).filter(this::isVisible).orElseThrow(() -> missing("service"));
    return Paged.of(builds.findByService(id, query.newestFirst("orderedAt")), build -> build);
  }

  @Operation(summary = "A build, with what was found in its Dockerfile")
  @GetMapping("/api/builds/{id}")
  public BuildView show(@PathVariable UUID id) {
    return view(visible(id));
  }

  @Operation(summary = "What a build has printed until now")
  @GetMapping(value = "/api/builds/{id}/log", produces = MediaType.TEXT_PLAIN_VALUE)
  public String log(@PathVariable UUID id) {
    return visible(id).log();
  }

  private ImageBuild visible(UUID id) {
    return builds
        .findById(id)
        .filter(build -> inventory.find(build.service()).filter(this::isVisible).isPresent())
        .orElseThrow(() -> missing("build"));
  }

  private boolean isVisible(DeliveredService service) {
    return person.isOps() || person.communities().contains(service.community());
  }

  private static ResponseStatusException missing(String what) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such " + what + ".");
  }

  private BuildView view(ImageBuild build) {
    try {
      return new BuildView(
          build.id(),
          build.service(),
          BuildSummary.label(build.state()),
          build.reason().map(BuildSummary::label).orElse(null),
          build.message().orElse(null),
          json.readTree(build.findings()),
          build.image().orElse(null),
          build.bytes().orElse(null),
          build.orderedBy(),
          build.orderedAt(),
          build.endedAt().orElse(null));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param state waiting, running, built or failed
   * @param reason why it failed: source, dockerfile, files, base, step, memory, time, disk, log or
   *     platform
   * @param message what happened and what to do about it
   * @param findings what was found in the Dockerfile: line, level, rule, message and remedy
   * @param image the image with tag and digest
   * @param bytes its size
   */
  record BuildView(
      UUID id,
      String service,
      String state,
      String reason,
      String message,
      JsonNode findings,
      String image,
      Long bytes,
      String orderedBy,
      Instant orderedAt,
      Instant endedAt) {}
}
