package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.mcws.desk.platform.hosting.Run;

/** Reads how far a job is from its tasks, of which there is one at the most. */
final class RunReader {

  private RunReader() {}

  static Run read(JsonNode tasks) {
    if (tasks.isEmpty()) {
      return Run.waiting("");
    }
    JsonNode status = tasks.path(0).path("Status");
    String state = status.path("State").asText();
    String error = status.path("Err").asText();
    return switch (state) {
      case "new",
          "allocated",
          "pending",
          "assigned",
          "accepted",
          "preparing",
          "ready",
          "starting" ->
          Run.waiting(StatusReader.inWords(error));
      case "running" -> Run.RUNNING;
      case "complete" -> Run.SUCCEEDED;
      default ->
          Run.failed(
              exitCode(status), error.isEmpty() ? "The swarm has ended it: " + state : error);
    };
  }

  private static Optional<Integer> exitCode(JsonNode status) {
    return Optional.of(status.path("ContainerStatus").path("ExitCode"))
        .filter(code -> code.isInt() && status.path("State").asText().equals("failed"))
        .map(JsonNode::asInt);
  }
}
