package org.mcws.desk.sandbox.marathon;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.mcws.desk.platform.DockerEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks as containers of a Docker engine, so that limits, health and failures are real. All of
 * them end with the sandbox; what one that died has left behind is removed at the next start.
 */
public final class Containers implements AutoCloseable {

  /** The label by which a sandbox knows its containers. */
  static final String MARK = "org.mcws.desk.sandbox";

  private static final Logger LOG = LoggerFactory.getLogger(Containers.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** An image may take minutes until it is there. */
  private static final Duration READ = Duration.ofMinutes(10);

  private static final int THREADS = 16;

  private final DockerClient docker;
  private final String host;
  private final String owner;
  private final ScheduledExecutorService work =
      Executors.newScheduledThreadPool(
          THREADS,
          job -> {
            Thread thread = new Thread(job, "sandbox-containers");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient visitor = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /**
   * @param engine the Docker engine, such as {@code unix:///var/run/docker.sock}
   * @param host the address at which the engine's host publishes ports of containers
   * @param owner what tells this sandbox's containers from those of others
   */
  public Containers(URI engine, String host, String owner) {
    this.docker = new DockerEngine(engine, null).client(CONNECT, READ);
    this.host = host;
    this.owner = owner;
    removeAll();
  }

  Program of(Task task) {
    return new ContainerProgram(task, this);
  }

  DockerClient docker() {
    return docker;
  }

  String host() {
    return host;
  }

  Map<String, String> labels() {
    return Map.of(MARK, owner);
  }

  ScheduledExecutorService work() {
    return work;
  }

  HttpClient visitor() {
    return visitor;
  }

  /** Whatever is left of this sandbox, or of an earlier one of the same folder. */
  private void removeAll() {
    docker
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(labels())
        .exec()
        .forEach(container -> remove(container.getId()));
  }

  void remove(String container) {
    try {
      docker.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
    } catch (DockerException e) {
      // Somebody else has, or does.
      LOG.debug("container {} is not removed", container, e);
    }
  }

  @Override
  public void close() {
    List<Runnable> left = work.shutdownNow();
    LOG.debug("{} jobs for containers are dropped", left.size());
    removeAll();
    try {
      docker.close();
    } catch (java.io.IOException e) {
      LOG.debug("the engine's connection is not closed", e);
    }
  }
}
