package org.mcws.desk.sandbox.marathon;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A web server of the sandbox's own in the place of an image, as the image's tag has it. A job in
 * its place does nothing for a moment and ends well.
 */
final class PretendedProgram implements Program {

  private final Task task;
  private final TaskPorts loopback;
  private final ImageBehaviour behaviour;
  private final Instant jobDone;
  private List<TaskPorts.Port> ports;

  /**
   * @param jobTime how long a job takes
   */
  PretendedProgram(Task task, TaskPorts loopback, Duration jobTime) {
    this.task = task;
    this.loopback = loopback;
    this.behaviour = ImageBehaviour.of(task.app().image());
    this.jobDone = Instant.now().plus(jobTime);
    comeBack();
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return ports.stream()
        .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()))
        .toList();
  }

  @Override
  public Progress progress() {
    return switch (behaviour) {
      case CRASH -> Progress.failed("Container exited with status 1");
      case MISSING -> Progress.failed(missing(task.app().image()));
      case BROKEN -> Progress.RUNNING;
      default ->
          task.app().isJob() && Instant.now().isAfter(jobDone)
              ? Progress.FINISHED
              : Progress.RUNNING;
    };
  }

  /** What Mesos says of an image that is not there. */
  private static String missing(String image) {
    return "Failed to launch container: Failed to run 'docker -H unix:///var/run/docker.sock pull "
        + image
        + "': exited with status 1; stderr='Error response from daemon: manifest for "
        + image
        + " not found'; Container destroyed while pulling image";
  }

  @Override
  public boolean answersWell() {
    return behaviour != ImageBehaviour.BROKEN;
  }

  @Override
  public String output() {
    return "This is the sandbox: it only pretends to run " + task.app().image() + ".\n";
  }

  @Override
  public boolean isSteady() {
    return !task.app().isJob();
  }

  @Override
  public void terminate() {}

  @Override
  public boolean isGone() {
    return true;
  }

  @Override
  public void stop() {
    ports.forEach(TaskPorts.Port::close);
  }

  @Override
  public void loseTouch() {
    stop();
  }

  @Override
  public void comeBack() {
    ports = Stream.generate(() -> loopback.open(task)).limit(task.app().ports()).toList();
  }

  /**
   * Makes them.
   *
   * @param loopback where they find their ports
   * @param jobTime how long a job takes
   */
  record Maker(TaskPorts loopback, Duration jobTime) implements Program.Maker {

    @Override
    public Program of(Task task) {
      return new PretendedProgram(task, loopback, jobTime);
    }

    @Override
    public boolean isSlow(String image) {
      return ImageBehaviour.of(image) == ImageBehaviour.SLOW;
    }
  }
}
