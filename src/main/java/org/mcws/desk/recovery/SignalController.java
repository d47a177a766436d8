package org.mcws.desk.recovery;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Locale;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.recovery.Signal.State;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What sources say is down, by REST; only for Ops. */
@RestController
@RequestMapping("/api/signals")
@Tag(name = "Incidents")
public class SignalController {

  private final SignalLog log;
  private final CurrentPerson person;

  SignalController(SignalLog log, CurrentPerson person) {
    this.log = log;
    this.person = person;
  }

  @Operation(
      summary = "What sources say is down now, the latest first",
      description =
          "With unclaimed=true only what names no service: give its source a label, or the service"
              + " its name.")
  @GetMapping
  @Transactional(readOnly = true)
  public Paged<SignalView> list(
      @Parameter(description = "only what no service claims") @RequestParam(defaultValue = "false")
          boolean unclaimed,
      @ParameterObject PageQuery query) {
    if (!person.isOps()) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Only Community Ops read what sources say.");
    }
    PageRequest latest = query.newestFirst("lastAt", "id");
    return Paged.of(
        unclaimed
            ? log.findByStateAndServiceIsNullAndSuspectIsNull(State.DOWN, latest)
            : log.findByState(State.DOWN, latest),
        SignalController::view);
  }

  private static SignalView view(Signal signal) {
    return new SignalView(
        signal.source(),
        signal.key(),
        signal.service(),
        signal.target(),
        signal.outcome().name().toLowerCase(Locale.ROOT),
        signal.reason().isEmpty() ? null : signal.reason(),
        signal.title(),
        signal.detail(),
        signal.link(),
        signal.incident(),
        signal.since(),
        signal.lastAt(),
        signal.repeats());
  }

  /**
   * @param service the service that it is about; left out if none claims it
   * @param target what the source has named, if no service claims it
   * @param outcome what came of its last word: opened, joined, repeated, silenced or unclaimed
   * @param repeats how often it was said again
   */
  record SignalView(
      String source,
      String key,
      String service,
      String target,
      String outcome,
      String reason,
      String title,
      String detail,
      String link,
      String incident,
      Instant since,
      Instant lastAt,
      int repeats) {}
}
