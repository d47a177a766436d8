package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** An app with its versions and tasks. */
final class RunningApp {

  /** Marathon's default of {@code --max_app_versions}. */
  private static final int MAX_VERSIONS = 50;

  private final List<AppDefinition> versions;
  private final List<Task> tasks = new ArrayList<>();
  private final AtomicBoolean markedUnhealthy = new AtomicBoolean();
  private final MarathonSandboxSettings settings;
  private Backoff backoff;
  private ObjectNode lastFailure;
  private String waitingFor;
  private Instant waitingSince;

  /**
   * @param versions newest first, at least one
   */
  RunningApp(List<AppDefinition> versions, MarathonSandboxSettings settings) {
    this.versions = new ArrayList<>(versions);
    this.settings = settings;
    this.backoff = new Backoff(current(), settings);
  }

  String id() {
    return current().id();
  }

  AppDefinition current() {
    return versions.get(0);
  }

  List<AppDefinition> versions() {
    return versions;
  }

  Optional<AppDefinition> version(String name) {
    return versions.stream().filter(v -> v.version().equals(name)).findFirst();
  }

  /** A new definition starts without back-off, since it may mend what failed. */
  void change(AppDefinition next) {
    if (!next.configVersion().equals(current().configVersion())) {
      backoff = new Backoff(next, settings);
    }
    versions.add(0, next);
    if (versions.size() > MAX_VERSIONS) {
      versions.remove(versions.size() - 1);
    }
  }

  List<Task> tasks() {
    return Collections.unmodifiableList(tasks);
  }

  void add(Task task) {
    tasks.add(task);
    task.agent().take(task);
  }

  void remove(Task task) {
    tasks.remove(task);
    task.agent().release(task);
  }

  /** The tasks that are meant to go on. */
  List<Task> live() {
    return tasks.stream().filter(t -> !t.killing() && !t.unreachable()).toList();
  }

  boolean isCurrent(Task task) {
    return task.app().configVersion().equals(current().configVersion());
  }

  /** Whether exactly the wanted instances of the current definition run and are healthy. */
  boolean settled() {
    return live().size() == current().instances()
        && tasks.stream().noneMatch(Task::killing)
        && live().stream().allMatch(t -> t.ready() && isCurrent(t));
  }

  /** Whether all is as it should be and stays so unless somebody changes something. */
  boolean atRest() {
    return tasks.size() == current().instances()
        && tasks.stream().allMatch(task -> task.steady() && isCurrent(task));
  }

  AtomicBoolean markedUnhealthy() {
    return markedUnhealthy;
  }

  Backoff backoff() {
    return backoff;
  }

  Optional<ObjectNode> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  void failed(Task task, String state, String message, Instant now) {
    backoff.failed(now);
    lastFailure =
        Json.object()
            .put("appId", id())
            .put("host", task.agent().hostname())
            .put("message", message)
            .put("state", state)
            .put("taskId", task.id())
            .put("timestamp", Timestamps.text(now))
            .put("version", task.app().version())
            .put("slaveId", task.agent().id());
  }

  /** How many tasks should be launched, but are not yet. */
  int missing() {
    long current = live().stream().filter(this::isCurrent).count();
    return (int) Math.max(0, current().instances() - current);
  }

  /** Why no offer fits, as a NoOfferMatchReason; empty if one does. */
  Optional<String> waitingFor() {
    return Optional.ofNullable(waitingFor);
  }

  void waitFor(String reason, Instant now) {
    waitingSince = reason == null ? null : waitingFor == null ? now : waitingSince;
    waitingFor = reason;
  }

  Optional<Instant> waitingSince() {
    return Optional.ofNullable(waitingSince);
  }
}
