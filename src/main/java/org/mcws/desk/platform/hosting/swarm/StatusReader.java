package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.mcws.desk.platform.hosting.AppStatus;

/** Reads what a swarm shows of a service. */
final class StatusReader {

  /** Of a service's first start Swarm does not tell whether it goes on. */
  private static final Duration FIRST_START = Duration.ofMinutes(10);

  /** What tasks are while something of them is on a machine. */
  private static final Set<String> ON_A_MACHINE =
      Set.of("assigned", "accepted", "preparing", "ready", "starting", "running");

  private static final Set<String> WAITING = Set.of("new", "allocated", "pending");

  /** A task that was told to stop is "shutdown", so these have ended by themselves. */
  private static final Set<String> ENDED = Set.of("complete", "failed", "rejected");

  private static final Set<String> GOING_ON = Set.of("updating", "rollback_started");
  private static final Set<String> PAUSED = Set.of("paused", "rollback_paused");

  private static final Map<String, String> REASONS =
      Map.of(
          "insufficient resources", "no machine has enough processor or memory left",
          "scheduling constraints not satisfied", "no machine meets its constraints",
          "unsupported platform", "no machine is of the kind that the image is made for",
          "max replicas per node limit exceed", "no more of it may run on one machine",
          "host-mode port already in use", "the port that it wants is in use on every machine");

  private static final String UNHEALTHY = "unhealthy container";

  private final JsonNode service;
  private final List<JsonNode> tasks;
  private final Map<String, JsonNode> machines;
  private final Instant now;

  StatusReader(JsonNode service, JsonNode tasks, JsonNode nodes, Instant now) {
    this.service = service;
    this.tasks = StreamSupport.stream(tasks.spliterator(), false).toList();
    this.machines = new HashMap<>();
    nodes.forEach(node -> machines.put(node.path("ID").asText(), node));
    this.now = now;
  }

  AppStatus read(String id) {
    JsonNode spec = service.path("Spec");
    Map<String, String> labels = new HashMap<>();
    spec.path("Labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    labels.keySet().removeAll(Set.of(Labels.VERSION, Labels.IMAGE, Labels.APP));
    return new AppStatus(
        id,
        image(spec),
        Definitions.version(spec),
        instances(),
        isUnderWay(),
        tasks.stream().filter(this::isThere).map(this::task).toList(),
        failure(),
        waitingFor(),
        labels);
  }

  /** The image as it was asked for, unless somebody has changed it by hand. */
  static String image(JsonNode spec) {
    String image = spec.at("/TaskTemplate/ContainerSpec/Image").asText();
    String asked = spec.path("Labels").path(Labels.IMAGE).asText();
    return image.equals(asked) || image.startsWith(asked + "@") ? asked : image;
  }

  /** Whether the swarm is replacing what runs, and nothing holds it up. */
  boolean isReplacing() {
    return (GOING_ON.contains(state()) || runsOther() || isBeginning())
        && !PAUSED.contains(state())
        && waitingFor().isEmpty();
  }

  /** Whether the swarm has stopped replacing what runs, since something failed. */
  boolean isStopped() {
    return PAUSED.contains(state()) && (runsOther() || running() < instances());
  }

  /** Whether something of another definition is still to run. */
  boolean runsOther() {
    return tasks.stream()
        .filter(StatusReader::isMeantToRun)
        .anyMatch(task -> isThere(task) && !isCurrent(task));
  }

  /** A change that the swarm has only just taken shows by nothing else. */
  private boolean isBeginning() {
    return tasks.stream()
        .filter(this::isCurrent)
        .noneMatch(task -> runs(task) || ENDED.contains(state(task)));
  }

  private boolean isUnderWay() {
    if (GOING_ON.contains(state()) || runsOther()) {
      return true;
    }
    boolean first = state().isEmpty() && now.isBefore(changed().plus(FIRST_START));
    return running() < instances() && (first || PAUSED.contains(state()));
  }

  private long running() {
    return tasks.stream().filter(StatusReader::isMeantToRun).filter(StatusReader::runs).count();
  }

  private String state() {
    return service.path("UpdateStatus").path("State").asText();
  }

  private Instant changed() {
    return instant(service.path("UpdatedAt"));
  }

  private int instances() {
    return service.at("/Spec/Mode/Replicated/Replicas").asInt();
  }

  private boolean isCurrent(JsonNode task) {
    return isCurrent(service, task);
  }

  /** Whether a task was started from what the service is now. */
  static boolean isCurrent(JsonNode service, JsonNode task) {
    return startedFrom(task.path("Spec")).equals(startedFrom(service.at("/Spec/TaskTemplate")));
  }

  private static String startedFrom(JsonNode task) {
    return task.path("ContainerSpec").path("Labels").path(Labels.VERSION).asText();
  }

  /** Of a machine that is down nobody knows what still runs there, and it counts as lost. */
  private boolean isThere(JsonNode task) {
    return ON_A_MACHINE.contains(state(task))
        && !machine(task).path("Status").path("State").asText().equals("down");
  }

  private AppStatus.Task task(JsonNode task) {
    return new AppStatus.Task(
        task.path("ID").asText(), host(task), version(task), isMeantToRun(task) && runs(task));
  }

  private String version(JsonNode task) {
    return isCurrent(task)
        ? Definitions.version(service.path("Spec"))
        : startedFrom(task.path("Spec"));
  }

  private static boolean isMeantToRun(JsonNode task) {
    return task.path("DesiredState").asText().equals("running");
  }

  private static boolean runs(JsonNode task) {
    return state(task).equals("running");
  }

  private static String state(JsonNode task) {
    return task.path("Status").path("State").asText();
  }

  private JsonNode machine(JsonNode task) {
    return machines.getOrDefault(task.path("NodeID").asText(), SwarmApi.JSON.missingNode());
  }

  private String host(JsonNode task) {
    return machine(task).path("Description").path("Hostname").asText();
  }

  private Optional<AppStatus.Failure> failure() {
    return tasks.stream()
        .filter(task -> ENDED.contains(state(task)))
        .max(Comparator.comparing(StatusReader::since))
        .map(
            task ->
                new AppStatus.Failure(
                    state(task), reason(task), host(task), since(task), failedVersion(task)));
  }

  /** A definition that has come back is not to blame for what it did in its earlier life. */
  private String failedVersion(JsonNode task) {
    JsonNode started = service.path("UpdateStatus").path("StartedAt");
    Instant begun = started.isTextual() ? instant(started) : changed();
    return since(task).isBefore(begun) ? "" : version(task);
  }

  private static String reason(JsonNode task) {
    JsonNode status = task.path("Status");
    String reason = status.path("Err").asText(status.path("Message").asText());
    return reason.contains(UNHEALTHY)
        ? reason + " (it did not answer its health check and was stopped)"
        : reason;
  }

  private Optional<String> waitingFor() {
    Set<String> reasons = new LinkedHashSet<>();
    for (JsonNode task : tasks) {
      String error = task.path("Status").path("Err").asText();
      if (isMeantToRun(task) && WAITING.contains(state(task)) && !error.isEmpty()) {
        reasons.add(inWords(error));
      }
    }
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
  }

  /** With what it means, if that is known. */
  static String inWords(String error) {
    String known =
        REASONS.entrySet().stream()
            .filter(reason -> error.contains(reason.getKey()))
            .map(Map.Entry::getValue)
            .sorted()
            .collect(Collectors.joining(", "));
    return known.isEmpty() ? error : error + ": " + known;
  }

  private static Instant since(JsonNode task) {
    return instant(task.path("Status").path("Timestamp"));
  }

  private static Instant instant(JsonNode text) {
    return text.isTextual() ? Instant.parse(text.asText()) : Instant.EPOCH;
  }
}
