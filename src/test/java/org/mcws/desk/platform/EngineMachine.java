package org.mcws.desk.platform;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine with a Docker engine: a network and a host name of its own, with a wire to a bridge on
 * this machine.
 */
public final class EngineMachine {

  private final String name;
  private final String address;
  private final Path folder;
  private Process engine;

  /**
   * @param name its host name, which nothing else on this machine has
   * @param address its address
   */
  EngineMachine(String name, String address, Path folder) {
    this.name = name;
    this.address = address;
    this.folder = folder;
  }

  public String name() {
    return name;
  }

  /** Its address, as this machine sees it. */
  public String address() {
    return address;
  }

  public DockerEngine engine() {
    return new DockerEngine(URI.create("unix://" + folder.resolve("docker.sock")), null);
  }

  /** Does this on the machine. */
  public String run(String... command) {
    List<String> all = onThis("env", "DOCKER_HOST=" + engine().address());
    all.addAll(List.of(command));
    return Commands.run(all.toArray(String[]::new));
  }

  /** The engine dies, with all that it was doing. */
  public void kill() throws InterruptedException {
    engine.destroyForcibly().waitFor();
  }

  /** The engine is asked to stop. */
  public void stop() throws InterruptedException {
    engine.destroy();
    if (!engine.waitFor(20, SECONDS)) {
      kill();
    }
  }

  /** The engine comes back. */
  public void startAgain(String registry) throws IOException {
    // Whoever reaps the dead ones here may take its time.
    Files.deleteIfExists(folder.resolve("docker.pid"));
    Files.deleteIfExists(folder.resolve("exec/containerd/containerd.pid"));
    start(registry);
  }

  /**
   * @param wire a name for the wire's end on this machine
   * @param bridge where that end is fastened
   * @param gateway this machine's address at the bridge
   */
  void connect(String wire, String bridge, String gateway) throws IOException {
    Files.createDirectories(folder);
    Commands.run("ip", "netns", "add", name);
    Commands.run("ip", "link", "add", wire, "type", "veth", "peer", "name", "desk", "netns", name);
    Commands.run("ip", "link", "set", wire, "master", bridge, "up");
    run("ip", "addr", "add", address + "/24", "dev", "desk");
    run("ip", "link", "set", "desk", "up");
    run("ip", "link", "set", "lo", "up");
    run("ip", "route", "add", "default", "via", gateway);
  }

  /**
   * @param registry that the engine may speak to without TLS
   */
  void start(String registry) throws IOException {
    Path log = folder.resolve("engine.log");
    List<String> command =
        onThis(
            "unshare",
            "--uts",
            "sh",
            "-c",
            "hostname " + name + " && exec \"$@\"",
            "engine",
            "/usr/sbin/dockerd",
            "--data-root=" + folder.resolve("data"),
            "--exec-root=" + folder.resolve("exec"),
            "--pidfile=" + folder.resolve("docker.pid"),
            "--host=unix://" + folder.resolve("docker.sock"),
            "--insecure-registry=" + registry);
    engine =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    await("the engine answers")
        .atMost(Duration.ofSeconds(60))
        .until(() -> !engine.isAlive() || Files.readString(log).contains("API listen on"));
    assertThat(engine.isAlive()).as("the engine's log:%n%s", Files.readString(log)).isTrue();
  }

  /** Starts something else on the machine. */
  Process start(Path log, String... command) throws IOException {
    return new ProcessBuilder(onThis(command))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  void remove() throws InterruptedException {
    if (engine != null) {
      stop();
    }
    Commands.run(
        "sh",
        "-c",
        "ip netns del "
            + name
            + "; mount | awk '$3 ~ \"^"
            + folder
            + "\" {print $3}' | xargs -r umount -l");
  }

  private List<String> onThis(String... command) {
    List<String> all = new ArrayList<>(List.of("nsenter", "--net=/var/run/netns/" + name));
    all.addAll(List.of(command));
    return all;
  }
}
