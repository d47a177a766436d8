package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.transport.DockerHttpClient;
import java.util.Optional;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.RegistryLogins;
import org.mcws.desk.platform.hosting.Refusals;
import org.mcws.desk.platform.hosting.Run;
import org.mcws.desk.platform.hosting.Runs;

/** Runs as services in Swarm's job mode, which Docker has from 20.10 on. */
final class SwarmRuns implements Runs {

  private static final String SERVICES = "/services/";
  private static final String JOB = "ReplicatedJob";

  private final SwarmApi api;
  private final Services services;
  private final RegistryAuth auth;

  SwarmRuns(SwarmSettings settings, DockerHttpClient manager, RegistryLogins logins) {
    this.api = new SwarmApi(settings.engine(), manager);
    this.services = new Services(settings.engine(), api);
    this.auth = new RegistryAuth(logins);
  }

  @Override
  public void start(String app, String run) {
    String id = Run.id(app, run);
    if (services.of(id).isPresent()) {
      return;
    }
    JsonNode is =
        services.of(app).orElseThrow(() -> Refusals.missing("There is no app " + app + " to run"));
    Answer answer = api.post("/services/create", job(is.path("Spec"), id), auth(is));
    if (!answer.isOk() && !answer.saysTaken()) {
      throw new PlatformRefusal(
          "appRefused", "The swarm refuses to run " + id + ": " + answer.message());
    }
  }

  @Override
  public Optional<Run> find(String app, String run) {
    return services
        .of(Run.id(app, run))
        .filter(service -> service.at("/Spec/Mode").has(JOB))
        .map(service -> RunReader.read(api.list("/tasks", "service", id(service))));
  }

  @Override
  public String output(String app, String run) {
    return services.of(Run.id(app, run)).map(service -> api.output(id(service))).orElse("");
  }

  @Override
  public void remove(String app, String run) {
    services.of(Run.id(app, run)).ifPresent(service -> api.delete(SERVICES + id(service)));
  }

  private Optional<String> auth(JsonNode service) {
    return auth.of(StatusReader.image(service.path("Spec")));
  }

  private static ObjectNode job(JsonNode definition, String id) {
    ObjectNode job = SwarmApi.JSON.createObjectNode().put("Name", ServiceName.of(id));
    ObjectNode labels = job.putObject("Labels");
    definition
        .path("Labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    labels.put(Labels.APP, id);
    ObjectNode task = ((ObjectNode) definition.path("TaskTemplate")).deepCopy();
    task.remove("ForceUpdate");
    task.putObject("RestartPolicy").put("Condition", "none");
    job.set("TaskTemplate", task);
    job.putObject("Mode").putObject(JOB).put("MaxConcurrent", 1).put("TotalCompletions", 1);
    return job;
  }

  private static String id(JsonNode service) {
    return service.path("ID").asText();
  }
}
