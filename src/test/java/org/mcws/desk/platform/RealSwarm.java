package org.mcws.desk.platform;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Machines with Docker engines that are a swarm, with a network for the edge. */
public final class RealSwarm implements BeforeAllCallback, AfterAllCallback {

  public static final String NETWORK = "edge";

  private static final int PORT = 2377;

  private final RealDocker docker;

  /**
   * @param machines how many
   */
  public RealSwarm(int machines) {
    this.docker = new RealDocker(machines);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    docker.beforeAll(context);
    List<EngineMachine> machines = docker.machines();
    EngineMachine manager = machines.get(0);
    String address = manager.address() + ":" + PORT;
    manager.run(
        "docker", "swarm", "init", "--advertise-addr", manager.address(), "--listen-addr", address);
    String token = manager.run("docker", "swarm", "join-token", "-q", "worker").strip();
    for (EngineMachine worker : machines.subList(1, machines.size())) {
      worker.run(
          "docker",
          "swarm",
          "join",
          "--token",
          token,
          "--advertise-addr",
          worker.address(),
          "--listen-addr",
          worker.address() + ":" + PORT,
          address);
    }
    manager.run("docker", "network", "create", "--driver", "overlay", "--attachable", NETWORK);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    docker.afterAll(context);
  }

  /** Its engines and their registry. */
  public RealDocker docker() {
    return docker;
  }

  /** The machine that has the swarm's manager. */
  public EngineMachine manager() {
    return docker.machines().get(0);
  }

  /** Makes an image and puts it into the registry. */
  public void push(String image, String dockerfile) {
    docker.build(image, dockerfile);
    docker.push(image);
  }
}
