package org.mcws.desk.sandbox.marathon;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.mcws.desk.platform.DockerEngine;
import org.mcws.desk.platform.ImageReference;
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

  /** An engine may say nothing for so long while it fetches an image. */
  private static final Duration READ = Duration.ofMinutes(10);

  private static final ThreadFactory THREADS =
      job -> {
        Thread thread = new Thread(job, "sandbox-containers");
        thread.setDaemon(true);
        return thread;
      };

  /** Visits to sites that do not answer take a thread each, for seconds. */
  private static final int MOST_AT_ONCE = 64;

  private static final int LAST_SECONDS = 15;

  private static final int LAST_LINES = 1000;

  private final DockerClient docker;
  private final InetAddress host;
  private final String owner;
  private final ScheduledThreadPoolExecutor work =
      new ScheduledThreadPoolExecutor(MOST_AT_ONCE, THREADS);
  private final ExecutorService fetching = Executors.newCachedThreadPool(THREADS);
  private final Map<String, CompletableFuture<Void>> fetches = new ConcurrentHashMap<>();

  /**
   * @param engine the Docker engine, such as {@code unix:///var/run/docker.sock}
   * @param host the address at which the engine's host publishes ports of containers
   * @param owner what tells this sandbox's containers from those of others
   * @throws UnknownHostException if the host has no address
   */
  public Containers(URI engine, String host, String owner) throws UnknownHostException {
    this.host = InetAddress.getByName(host);
    this.owner = owner;
    this.docker = new DockerEngine(engine, null).client(CONNECT, READ);
    work.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    removeAll();
  }

  Program of(Task task) {
    return new ContainerProgram(task, this);
  }

  DockerClient docker() {
    return docker;
  }

  InetAddress host() {
    return host;
  }

  Map<String, String> labels() {
    return Map.of(MARK, owner);
  }

  ScheduledExecutorService work() {
    return work;
  }

  /** Lets the engine have the image; those who want the same at the same time wait together. */
  CompletableFuture<Void> fetch(String image) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> underWay = fetches.putIfAbsent(image, mine);
    if (underWay != null) {
      return underWay;
    }
    fetching.execute(
        () -> {
          try {
            fetchNow(image);
            mine.complete(null);
          } catch (RuntimeException e) {
            mine.completeExceptionally(e);
          } finally {
            fetches.remove(image, mine);
          }
        });
    return mine;
  }

  private void fetchNow(String image) {
    try {
      docker.inspectImageCmd(image).exec();
    } catch (NotFoundException absent) {
      boolean named = ImageReference.parse(image).filter(ImageReference::isPinned).isPresent();
      try {
        docker
            .pullImageCmd(named ? image : image + ":latest")
            .exec(new PullImageResultCallback())
            .awaitCompletion();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the sandbox ends", e);
      }
    }
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

  /** The last of what a container has printed. */
  String output(String container) {
    StringBuilder text = new StringBuilder();
    try {
      docker
          .logContainerCmd(container)
          .withStdOut(true)
          .withStdErr(true)
          .withTail(LAST_LINES)
          .exec(
              new ResultCallback.Adapter<Frame>() {
                @Override
                public void onNext(Frame frame) {
                  text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                }
              })
          .awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the sandbox ends", e);
    }
    return text.toString();
  }

  void remove(String container) {
    try {
      docker.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException e) {
      LOG.debug("container {} is gone already", container);
    }
  }

  @Override
  public void close() {
    fetching.shutdownNow();
    // What is under way is let end: the engine would make a container whose maker has hung up.
    work.shutdown();
    try {
      if (!work.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
        LOG.debug("the engine is still busy with a container");
      }
      removeAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("containers of the sandbox are left for its next start", e);
    } finally {
      try {
        docker.close();
      } catch (IOException e) {
        LOG.debug("the engine's connection is not closed", e);
      }
    }
  }
}
