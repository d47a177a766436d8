package org.mcws.desk.platform.hosting.swarm;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mcws.desk.platform.RealDocker;
import org.mcws.desk.platform.RealSwarm;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A machine with Docker and an edge, on which a desk builds and runs what it has built. */
public final class OneMachine implements BeforeAllCallback, AfterAllCallback {

  private final RealSwarm swarm = new RealSwarm(1);
  private SwarmEdge edge;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    swarm.beforeAll(context);
    edge = new SwarmEdge(swarm);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (edge != null) {
      edge.close();
    }
    swarm.afterAll(context);
  }

  /** What lets a desk work there. */
  public void set(DynamicPropertyRegistry settings) {
    settings.add("desk.builds.engine", () -> swarm.docker().engine().address());
    settings.add("desk.builds.repository", () -> registry() + "/communities");
    settings.add("desk.builds.pull", () -> "false");
    settings.add("desk.images.registries[0].host", this::registry);
    settings.add("desk.images.registries[0].url", () -> "http://" + registry());
    settings.add("desk.images.registries[0].username", () -> RealDocker.USER);
    settings.add("desk.images.registries[0].password", () -> RealDocker.PASSWORD);
    settings.add("desk.hosting.platform", () -> "swarm");
    settings.add("desk.hosting.swarm.engine", () -> swarm.docker().engine().address());
    settings.add("desk.hosting.swarm.monitor", () -> "PT1S");
    settings.add("desk.hosting.swarm.health.interval", () -> "PT1S");
    // A visit is a program that is started in a container here, beside all that is tested.
    settings.add("desk.update.fast-enough", () -> "PT1M");
    settings.add("desk.hosting.edge.port", () -> edge.port());
  }

  /** The registry's name in image references. */
  public String registry() {
    return swarm.docker().registry();
  }

  public RealSwarm swarm() {
    return swarm;
  }

  /** Where visitors come in. */
  public SwarmEdge edge() {
    return edge;
  }
}
