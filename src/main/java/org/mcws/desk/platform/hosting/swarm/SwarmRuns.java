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

/**
 * Runs as services of one task that Swarm is told never to start anew. Its job mode would not do:
 * up to Docker 23 a job's task goes on when the job is removed (moby/moby#44312).
 */
final class SwarmRuns implements Runs {

  private static final String SERVICES = "/services/";

  private final SwarmApi api;
  private final Services services;
  private final RegistryAuth auth;
  private final Secrets secrets;

  SwarmRuns(SwarmSettings settings, DockerHttpClient manager, RegistryLogins logins) {
    this.api = new SwarmApi(settings.engine(), manager);
    this.services = new Services(settings.engine(), api);
    this.auth = new RegistryAuth(logins);
    this.secrets = new Secrets(api, services, new Definitions(api));
  }

  @Override
  public void start(String app, String run) {
    String id = Run.id(app, run);
    if (services.of(id).isPresent()) {
      return;
    }
    JsonNode is =
        services.of(app).orElseThrow(() -> Refusals.missing("There is no app " + app + " to run"));
    Answer answer = api.post("/services/create", once(is.path("Spec"), id), auth(is));
    if (!answer.isOk() && !answer.saysTaken()) {
      throw new PlatformRefusal(
          "appRefused", "The swarm refuses to run " + id + ": " + answer.message());
    }
  }

  @Override
  public Optional<Run> find(String app, String run) {
    String id = Run.id(app, run);
    return services
        .of(id)
        .map(service -> RunReader.read(api.list("/tasks", "service", id(service))))
        .or(() -> ending(id));
  }

  /** Tasks of a service that is removed go on until they have ended, or died with their machine. */
  private Optional<Run> ending(String id) {
    JsonNode tasks = api.list("/tasks", "label", Labels.APP + "=" + id);
    return !tasks.isEmpty() && RunReader.isGoingOn(tasks, api.list("/nodes"))
        ? Optional.of(Run.RUNNING)
        : Optional.empty();
  }

  @Override
  public boolean keepOutput() {
    return false;
  }

  @Override
  public String output(String app, String run) {
    return services
        .of(Run.id(app, run))
        .map(service -> api.output(SERVICES + id(service)))
        .orElse("");
  }

  /** A run may have been the last that an app's secrets were kept for. */
  @Override
  public void remove(String app, String run) {
    services.of(Run.id(app, run)).ifPresent(service -> api.delete(SERVICES + id(service)));
    secrets.prune(app);
  }

  private Optional<String> auth(JsonNode service) {
    return auth.of(StatusReader.image(service.path("Spec")));
  }

  private static ObjectNode once(JsonNode definition, String id) {
    ObjectNode run = SwarmApi.JSON.createObjectNode().put("Name", ServiceName.of(id));
    ObjectNode labels = run.putObject("Labels");
    definition
        .path("Labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    labels.put(Labels.APP, id);
    ObjectNode task = ((ObjectNode) definition.path("TaskTemplate")).deepCopy();
    task.remove("ForceUpdate");
    task.putObject("RestartPolicy").put("Condition", "none");
    run.set("TaskTemplate", task);
    run.putObject("Mode").putObject("Replicated").put("Replicas", 1);
    return run;
  }

  private static String id(JsonNode service) {
    return service.path("ID").asText();
  }
}
