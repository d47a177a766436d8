package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.mcws.desk.platform.hosting.Run;

/** Reads how far a run is from its tasks, of which the first counts if there should be more. */
final class RunReader {

  private static final Set<String> GIVEN_UP = Set.of("shutdown", "remove");

  /** What tasks are while their programs may run. */
  private static final Set<String> GOING_ON = Set.of("preparing", "ready", "starting", "running");

  private RunReader() {}

  /** Whether a program of these may still run. */
  static boolean isGoingOn(JsonNode tasks, JsonNode nodes) {
    Set<String> down =
        StreamSupport.stream(nodes.spliterator(), false)
            .filter(node -> node.path("Status").path("State").asText().equals("down"))
            .map(node -> node.path("ID").asText())
            .collect(Collectors.toSet());
    return StreamSupport.stream(tasks.spliterator(), false)
        .filter(task -> !down.contains(task.path("NodeID").asText()))
        .anyMatch(task -> GOING_ON.contains(task.path("Status").path("State").asText()));
  }

  static Run read(JsonNode tasks) {
    if (tasks.isEmpty()) {
      return Run.waiting("");
    }
    JsonNode first =
        StreamSupport.stream(tasks.spliterator(), false)
            .min(Comparator.comparing(task -> task.path("CreatedAt").asText()))
            .orElseThrow();
    JsonNode status = first.path("Status");
    String state = status.path("State").asText();
    String error = status.path("Err").asText();
    if (GIVEN_UP.contains(first.path("DesiredState").asText()) && GOING_ON.contains(state)) {
      return Run.failed(
          Optional.empty(),
          "The swarm has given it up: its machine does not answer, or is to run nothing.");
    }
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
