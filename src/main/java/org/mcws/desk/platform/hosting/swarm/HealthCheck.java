package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.HealthChecks;

/**
 * The check of a site's container. Docker runs it inside, where there may be neither shell nor
 * client, so it brings its own: a BusyBox without libraries that is lent by the machine.
 */
final class HealthCheck {

  /** Where the container finds the program. */
  static final String PROGRAM = "/.desk/busybox";

  /**
   * Asks at the container's own address: a site that listens on 127.0.0.1 alone is not one. An
   * answer of 200 to 399 is a good one. The connection stays open in both directions until it is
   * there, since many servers drop what a client has half closed. Nothing is left to run by itself:
   * the container's first program would have to bury it, and most do not.
   */
  private static final String SCRIPT =
      "a=$(ip -4 -o addr show scope global | { read -r _ _ _ a _; echo \"${a%%/*}\"; });"
          + " exec nc -w \"$4\" \"${a:-127.0.0.1}\" \"$1\" -e "
          + PROGRAM
          + " sh -c '"
          + "printf \"GET %s HTTP/1.1\\r\\nHost: %s\\r\\nUser-Agent: mcws-desk\\r\\n"
          + "Connection: close\\r\\n\\r\\n\" \"$1\" \"$2\";"
          + " read -r -t \"$3\" line; case \"$line\" in"
          + " \"HTTP/1.\"[01]\" \"[23][0-9][0-9]*) exit 0;; esac; exit 1' ask \"$2\" \"$3\" \"$4\"";

  /** Where in the command the port and the path stand. */
  private static final int PORT = 6;

  private static final int PATH = PORT + 1;

  private HealthCheck() {}

  static ObjectNode of(App app, HealthChecks health) {
    ObjectNode check = SwarmApi.JSON.createObjectNode();
    check
        .putArray("Test")
        .add("CMD")
        .add(PROGRAM)
        .add("sh")
        .add("-c")
        .add(SCRIPT)
        .add("check")
        .add(app.port().orElseThrow().toString())
        .add(app.healthPath())
        .add(app.hostNames().isEmpty() ? "localhost" : app.hostNames().get(0))
        .add(Long.toString(Math.max(1, health.timeout().toSeconds())));
    check
        .put("Interval", health.interval().toNanos())
        // It ends by itself before Docker loses patience with it.
        .put("Timeout", health.timeout().plus(Duration.ofSeconds(2)).toNanos())
        .put("Retries", health.maxFailures());
    if (!health.grace().isZero()) {
      check.put("StartPeriod", health.grace().toNanos());
    }
    return check;
  }

  /** The port that a container's check asks at, if the check is the desk's. */
  static Optional<Integer> port(JsonNode container) {
    return part(container, PORT).map(Integer::valueOf);
  }

  /** The path that a container's check asks for, if the check is the desk's. */
  static Optional<String> path(JsonNode container) {
    return part(container, PATH);
  }

  private static Optional<String> part(JsonNode container, int index) {
    JsonNode test = container.at("/Healthcheck/Test");
    return test.path(1).asText().equals(PROGRAM)
        ? Optional.of(test.path(index).asText())
        : Optional.empty();
  }
}
