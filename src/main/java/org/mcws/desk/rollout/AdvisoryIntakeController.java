package org.mcws.desk.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.AdvisoryReader;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.web.Idempotency;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Takes advisories by REST, as they were published. */
@RestController
@Tag(name = "Rollouts")
class AdvisoryIntakeController {

  private static final int LONGEST = 20_000_000;

  private final AdvisoryReader reader;
  private final Intake intake;
  private final Rollouts rollouts;
  private final RolloutProcess process;
  private final Idempotency idempotency;
  private final CurrentPerson person;

  AdvisoryIntakeController(
      AdvisoryReader reader,
      Intake intake,
      Rollouts rollouts,
      RolloutProcess process,
      Idempotency idempotency,
      CurrentPerson person) {
    this.reader = reader;
    this.intake = intake;
    this.rollouts = rollouts;
    this.process = process;
    this.idempotency = idempotency;
    this.person = person;
  }

  @Operation(
      summary = "Roll out a security update",
      description =
          "For Ops. The body is an advisory, a VEX document or a scanner's report as it was"
              + " published, JSON or YAML, recognised by its content. A problem that is being rolled"
              + " out already, under whatever name, is joined: the answer names that rollout.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(mediaType = "application/json", schema = @Schema(type = "object")),
                @Content(mediaType = "application/yaml", schema = @Schema(type = "string"))
              }))
  // A form's body would be taken apart before it is read.
  @PostMapping(path = "/api/advisories", consumes = "!application/x-www-form-urlencoded")
  ResponseEntity<JsonNode> take(
      @RequestBody byte[] body,
      @RequestParam(defaultValue = "false") boolean exploited,
      @RequestHeader(name = "Idempotency-Key", required = false) String key) {
    if (!person.isOps()) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Only Community Ops start a rollout: send them the advisory.");
    }
    if (body.length > LONGEST) {
      throw new ResponseStatusException(
          HttpStatus.PAYLOAD_TOO_LARGE,
          "The document is longer than " + LONGEST / 1_000_000 + " MB.");
    }
    String document = new String(body, StandardCharsets.UTF_8);
    return idempotency.once(
        key,
        person.id().orElseThrow(),
        Map.of("POST /api/advisories", document, "exploited", exploited),
        () -> take(document, exploited));
  }

  private ResponseEntity<Started> take(String document, boolean exploited) {
    Advisory advisory = reader.read(document);
    rollouts.lockIntake();
    List<Rollout> running = intake.running(advisory, document);
    if (intake.isOnlyAbout(running, advisory)) {
      intake.join(running, advisory, exploited, person.id());
      intake.tell();
      return answer(running.get(0));
    }
    ProcessInstance instance = process.start(document, exploited);
    return answer(rollouts.of(instance.getId()));
  }

  private static ResponseEntity<Started> answer(Rollout rollout) {
    return ResponseEntity.accepted()
        .location(URI.create("/api/rollouts/" + rollout.id()))
        .body(new Started(rollout.id(), rollout.processInstanceId(), rollout.advisory()));
  }

  /**
   * @param id of the rollout
   * @param processInstanceId of its process instance
   * @param businessKey id under which the desk keeps the advisory
   */
  record Started(UUID id, String processInstanceId, String businessKey) {}
}
