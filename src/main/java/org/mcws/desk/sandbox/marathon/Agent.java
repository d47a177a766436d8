package org.mcws.desk.sandbox.marathon;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** One machine that runs tasks. */
final class Agent {

  static final Resources CAPACITY = Resources.of(64, 262_144, 1_048_576);

  /** All of them are on loopback; their host names tell them apart. */
  static final String ADDRESS = "127.0.0.1";

  private final String hostname;
  private final Set<Task> tasks = new LinkedHashSet<>();
  private final Set<String> otherTasks = new LinkedHashSet<>();
  private Resources used = Resources.NONE;
  private String id;
  private Instant registered;
  private Instant reregistered;
  private boolean active = true;
  private boolean down;

  Agent(String id, String hostname) {
    this.hostname = hostname;
    register(id);
  }

  /** It comes anew, as an agent that the master has not known before. */
  void register(String newId) {
    id = newId;
    registered = Instant.now();
    reregistered = null;
  }

  String id() {
    return id;
  }

  String hostname() {
    return hostname;
  }

  Instant registered() {
    return registered;
  }

  /** When it came again after it was lost; empty if it was not. */
  Optional<Instant> reregistered() {
    return Optional.ofNullable(reregistered);
  }

  /** The tasks that it runs, or ran when it was last heard from. */
  Set<Task> tasks() {
    return Collections.unmodifiableSet(tasks);
  }

  /** The ids of the tasks that it runs for other frameworks than Marathon; they use nothing. */
  Set<String> otherTasks() {
    return otherTasks;
  }

  /** What its tasks use. */
  Resources used() {
    return used;
  }

  void take(Task task) {
    if (tasks.add(task)) {
      used = used.plus(Resources.of(task.app()));
    }
  }

  void release(Task task) {
    if (tasks.remove(task)) {
      used = used.minus(Resources.of(task.app()));
    }
  }

  /** Why an app's task finds no room here, as a NoOfferMatchReason; empty if it does. */
  Optional<String> declines(AppDefinition app) {
    return used.plus(Resources.of(app)).exceeds(CAPACITY);
  }

  /** Whether the master hears from it. */
  boolean active() {
    return active && !down;
  }

  /** Whether it was cut off, be it in service or not. */
  boolean isLost() {
    return !active;
  }

  void lose() {
    active = false;
  }

  void comeBack() {
    active = true;
    reregistered = Instant.now();
  }

  /** In or out of maintenance. */
  void setDown(boolean value) {
    down = value;
    otherTasks.clear();
  }

  boolean isDown() {
    return down;
  }
}
