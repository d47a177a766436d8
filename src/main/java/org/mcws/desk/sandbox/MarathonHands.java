package org.mcws.desk.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Makes happen at the hosting platform what no client can ask for: a site dies in some way. */
@RestController
@Profile("sandbox")
@RequestMapping("/api/sandbox/marathon")
class MarathonHands {

  private final Sandbox sandbox;

  MarathonHands(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** All tasks of an app die; answers with their ids. */
  @DeleteMapping("/tasks")
  List<String> killTasks(@RequestParam String app) {
    return sandbox.marathon().killTasks(app);
  }

  /** A machine is cut off, or is back. */
  @PutMapping("/agents/{hostname}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void connect(@PathVariable String hostname, @RequestBody Connection wanted) {
    if (wanted.connected()) {
      sandbox.marathon().returnAgent(hostname);
    } else {
      sandbox.marathon().loseAgent(hostname);
    }
  }

  /** An app falls ill, or is well again. */
  @PutMapping("/apps/health")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void setHealth(@RequestParam String app, @RequestBody Health wanted) {
    sandbox.marathon().markUnhealthy(app, !wanted.healthy());
  }

  /** A site's certificate ends then, and nobody renews it. */
  @PutMapping("/certificates/{host}")
  End endCertificate(@PathVariable String host, @RequestBody End wanted) {
    sandbox.marathon().endCertificate(host, wanted.notAfter());
    return wanted;
  }

  /** A site's certificate is renewed; answers with its new end. */
  @DeleteMapping("/certificates/{host}")
  End renewCertificate(@PathVariable String host) {
    return new End(sandbox.marathon().renewCertificate(host), null);
  }

  @ExceptionHandler
  ProblemDetail missing(IllegalArgumentException e) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.NOT_FOUND,
        "There is "
            + e.getMessage()
            + ". An app's id is such as /community/name, a machine's name such as agent-1, and a"
            + " site's name such as name.community.example.");
  }

  @ExceptionHandler
  ProblemDetail unreadable(HttpMessageNotReadableException e) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.BAD_REQUEST,
        "Not understood. A machine takes {\"connected\": false}, an app's health {\"healthy\": false},"
            + " a certificate {\"days\": 3} or {\"notAfter\": \"2030-01-31T12:00:00Z\"}. "
            + e.getMostSpecificCause().getMessage());
  }

  /**
   * @param connected whether the master hears from the machine
   */
  record Connection(Boolean connected) {

    Connection {
      if (connected == null) {
        throw new IllegalArgumentException("connected: true or false");
      }
    }
  }

  /**
   * @param healthy whether the app's tasks answer well
   */
  record Health(Boolean healthy) {

    Health {
      if (healthy == null) {
        throw new IllegalArgumentException("healthy: true or false");
      }
    }
  }

  /**
   * @param notAfter when the certificate ends, at most ten years from now or ago
   * @param days in how many days it ends, in place of {@code notAfter}; below 0 it has ended
   */
  record End(Instant notAfter, Integer days) {

    private static final Duration FARTHEST = Duration.ofDays(3650);

    End {
      if ((notAfter == null) == (days == null)) {
        throw new IllegalArgumentException("notAfter or days: one of them");
      }
      Instant now = Instant.now();
      notAfter = days == null ? notAfter : now.plus(Duration.ofDays(days));
      days = null;
      if (Duration.between(now, notAfter).abs().compareTo(FARTHEST) > 0) {
        throw new IllegalArgumentException("at most ten years from now or ago");
      }
    }
  }
}
