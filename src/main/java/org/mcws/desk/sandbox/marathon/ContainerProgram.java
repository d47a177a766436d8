package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A task's container. */
final class ContainerProgram implements Program {

  private static final int SHARES_OF_A_PROCESSOR = 1024;
  private static final int FEWEST_SHARES = 2;
  private static final long MIB = 1024L * 1024;
  private static final long PROCESSES = 512;

  /** How long Mesos' Docker executor lets a container end by itself. */
  private static final int GRACE_SECONDS = 3;

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Task task;
  private final Containers containers;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean ending = new AtomicBoolean();
  private volatile Progress progress = Progress.STARTING;
  private volatile List<InetSocketAddress> addresses = List.of();
  private volatile String container;
  private volatile boolean well;
  private volatile boolean gone;

  ContainerProgram(Task task, Containers containers) {
    this.task = task;
    this.containers = containers;
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  @Override
  public Progress progress() {
    if (begun.compareAndSet(false, true)) {
      containers.work().execute(this::start);
    }
    return progress;
  }

  @Override
  public boolean answersWell() {
    return well;
  }

  @Override
  public boolean isSteady() {
    return false;
  }

  @Override
  public void terminate() {
    if (ending.compareAndSet(false, true)) {
      if (begun.compareAndSet(false, true)) {
        gone = true;
      } else if (container != null) {
        containers.work().execute(this::end);
      }
    }
  }

  @Override
  public boolean isGone() {
    return gone;
  }

  @Override
  public void stop() {
    terminate();
  }

  /** Nobody is led to it until it comes back. */
  @Override
  public void loseTouch() {}

  @Override
  public void comeBack() {}

  private void start() {
    try {
      fetch();
      container = create();
      if (ending.get()) {
        end();
        return;
      }
      docker().startContainerCmd(container).exec();
      addresses = published(docker().inspectContainerCmd(container).exec());
      progress = Progress.RUNNING;
      look();
    } catch (DockerException e) {
      fail("Failed to launch container: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("The sandbox ends.");
    }
  }

  private void fail(String message) {
    progress = Progress.failed(message);
    gone = true;
    if (container != null) {
      containers.remove(container);
    }
  }

  private void fetch() throws InterruptedException {
    String image = task.app().image();
    try {
      docker().inspectImageCmd(image).exec();
    } catch (NotFoundException absent) {
      try {
        docker().pullImageCmd(image).exec(new PullImageResultCallback()).awaitCompletion();
      } catch (DockerException | DockerClientException e) {
        throw new NotFoundException("image " + image + " cannot be pulled: " + e.getMessage(), e);
      }
    }
  }

  private String create() {
    AppDefinition app = task.app();
    List<ExposedPort> exposed = new ArrayList<>();
    List<PortBinding> published = new ArrayList<>();
    for (JsonNode mapping : app.portMappings()) {
      ExposedPort port = ExposedPort.tcp(mapping.path("containerPort").asInt());
      exposed.add(port);
      published.add(new PortBinding(Ports.Binding.bindIp(containers.host()), port));
    }
    List<String> environment = new ArrayList<>();
    app.json()
        .path("env")
        .properties()
        .forEach(
            variable -> environment.add(variable.getKey() + "=" + variable.getValue().asText()));
    environment.add("MARATHON_APP_ID=" + app.id());
    environment.add("MARATHON_APP_VERSION=" + app.version());
    environment.add("MESOS_TASK_ID=" + task.id());
    environment.add("HOST=" + task.agent().hostname());
    var command =
        docker()
            .createContainerCmd(app.image())
            .withLabels(containers.labels())
            .withEnv(environment)
            .withExposedPorts(exposed)
            .withHostConfig(
                HostConfig.newHostConfig()
                    .withMemory((long) (app.mem() * MIB))
                    .withCpuShares(
                        Math.max(FEWEST_SHARES, (int) (app.cpus() * SHARES_OF_A_PROCESSOR)))
                    .withPidsLimit(PROCESSES)
                    .withPortBindings(published));
    List<String> arguments = new ArrayList<>();
    app.json().path("args").forEach(argument -> arguments.add(argument.asText()));
    if (app.json().hasNonNull("cmd")) {
      arguments.addAll(List.of("/bin/sh", "-c", app.json().path("cmd").asText()));
    }
    return (arguments.isEmpty() ? command : command.withCmd(arguments)).exec().getId();
  }

  private List<InetSocketAddress> published(InspectContainerResponse found) {
    var bindings = found.getNetworkSettings().getPorts().getBindings();
    List<InetSocketAddress> all = new ArrayList<>();
    for (JsonNode mapping : task.app().portMappings()) {
      Ports.Binding[] one = bindings.get(ExposedPort.tcp(mapping.path("containerPort").asInt()));
      if (one != null && one.length > 0) {
        all.add(
            new InetSocketAddress(containers.host(), Integer.parseInt(one[0].getHostPortSpec())));
      }
    }
    return List.copyOf(all);
  }

  /** Looks at the container now and then, for as long as it is there. */
  private void look() {
    try {
      InspectContainerResponse.ContainerState state =
          docker().inspectContainerCmd(container).exec().getState();
      if (!Boolean.TRUE.equals(state.getRunning())) {
        Long code = state.getExitCodeLong();
        progress =
            code != null && code == 0
                ? Progress.FINISHED
                : Progress.failed(
                    "Container exited with status "
                        + code
                        + (Boolean.TRUE.equals(state.getOOMKilled()) ? ", out of memory" : ""));
        return;
      }
      well = !task.app().hasHealthCheck() || visit();
    } catch (NotFoundException e) {
      progress = Progress.failed("Container was removed");
      return;
    } catch (DockerException e) {
      // An engine that is away for a moment has lost nothing.
      well = false;
    }
    if (!ending.get()) {
      containers.work().schedule(this::look, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private boolean visit() {
    if (addresses.isEmpty()) {
      return false;
    }
    InetSocketAddress address = addresses.get(0);
    String path = task.app().healthCheck().path("path").asText("/");
    try {
      int status =
          containers
              .visitor()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              "http://" + address.getHostString() + ":" + address.getPort() + path))
                      .timeout(ANSWER)
                      .build(),
                  BodyHandlers.discarding())
              .statusCode();
      return status >= 200 && status < 400;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void end() {
    try {
      docker().stopContainerCmd(container).withTimeout(GRACE_SECONDS).exec();
    } catch (DockerException e) {
      // It has ended by itself, or never begun.
      progress = Progress.FINISHED;
    }
    containers.remove(container);
    gone = true;
  }

  private DockerClient docker() {
    return containers.docker();
  }
}
