package org.mcws.desk.platform.hosting.marathon;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.Runs;
import org.mcws.desk.platform.hosting.RunsContract;
import org.mcws.desk.sandbox.marathon.MarathonSandboxSettings;

/** Runs on Marathon, before and after the way to write containers changed. */
class MarathonRunsTests {

  @Nested
  class WithNetworks extends Contract {
    @Override
    MarathonSandboxSettings settings() {
      return SandboxRig.FAST;
    }
  }

  @Nested
  class BeforeNetworks extends Contract {
    @Override
    MarathonSandboxSettings settings() {
      return SandboxRig.FAST.withVersion("1.4.9");
    }
  }

  abstract static class Contract extends RunsContract {

    private static final String IMAGE = "registry.example/xy/backup:";

    @TempDir Path folder;
    private SandboxRig rig;

    abstract MarathonSandboxSettings settings();

    @BeforeEach
    void start() {
      rig = new SandboxRig(settings(), folder);
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
      return app(IMAGE + (exitCode == 0 ? "1" : "crash"), List.of());
    }

    @Override
    protected App endless() {
      return app(IMAGE + "broken", List.of());
    }

    @Override
    protected App missing() {
      return app(IMAGE + "missing", List.of());
    }

    @Override
    protected String printed() {
      return "only pretends to run";
    }
  }
}
