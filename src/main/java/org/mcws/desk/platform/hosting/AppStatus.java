package org.mcws.desk.platform.hosting;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What runs, as the platform tells it.
 *
 * @param id the app's id
 * @param image the image of the current definition
 * @param version the platform's name for the current definition; {@link Hosting#rollBack} takes it
 * @param instances how many should run
 * @param deploying whether the platform is still busy bringing this definition about
 * @param tasks the tasks there are, of this and of earlier definitions
 * @param lastFailure why the last task that failed did so
 * @param waitingFor why tasks that should start do not, the platform's word for it and what that
 *     means, such as {@code InsufficientMemory: no machine has enough memory left}; empty when none
 *     waits
 * @param labels the labels of the current definition
 */
public record AppStatus(
    String id,
    String image,
    String version,
    int instances,
    boolean deploying,
    List<Task> tasks,
    Optional<Failure> lastFailure,
    Optional<String> waitingFor,
    Map<String, String> labels) {

  public AppStatus {
    tasks = List.copyOf(tasks);
    labels = Map.copyOf(labels);
  }

  /**
   * Whether exactly what was asked for runs: nothing is being deployed, the wanted number of
   * healthy tasks is there, and all of them are of the current definition.
   */
  public boolean settled() {
    return !deploying
        && tasks.size() == instances
        && tasks.stream().allMatch(task -> task.healthy() && task.version().equals(version));
  }

  /** Whether nothing of it is to run, although it does not wait for its time. */
  public boolean isSuspended() {
    return instances == 0 && !labels.containsKey(App.SCHEDULED);
  }

  /**
   * Why a task of the current definition ended badly; empty if none has. The platform goes on
   * telling the last failure for as long as no other comes, also after the app was mended.
   */
  public Optional<Failure> failing() {
    return lastFailure.filter(failure -> failure.version().equals(version));
  }

  /**
   * One running instance.
   *
   * @param id the platform's name for it, opaque
   * @param host the machine it runs on
   * @param version the definition it runs; another number of instances alone starts no task anew,
   *     so tasks that were there before then run the new definition
   * @param healthy whether it runs and its last health check, if it has any, was good
   */
  public record Task(String id, String host, String version, boolean healthy) {}

  /**
   * A task that ended badly.
   *
   * @param state the platform's name for how it ended, such as {@code TASK_FAILED}
   * @param message what the platform knows about the reason
   * @param host the machine it ran on
   * @param at when it ended
   * @param version the definition that it ran, as for {@link Task}
   */
  public record Failure(String state, String message, String host, Instant at, String version) {}
}
