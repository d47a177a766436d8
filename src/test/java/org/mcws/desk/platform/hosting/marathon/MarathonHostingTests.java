package org.mcws.desk.platform.hosting.marathon;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.HostingContract;
import org.mcws.desk.platform.hosting.HostingPlatform;
import org.mcws.desk.sandbox.marathon.MarathonSandboxSettings;

/**
 * The contract, with Marathon before and after the way to write containers changed, and with an
 * edge that reads Consul instead of labels.
 */
class MarathonHostingTests {

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

  @Nested
  class ByRulesInConsul extends Contract {
    @Override
    MarathonSandboxSettings settings() {
      return SandboxRig.FAST;
    }

    @Override
    MarathonHosting hosting(SandboxRig rig) {
      return rig.hosting(SandboxRig.rules(rig.addresses().get("consul")));
    }
  }

  abstract static class Contract extends HostingContract {

    @TempDir Path folder;
    private SandboxRig rig;
    private Hosting hosting;

    abstract MarathonSandboxSettings settings();

    MarathonHosting hosting(SandboxRig rig) {
      return rig.hosting();
    }

    @BeforeEach
    void start() {
      rig = new SandboxRig(settings(), folder);
      hosting = hosting(rig);
    }

    @AfterEach
    void stop() {
      rig.close();
    }

    @Override
    protected HostingPlatform platform() {
      return new Platform(hosting, rig);
    }
  }

  /** Images with these names behave so in the sandbox. */
  private record Platform(Hosting hosting, SandboxRig rig) implements HostingPlatform {

    @Override
    public String goodImage(int version) {
      return "registry.example/xy/site:" + version;
    }

    @Override
    public String unhealthyImage() {
      return "registry.example/xy/site:broken";
    }

    @Override
    public String missingImage() {
      return "registry.example/xy/site:missing";
    }

    @Override
    public String pinned(int version) {
      return goodImage(version) + "@sha256:" + "0".repeat(64);
    }

    @Override
    public int processors() {
      return 64;
    }

    @Override
    public String visit(String hostName) {
      return rig.visit(hostName, "/");
    }
  }
}
