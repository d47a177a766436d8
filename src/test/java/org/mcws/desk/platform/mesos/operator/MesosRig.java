package org.mcws.desk.platform.mesos.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.hosting.marathon.SandboxRig;
import org.mcws.desk.platform.mesos.Machines;
import org.mcws.desk.sandbox.marathon.MarathonSandbox;

/** The machines of a sandbox, seen by the adapter. */
final class MesosRig implements AutoCloseable {

  /** How long the desk waits for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final SandboxRig rig;

  MesosRig(Path folder) {
    this.rig = new SandboxRig(SandboxRig.FAST, folder);
  }

  MarathonSandbox sandbox() {
    return rig.sandbox();
  }

  String url() {
    return sandbox().addresses().get("mesos");
  }

  Machines machines() {
    return machines(url());
  }

  void marathon(String method, String path, String body) {
    rig.marathon(method, path, body);
  }

  /** Somebody else asks the master. */
  HttpResponse<String> mesos(String call) {
    return rig.send("mesos", "POST", "/api/v1", call, "Content-Type", "application/json");
  }

  /** The windows in the schedule, as the master tells them. */
  ArrayNode windows() {
    return (ArrayNode)
        SandboxRig.json(mesos("{\"type\":\"GET_MAINTENANCE_SCHEDULE\"}"))
            .at("/get_maintenance_schedule/schedule/windows");
  }

  static Machines machines(String... urls) {
    return machines(2, urls);
  }

  static Machines machines(int readAttempts, String... urls) {
    return new OperatorMachines(new OperatorApi(settings("", "", readAttempts, urls)));
  }

  static MesosSettings settings(String username, String password, String... urls) {
    return settings(username, password, 2, urls);
  }

  private static MesosSettings settings(
      String username, String password, int readAttempts, String... urls) {
    List<URI> masters = Arrays.stream(urls).map(URI::create).toList();
    return new MesosSettings(
        masters, username, password, "", "", new HttpTimeouts(PATIENCE, PATIENCE), readAttempts);
  }

  @Override
  public void close() {
    rig.close();
  }
}
