package org.mcws.desk.platform.images.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mcws.desk.platform.PlatformUnavailable;

/**
 * Watches the containers in which the steps of one build run. The builder limits their memory; of
 * processors, processes and disk it knows nothing, so those limits are laid on each step's
 * container once it is seen. What is printed tells a step's container too, but a step can print
 * what it likes: they are known by a host name of theirs, which no file of the build can set.
 */
final class StepWatch implements AutoCloseable {

  private static final long PERIOD = 100_000;
  private static final int MOST_REFUSALS = 5;

  private final DockerClient docker;
  private final String mark;
  private final BuildSettings settings;
  private final Set<String> strangers = new HashSet<>();
  private final Set<String> limited = new HashSet<>();
  private final Map<String, Integer> refusals = new HashMap<>();
  private final Map<String, Long> written = new HashMap<>();
  private boolean running;

  /**
   * @param mark the host name that the containers of this build know, and no others
   */
  StepWatch(DockerClient docker, String mark, BuildSettings settings) {
    this.docker = docker;
    this.mark = mark;
    this.settings = settings;
  }

  /**
   * Looks at the step that runs now.
   *
   * @return how many bytes all steps have written, as far as they were seen
   */
  long look() {
    running = false;
    for (Container container : docker.listContainersCmd().exec()) {
      String id = container.getId();
      if (!strangers.contains(id)) {
        try {
          measure(id);
        } catch (NotFoundException | ConflictException | InternalServerErrorException e) {
          // The step has just ended; but none ends so often.
          if (refusals.merge(id, 1, Integer::sum) > MOST_REFUSALS) {
            throw new PlatformUnavailable(
                "The engine "
                    + settings.engine()
                    + " does not let the desk limit a step ("
                    + e.getMessage()
                    + "). It must be able to limit processors and processes of containers.",
                e);
          }
        }
      }
    }
    return written.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether a step was running at the last look. */
  boolean isRunning() {
    return running;
  }

  private void measure(String id) {
    InspectContainerResponse step = docker.inspectContainerCmd(id).withSize(true).exec();
    if (!isOurs(step)) {
      strangers.add(id);
      return;
    }
    running = true;
    written.merge(id, step.getSizeRw() == null ? 0 : step.getSizeRw(), Math::max);
    if (!limited.contains(id)) {
      docker
          .updateContainerCmd(id)
          .withCpuPeriod(PERIOD)
          .withCpuQuota(Math.round(PERIOD * settings.cpus()))
          .withPidsLimit((long) settings.processes())
          .exec();
      limited.add(id);
    }
  }

  /** Removes what a build that was broken off may have left. */
  @Override
  public void close() {
    List<Container> all = docker.listContainersCmd().withShowAll(true).exec();
    for (Container container : all) {
      String id = container.getId();
      try {
        if (written.containsKey(id)
            || !strangers.contains(id) && isOurs(docker.inspectContainerCmd(id).exec())) {
          docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
        }
      } catch (NotFoundException | ConflictException e) {
        // The builder has removed it, or does so now.
        continue;
      }
    }
  }

  private boolean isOurs(InspectContainerResponse container) {
    String[] hosts = container.getHostConfig().getExtraHosts();
    return hosts != null && Set.of(hosts).stream().anyMatch(host -> host.startsWith(mark + ":"));
  }
}
