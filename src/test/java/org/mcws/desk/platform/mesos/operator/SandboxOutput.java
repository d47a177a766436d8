package org.mcws.desk.platform.mesos.operator;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.TaskOutput;
import org.mcws.desk.sandbox.marathon.MarathonSandbox;

/** The output of a sandbox's tasks as its Mesos tells it. */
public final class SandboxOutput {

  private SandboxOutput() {}

  public static TaskOutput of(MarathonSandbox sandbox) {
    MesosSettings settings =
        new MesosSettings(
            List.of(URI.create(sandbox.addresses().get("mesos"))),
            "",
            "",
            "",
            "",
            new HttpTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5)),
            1);
    return new AgentOutput(settings, new OperatorApi(settings));
  }
}
