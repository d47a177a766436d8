package org.mcws.desk.platform.hosting;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What should run: one container image in one or more instances.
 *
 * @param id slash-separated path of the form {@code /community/name}; every segment is made of
 *     lower-case letters, digits and dashes
 * @param image image reference, with tag or digest
 * @param command program and arguments in place of the image's own; empty for the image's own
 * @param settings what it is told when it starts
 * @param port the port the container listens on; empty for a worker, which listens on none
 * @param hostNames the names under which visitors reach it, in A-label form; empty for a worker
 * @param healthPath the path whose answer (200 to 399) tells that it is healthy; used with a port
 * @param resources what each instance may use
 * @param instances how many run side by side, 1 or more; 0 if it is {@link #SCHEDULED}
 * @param labels what the desk wants to find again, such as the community and the service
 */
public record App(
    String id,
    String image,
    List<String> command,
    Settings settings,
    Optional<Integer> port,
    List<String> hostNames,
    String healthPath,
    Resources resources,
    int instances,
    Map<String, String> labels) {

  /** The label that says which of the desk's services an app is; every app of the desk has it. */
  public static final String SERVICE = "desk-service";

  /** The label of an app that runs only when its time comes, and so has no instances of its own. */
  public static final String SCHEDULED = "desk-scheduled";

  /** The label that says which settings an app has: their {@link Settings#revision}. */
  public static final String SETTINGS = "desk-settings";

  public App {
    command = List.copyOf(command);
    hostNames = List.copyOf(hostNames);
    labels = Map.copyOf(labels);
  }

  /** An app that is told these variables, and no secrets. */
  public App(
      String id,
      String image,
      List<String> command,
      Map<String, String> environment,
      Optional<Integer> port,
      List<String> hostNames,
      String healthPath,
      Resources resources,
      int instances,
      Map<String, String> labels) {
    this(
        id,
        image,
        command,
        Settings.of(environment),
        port,
        hostNames,
        healthPath,
        resources,
        instances,
        labels);
  }

  /** The same with this image. */
  public App running(String other) {
    return new App(
        id, other, command, settings, port, hostNames, healthPath, resources, instances, labels);
  }

  /** The same with these settings. */
  public App with(Settings others) {
    return new App(
        id, image, command, others, port, hostNames, healthPath, resources, instances, labels);
  }

  /**
   * @param cpus share of a processor core, such as 0.1
   * @param memoryMiB memory in MiB
   * @param diskMiB disk in MiB, 0 for no limit
   */
  public record Resources(double cpus, int memoryMiB, int diskMiB) {}
}
