package org.mcws.desk.recovery;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.mcws.desk.recovery.alert.AlertReader;
import org.mcws.desk.recovery.alert.AlertSources;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The door for monitoring systems. */
@RestController
@RequestMapping("/api/alerts")
@Tag(name = "Incidents")
class AlertController {

  private static final int LONGEST = 1024 * 1024;

  private final AlertSources sources;
  private final AlertReader reader;
  private final Signals signals;

  AlertController(AlertSources sources, AlertReader reader, Signals signals) {
    this.sources = sources;
    this.reader = reader;
    this.signals = signals;
  }

  @Operation(
      summary = "Tell that something is down, or up again",
      description =
          "For monitoring systems: Alertmanager, Grafana, Uptime Kuma, Pingdom, UptimeRobot, or the"
              + " desk's own form. Each source has a secret. A message may be sent again: what is"
              + " known changes nothing.")
  @PostMapping("/{source}")
  ResponseEntity<Answer> take(
      @PathVariable String source, @RequestHeader HttpHeaders headers, HttpServletRequest request)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
    if (body.length > LONGEST) {
      throw new ResponseStatusException(
          HttpStatus.PAYLOAD_TOO_LARGE,
          "A message has at most 1 MiB: let the source send fewer alerts at once.");
    }
    sources.authenticate(source, headers, body);
    List<Report> reports = reader.read(body).stream().map(Report::of).toList();
    return ResponseEntity.accepted()
        .body(
            new Answer(signals.take(source, reports).stream().map(AlertController::view).toList()));
  }

  private static Came view(Taken taken) {
    return new Came(
        taken.key(),
        taken.outcome().name().toLowerCase(Locale.ROOT),
        taken.service(),
        taken.incident(),
        taken.reason().isEmpty() ? null : taken.reason());
  }

  /**
   * @param alerts what came of each, in their order
   */
  record Answer(List<Came> alerts) {}

  /**
   * @param key by which the desk knows it again
   * @param outcome opened, joined, closed, repeated, silenced, unclaimed or ignored
   * @param reason why it opens nothing
   */
  record Came(String key, String outcome, String service, String incident, String reason) {}
}
