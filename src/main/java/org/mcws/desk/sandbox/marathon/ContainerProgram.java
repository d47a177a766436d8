package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
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
  private volatile boolean ending;
  private volatile Progress progress = Progress.STARTING;
  private volatile List<InetSocketAddress> addresses = List.of();
  private volatile String container;
  private volatile String output = "";
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
      containers
          .fetch(task.app().image())
          .whenCompleteAsync((done, failure) -> start(failure), containers.work());
    }
    return progress;
  }

  @Override
  public boolean answersWell() {
    return well;
  }

  @Override
  public String output() {
    return progress == Progress.RUNNING && !ending ? containers.output(container) : output;
  }

  @Override
  public boolean isSteady() {
    return false;
  }

  /** One that has no container yet is gone; whoever makes it looks whether it is still wanted. */
  @Override
  public synchronized void terminate() {
    if (ending) {
      return;
    }
    ending = true;
    if (container == null) {
      gone = true;
    } else {
      containers.work().execute(this::end);
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

  private void start(Throwable unfetched) {
    if (ending) {
      return;
    }
    if (unfetched != null) {
      fail("image " + task.app().image() + " cannot be pulled: " + cause(unfetched).getMessage());
      return;
    }
    try {
      String made = create();
      synchronized (this) {
        container = made;
        if (ending) {
          containers.work().execute(this::end);
          return;
        }
      }
      docker().startContainerCmd(made).exec();
      addresses = published(docker().inspectContainerCmd(made).exec());
      progress = Progress.RUNNING;
      look();
    } catch (RuntimeException e) {
      fail(e.getMessage());
    }
  }

  private void fail(String why) {
    progress = Progress.failed("Failed to launch container: " + why);
    terminate();
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private String create() {
    AppDefinition app = task.app();
    List<ExposedPort> exposed = new ArrayList<>();
    List<PortBinding> published = new ArrayList<>();
    for (JsonNode mapping : app.portMappings()) {
      ExposedPort port = ExposedPort.tcp(mapping.path("containerPort").asInt());
      exposed.add(port);
      published.add(
          new PortBinding(Ports.Binding.bindIp(containers.host().getHostAddress()), port));
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
                    .withMemorySwap((long) (app.mem() * MIB))
                    .withCpuShares(
                        Math.max(FEWEST_SHARES, (int) (app.cpus() * SHARES_OF_A_PROCESSOR)))
                    .withPidsLimit(PROCESSES)
                    .withPortBindings(published));
    if (app.json().hasNonNull("cmd")) {
      command.withEntrypoint("/bin/sh", "-c", app.json().path("cmd").asText());
    } else if (!app.json().path("args").isEmpty()) {
      List<String> arguments = new ArrayList<>();
      app.json().path("args").forEach(argument -> arguments.add(argument.asText()));
      command.withCmd(arguments);
    }
    return command.exec().getId();
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

  /** Looks at the container now and then, for as long as it runs. */
  private void look() {
    try {
      InspectContainerResponse.ContainerState state =
          docker().inspectContainerCmd(container).exec().getState();
      if (!Boolean.TRUE.equals(state.getRunning())) {
        output = containers.output(container);
        progress = ended(state);
        return;
      }
      well = !task.app().hasHealthCheck() || visit();
    } catch (NotFoundException e) {
      progress = Progress.failed("Container was removed");
      return;
    } catch (RuntimeException e) {
      // An engine that is away for a moment has lost nothing.
      well = false;
    }
    if (!ending) {
      containers.work().schedule(this::look, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static Progress ended(InspectContainerResponse.ContainerState state) {
    Long code = state.getExitCodeLong();
    if (code != null && code == 0) {
      return Progress.FINISHED;
    }
    return Progress.failed(
        "Container exited with status "
            + code
            + (Boolean.TRUE.equals(state.getOOMKilled()) ? ", out of memory" : ""));
  }

  /** Only how the answer begins is looked at: what follows may never end. */
  private boolean visit() {
    if (addresses.isEmpty()) {
      return false;
    }
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              new URL(
                      "http",
                      containers.host().getHostAddress(),
                      addresses.get(0).getPort(),
                      task.app().healthCheck().path("path").asText("/"))
                  .openConnection();
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout((int) ANSWER.toMillis());
      connection.setReadTimeout((int) ANSWER.toMillis());
      int status = connection.getResponseCode();
      connection.disconnect();
      return status >= 200 && status < 400;
    } catch (IOException e) {
      return false;
    }
  }

  /** Until it is gone for certain. */
  private void end() {
    try {
      try {
        docker().stopContainerCmd(container).withTimeout(GRACE_SECONDS).exec();
        output = containers.output(container);
      } catch (NotModifiedException | NotFoundException e) {
        progress = Progress.FINISHED;
      }
      containers.remove(container);
      gone = true;
    } catch (RuntimeException e) {
      containers.work().schedule(this::end, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private DockerClient docker() {
    return containers.docker();
  }
}
