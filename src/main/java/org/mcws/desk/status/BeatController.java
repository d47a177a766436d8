package org.mcws.desk.status;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Where services tell that they are at work. Open to everybody, since the address is the secret;
 * any of the methods by which curl and wget call will do, and what is sent along is not read.
 */
@RestController
@RequestMapping(
    path = "/api/heartbeats/{token}",
    method = {RequestMethod.GET, RequestMethod.HEAD, RequestMethod.POST})
@SecurityRequirements
@Tag(name = "Heartbeats")
class BeatController {

  private static final Logger log = LoggerFactory.getLogger(BeatController.class);
  private static final String A_MINUTE = "60";

  private final Beats beats;

  BeatController(Beats beats) {
    this.beats = beats;
  }

  @Operation(summary = "Tell that you are at work", description = "Without log-in.")
  @RequestMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void beat(@PathVariable String token) {
    hear(token, beats::beat);
  }

  @Operation(
      summary = "Tell that your work has failed",
      description = "Without log-in. You count as down until you tell that you are at work.")
  @RequestMapping("/fail")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void fail(@PathVariable String token) {
    hear(token, beats::fail);
  }

  /** Anywhere else the address would be written down in the log. */
  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ResponseEntity<ProblemDetail> deaf(Exception failure) {
    log.error("A heartbeat could not be heard", failure);
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, A_MINUTE)
        .body(
            ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "The desk can't hear this now; try again."));
  }

  private static void hear(String token, Predicate<SecretToken> ear) {
    if (SecretToken.read(token).filter(ear).isEmpty()) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND,
          "Nobody is known by this address. When a heartbeat is renewed it gets another one.");
    }
  }
}
