package org.mcws.desk.platform.mesos.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.mesos.MachineName;
import org.mcws.desk.platform.mesos.Machines;
import org.mcws.desk.platform.mesos.MachinesContract;

/** The contract, against the sandbox. */
class OperatorMachinesTests extends MachinesContract {

  @TempDir Path folder;
  private MesosRig rig;

  @BeforeEach
  void start() {
    rig = new MesosRig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Override
  protected Machines machines() {
    return rig.machines();
  }

  @Override
  protected void startApp(String id) {
    rig.marathon(
        "POST", "/v2/apps", "{\"id\":\"" + id + "\",\"cmd\":\"x\",\"cpus\":2,\"mem\":128}");
  }

  @Override
  protected void planByOthers(MachineName machine) {
    ArrayNode windows = rig.windows();
    ObjectNode window = windows.addObject();
    window.putArray("machine_ids").add(Schedule.name(machine));
    window.putObject("unavailability").set("start", Nanoseconds.of(BEGIN));
    rig.mesos(
        "{\"type\":\"UPDATE_MAINTENANCE_SCHEDULE\",\"update_maintenance_schedule\":{\"schedule\":"
            + "{\"windows\":"
            + windows
            + "}}}");
  }

  @Override
  protected void lose(String host, boolean lost) {
    if (lost) {
      rig.sandbox().loseAgent(host);
    } else {
      rig.sandbox().returnAgent(host);
    }
  }
}
