package org.mcws.desk.platform.hosting.swarm;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.platform.RealSwarm;
import org.mcws.desk.platform.hosting.HostingContract;
import org.mcws.desk.platform.hosting.HostingPlatform;

/** The contract at three real Docker engines. */
class SwarmHostingIT extends HostingContract {

  @RegisterExtension static final RealSwarm SWARM = new RealSwarm(3);

  private static SwarmRig rig;

  @BeforeAll
  static void begin() throws IOException {
    rig = new SwarmRig(SWARM);
    rig.pushImages();
  }

  @AfterAll
  static void end() throws IOException {
    rig.close();
  }

  @AfterEach
  void clear() {
    rig.clear();
  }

  @Override
  protected HostingPlatform platform() {
    return rig;
  }
}
