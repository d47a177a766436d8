package org.mcws.desk.approval;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.engine.People;
import org.mcws.desk.web.Idempotency;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Approvals by REST. */
@RestController
@RequestMapping("/api/approvals")
@Tag(name = "Approvals")
class ApprovalController {

  private static final String UNDO = "undo";

  private final ApprovalLists lists;
  private final OwnersWord owners;
  private final Idempotency idempotency;
  private final CurrentPerson person;

  ApprovalController(
      ApprovalLists lists, OwnersWord owners, Idempotency idempotency, CurrentPerson person) {
    this.lists = lists;
    this.owners = owners;
    this.idempotency = idempotency;
    this.person = person;
  }

  @Operation(
      summary = "The approvals that you may see, the newest first",
      description = "Ops see all, owners those of their communities.")
  @GetMapping
  @Transactional(readOnly = true)
  public Paged<ApprovalView> list(
      @Parameter(description = "open for all that have not ended, or a state; all if left out")
          @RequestParam(required = false)
          String state,
      @Parameter(description = "a community's slug; all if left out")
          @RequestParam(required = false)
          String community,
      @ParameterObject PageQuery query) {
    return Paged.of(
        lists.page(state, community, query.newestFirst("createdAt", "id")), lists::brief);
  }

  @Operation(summary = "An approval with all answers")
  @GetMapping("/{id}")
  @Transactional(readOnly = true)
  public ApprovalView show(@PathVariable UUID id) {
    return lists.full(id);
  }

  @Operation(
      summary = "Answer, or take your answer back",
      description =
          "By an owner of the community. The first valid answer decides; one that differs from it"
              + " before it was carried out stops it, and Ops look into it. With services the"
              + " answer holds for these alone, and the others are asked about on their own.")
  @PostMapping("/{id}/answers")
  ResponseEntity<JsonNode> answer(
      @PathVariable UUID id,
      @Valid @RequestBody AnswerBody body,
      @RequestHeader(name = "Idempotency-Key", required = false) String key) {
    return idempotency.once(
        key,
        person.id().orElseThrow(),
        Map.of("POST /api/approvals/" + id + "/answers", body),
        () -> answer(id, body));
  }

  private ResponseEntity<Answered> answer(UUID id, AnswerBody body) {
    String community = lists.communityOf(id);
    if (!person.belongsToAny(List.of(People.ownersOf(community)))) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN,
          "Only the community's owners answer. Community Ops decide in their own tasks.");
    }
    Voter voter = new Voter(person.id().orElseThrow(), Channel.ACCOUNT);
    Effect effect =
        body.answer().equals(UNDO)
            ? owners.undo(id, voter)
            : owners.give(id, voter, given(id, body));
    if (effect == Effect.TOO_LATE) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "It has ended: " + lists.full(id).summary());
    }
    return ResponseEntity.ok(new Answered(effect.label(), lists.full(id)));
  }

  private GivenAnswer given(UUID id, AnswerBody body) {
    Choice choice =
        Choice.of(body.answer())
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "/answer", "'answer' must be one of go, noGo, wait, help, undo."));
    Set<String> others = Set.of();
    if (body.services() != null && !body.services().isEmpty()) {
      Set<String> all = new LinkedHashSet<>(lists.servicesOf(id));
      if (!all.containsAll(body.services())) {
        throw new InvalidInput(
            "/services",
            "'services' may contain only what the question is about: "
                + String.join(", ", all)
                + ".");
      }
      all.removeAll(body.services());
      others = all;
    }
    return new GivenAnswer(choice, body.reason(), body.until(), others, Optional.empty());
  }

  /**
   * @param answer go, noGo, wait, help, or undo
   * @param reason needed with noGo
   * @param until needed with wait: on which day to ask again
   * @param services ids of those for which it holds; all if left out
   */
  record AnswerBody(
      @NotNull(message = "is missing: say go, noGo, wait, help or undo") String answer,
      @Size(max = 2000, message = "has more than 2,000 characters") String reason,
      LocalDate until,
      @Size(max = 500, message = "names more than 500 services") List<String> services) {}

  /**
   * @param effect decided, firstOfTwo, agreed, contradicted, noted or undone
   * @param approval how it stands now
   */
  record Answered(String effect, ApprovalView approval) {}
}
