package org.mcws.desk.platform.hosting.marathon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.RealDocker;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.Runs;
import org.mcws.desk.platform.hosting.RunsContract;
import org.mcws.desk.sandbox.marathon.Containers;

/** Runs with a sandbox whose tasks are containers. */
class MarathonRunsOnContainersIT extends RunsContract {

  @RegisterExtension static final RealDocker DOCKER = new RealDocker();

  @TempDir Path folder;
  private SandboxRig rig;

  @BeforeEach
  void start() throws IOException {
    rig =
        new SandboxRig(
            SandboxRig.FAST.withSpeed(Duration.ofMillis(60), 0.5),
            folder,
            new Containers(DOCKER.engine().address(), DOCKER.host(), folder.toString()));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Override
  protected Hosting hosting() {
    return rig.hosting();
  }

  @Override
  protected Runs runs() {
    return rig.runs();
  }

  @Override
  protected App ending(int exitCode) {
    return app(
        RealDocker.BASE,
        List.of("sh", "-c", "echo this is $LANG; echo alas >&2; exit " + exitCode));
  }

  @Override
  protected App endless() {
    return app(RealDocker.BASE, List.of("sleep", "100000"));
  }

  @Override
  protected App missing() {
    return app(DOCKER.registry() + "/xy/backup:missing", List.of());
  }

  @Override
  protected String printed() {
    return "this is eo\n";
  }

  @Override
  protected Duration patience() {
    return Duration.ofMinutes(1);
  }
}
