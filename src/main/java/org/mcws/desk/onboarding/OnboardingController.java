package org.mcws.desk.onboarding;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.web.Idempotency;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Onboardings by REST. */
@RestController
@RequestMapping("/api/onboardings")
@Tag(name = "Onboardings")
class OnboardingController {

  private static final Set<Onboarding.State> SERVED =
      EnumSet.of(Onboarding.State.RUNNING, Onboarding.State.ONBOARDED);

  private final OnboardingProcess process;
  private final Onboardings onboardings;
  private final OnboardingProgress progress;
  private final Idempotency idempotency;
  private final CurrentPerson person;
  private final AuditTrail audit;
  private final DeregisterCommunity deregisterCommunity;
  private final TellAbandonment tellAbandonment;

  OnboardingController(
      OnboardingProcess process,
      Onboardings onboardings,
      OnboardingProgress progress,
      Idempotency idempotency,
      CurrentPerson person,
      AuditTrail audit,
      DeregisterCommunity deregisterCommunity,
      TellAbandonment tellAbandonment) {
    this.process = process;
    this.onboardings = onboardings;
    this.progress = progress;
    this.idempotency = idempotency;
    this.person = person;
    this.audit = audit;
    this.deregisterCommunity = deregisterCommunity;
    this.tellAbandonment = tellAbandonment;
  }

  @Operation(
      summary = "Start an onboarding",
      description =
          "The body has one JSON value per start variable: community, requester, project, owners,"
              + " services. What is wrong is told all at once, and nothing is made.")
  @PostMapping
  ResponseEntity<JsonNode> start(
      @RequestBody Map<String, JsonNode> body,
      @RequestHeader(name = "Idempotency-Key", required = false) String key) {
    return idempotency.once(
        key, person.id().orElseThrow(), Map.of("POST /api/onboardings", body), () -> start(body));
  }

  @Operation(summary = "Where an onboarding stands, in words")
  @GetMapping("/{id}")
  @Transactional(readOnly = true)
  public OnboardingView show(@PathVariable UUID id) {
    return progress.of(visible(id));
  }

  @Operation(summary = "All onboardings that you may see, the newest first")
  @GetMapping
  @Transactional(readOnly = true)
  public Paged<OnboardingView> list(@ParameterObject PageQuery query) {
    PageRequest newest = query.newestFirst("createdAt", "id");
    return Paged.of(
        person.isOps()
            ? onboardings.findAllBy(newest)
            : onboardings.findByStartedByOrStateInAndCommunityIn(
                person.id().orElseThrow(), SERVED, person.communities(), newest),
        progress::of);
  }

  @Operation(
      summary = "Abandon an onboarding",
      description =
          "For Ops. Whatever is under way stops, and what was made so far is removed, in the"
              + " reverse of the order in which it was made; also when somebody has deleted the"
              + " process instance.")
  @PostMapping("/{id}/abandon")
  @Transactional
  public ResponseEntity<OnboardingView> abandon(
      @PathVariable UUID id, @Valid @RequestBody Abandonment abandonment) {
    Onboarding onboarding = visible(id);
    if (!person.isOps()) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Only Community Ops abandon an onboarding: ask them.");
    }
    if (onboarding.state() != Onboarding.State.RUNNING) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "The onboarding has ended: " + onboarding.outcome());
    }
    audit.record(
        person.id().orElseThrow(),
        Channel.ACCOUNT,
        "onboarding abandoned",
        OnboardingProcess.id(id),
        abandonment.reason());
    if (process.isThere(onboarding.processInstanceId())) {
      process.abandon(onboarding.processInstanceId(), abandonment.reason());
    } else {
      deregisterCommunity.undo(onboarding.community(), onboarding.processInstanceId());
      tellAbandonment.tell(onboarding, abandonment.reason());
    }
    return ResponseEntity.accepted()
        .location(URI.create("/api/onboardings/" + id))
        .body(progress.of(onboarding));
  }

  private ResponseEntity<Started> start(Map<String, JsonNode> body) {
    ProcessInstance instance =
        process.start(
            body.entrySet().stream()
                .collect(
                    Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toString())));
    Onboarding onboarding = onboardings.findByProcessInstanceId(instance.getId()).orElseThrow();
    return ResponseEntity.accepted()
        .location(URI.create("/api/onboardings/" + onboarding.id()))
        .body(new Started(onboarding.id(), instance.getId(), onboarding.community()));
  }

  // After a decline the slug may go to others, who must not read what was said of those before.
  private boolean isTheirs(Onboarding onboarding) {
    return SERVED.contains(onboarding.state())
        && person.communities().contains(onboarding.community());
  }

  private Onboarding visible(UUID id) {
    return onboardings
        .findById(id)
        .filter(
            onboarding ->
                person.isOps()
                    || person.id().orElseThrow().equals(onboarding.startedBy())
                    || isTheirs(onboarding))
        .orElseThrow(
            () ->
                new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such onboarding."));
  }

  /**
   * @param id of the onboarding
   * @param processInstanceId of its process instance
   * @param businessKey the community's slug
   */
  record Started(UUID id, String processInstanceId, String businessKey) {}

  /**
   * @param reason why, told to everybody; at most 2,000 characters
   */
  record Abandonment(
      @NotBlank(message = "is missing: say why, everybody is told")
          @Size(max = 2000, message = "use at most 2,000 characters")
          String reason) {}
}
