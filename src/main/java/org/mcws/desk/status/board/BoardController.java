package org.mcws.desk.status.board;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Locale;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.status.Phase;
import org.mcws.desk.status.StatusBoard;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.data.domain.Pageable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the public is told of incidents, by REST, for Ops. */
@RestController
@RequestMapping("/api/status/incidents")
@Tag(name = "Status board")
@Transactional
public class BoardController {

  private final StatusBoard board;
  private final Notices notices;
  private final CurrentPerson person;
  private final AuditTrail audit;

  BoardController(StatusBoard board, Notices notices, CurrentPerson person, AuditTrail audit) {
    this.board = board;
    this.notices = notices;
    this.person = person;
    this.audit = audit;
  }

  @Operation(summary = "What the public is told of incidents: drafts first, then the newest")
  @GetMapping
  public Paged<BoardEntry> list(@ParameterObject PageQuery query) {
    onlyOps();
    Pageable page = query.newestFirst("beganAt");
    return new Paged<>(
        notices.page(NoticeKind.INCIDENT, (int) page.getOffset(), page.getPageSize()).stream()
            .map(this::view)
            .toList(),
        page.getPageNumber(),
        page.getPageSize(),
        notices.count(NoticeKind.INCIDENT));
  }

  @Operation(summary = "What the public is told of an incident")
  @GetMapping("/{id}")
  public BoardEntry show(@PathVariable String id) {
    return view(incident(id));
  }

  @Operation(
      summary = "Publish a draft",
      description = "For Ops. Whoever subscribed hears of it. To repeat it changes nothing.")
  @PostMapping("/{id}/publish")
  public BoardEntry publish(@PathVariable String id) {
    boolean news = !incident(id).isPublished();
    board.publish(id);
    if (news) {
      record(id, "incident published", null);
    }
    return view(incident(id));
  }

  @Operation(
      summary = "Give a draft another title and other words",
      description = "For Ops. The words are those of the draft's last update.")
  @PutMapping("/{id}")
  public BoardEntry reword(@PathVariable String id, @Valid @RequestBody Draft draft) {
    incident(id);
    if (!board.reword(id, draft.title(), draft.words(), person.id().orElseThrow())) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "This is published already: add an update in place of changing it.");
    }
    record(id, "incident reworded", draft.title());
    return view(incident(id));
  }

  @Operation(
      summary = "Add an update",
      description =
          "For Ops. Once the incident is published the public sees it and subscribers hear of it."
              + " The same phase and words as those of the last update are not added again.")
  @PostMapping("/{id}/updates")
  public BoardEntry tell(@PathVariable String id, @Valid @RequestBody Told told) {
    incident(id);
    board.tell(id, told.phase(), told.words());
    record(id, "incident updated", told.phase() + ": " + told.words());
    return view(incident(id));
  }

  private void record(String id, String action, String detail) {
    audit.record(person.id().orElseThrow(), Channel.ACCOUNT, action, "status/" + id, detail);
  }

  private KeptNotice incident(String id) {
    onlyOps();
    return notices
        .find(id)
        .filter(notice -> notice.kind() == NoticeKind.INCIDENT)
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such incident."));
  }

  private void onlyOps() {
    if (!person.isOps()) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Only Community Ops say what the public is told.");
    }
  }

  private BoardEntry view(KeptNotice notice) {
    return new BoardEntry(
        notice.id(),
        notice.title(),
        notice.impact().name().toLowerCase(Locale.ROOT),
        notice.stage().code(),
        notices.last(notice.id()).map(Notices.LastUpdate::words).orElse(null),
        notice.beganAt(),
        notice.publishAt().filter(at -> !notice.isPublished()).orElse(null),
        notice.publishedAt().orElse(null),
        notice.endedAt().orElse(null));
  }

  /**
   * @param words those of the last update
   */
  record Draft(
      @NotBlank(message = "is missing: say what has happened, in a line for everybody")
          @Size(max = PublicText.LONGEST_TITLE, message = "use at most 200 characters")
          String title,
      @NotBlank(message = "is missing: say what is known, for everybody")
          @Size(max = PublicText.LONGEST_WORDS, message = "use at most 4,000 characters")
          String words) {}

  /**
   * @param phase investigating, identified, monitoring, resolved or postmortem, also in capitals
   */
  record Told(
      @NotNull(
              message =
                  "is missing: give INVESTIGATING, IDENTIFIED, MONITORING, RESOLVED or POSTMORTEM")
          @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES)
          Phase phase,
      @NotBlank(message = "is missing: say what is known, for everybody")
          @Size(max = PublicText.LONGEST_WORDS, message = "use at most 4,000 characters")
          String words) {}

  /**
   * @param impact none, minor, major or critical
   * @param phase how far it is
   * @param words of the last update; left out if there is none
   * @param publishAt when the draft is published by itself; left out if it is published
   * @param publishedAt left out while it is a draft
   * @param endedAt left out while it is open
   */
  record BoardEntry(
      String id,
      String title,
      String impact,
      String phase,
      String words,
      Instant beganAt,
      Instant publishAt,
      Instant publishedAt,
      Instant endedAt) {}
}
