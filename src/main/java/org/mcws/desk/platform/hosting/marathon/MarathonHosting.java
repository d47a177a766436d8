package org.mcws.desk.platform.hosting.marathon;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.TaskOutput;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.AppId;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.Refusals;
import org.mcws.desk.platform.hosting.Runs;
import org.mcws.desk.platform.hosting.Settings;

/**
 * Hosting by Marathon's REST API v2, which this follows from version 0.13 on.
 *
 * <p>While a deployment runs, Marathon locks its apps. A deployment that touches other apps as well
 * is always waited for, since breaking it off leaves them half changed. One that touches only this
 * app is replaced when it is in the way: at once by a roll-back or a removal, which are meant to
 * end it, and by a new description if it is stuck. A deployment never fails by itself, so nothing
 * else would end it.
 *
 * <p>What describes an app also makes the edge follow what its labels say of host names, again
 * whenever it is repeated.
 */
public final class MarathonHosting implements Hosting {

  private static final String CONSTRAINTS = "constraints";
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

  private final MarathonApi api;
  private final MarathonApps apps;
  private final DeploymentLocks locks;
  private final HostNames hostNames;
  private final AppWriter writer;
  private final TaskOutput output;

  MarathonHosting(MarathonSettings settings, HostNames hostNames, TaskOutput output) {
    this.api = new MarathonApi(settings);
    this.apps = new MarathonApps(api);
    this.locks = new DeploymentLocks(api);
    this.hostNames = hostNames;
    this.output = output;
    this.writer = new AppWriter(settings.health(), hostNames);
  }

  @Override
  public void ensure(App app) {
    String id = AppId.checked(app.id());
    String service = app.labels().get(App.SERVICE);
    if (service == null) {
      throw new IllegalArgumentException("app " + id + " needs the label " + App.SERVICE);
    }
    ObjectNode wanted = writer.write(app, hasNetworks());
    ensure(id, service, wanted);
    hostNames.follow(wanted);
  }

  private void ensure(String id, String service, ObjectNode wanted) {
    Optional<JsonNode> current = apps.find(id);
    if (current.isEmpty()) {
      Answer created = api.send(POST, MarathonApps.PATH, wanted);
      if (!created.saysDuplicate()) {
        confirm(id, apps.written(created, id).path("version").asText());
        return;
      }
      // Somebody was faster, perhaps this desk whose answer got lost.
      current = apps.find(id);
    }
    JsonNode is = current.orElseThrow(() -> Refusals.vanished(id));
    if (!is.path("labels").path(App.SERVICE).asText("").equals(service)) {
      throw new PlatformRefusal(
          "appNameTaken",
          "Marathon already runs another app as "
              + id
              + ". Choose another name, or let Ops remove that app if nobody needs it.");
    }
    ObjectNode changes = AppChanges.between(is, wanted);
    if (!changes.isEmpty()) {
      change(id, changes, () -> isStuck(is));
    }
  }

  @Override
  public void deploy(String id, String image) {
    deploy(id, image, Optional.empty(), false);
  }

  @Override
  public void deploy(String id, String image, Settings settings) {
    deploy(id, image, Optional.of(settings), false);
  }

  @Override
  public void deployInstead(String id, String image) {
    deploy(id, image, Optional.empty(), true);
  }

  @Override
  public void deployInstead(String id, String image, Settings settings) {
    deploy(id, image, Optional.of(settings), true);
  }

  @Override
  public Optional<AppStatus> find(String id) {
    return apps.find(AppId.checked(id))
        .map(app -> StatusReader.read(app, isComplete(app) ? Optional.empty() : waitingFor(id)));
  }

  @Override
  public String output(String id) {
    return apps.find(AppId.checked(id)).map(this::output).orElse("");
  }

  /** What ends as if all were well, again and again, is no task and no failure at most times. */
  private String output(JsonNode app) {
    return StatusReader.printing(app).stream()
        .flatMap(task -> output.of(task, Runs.LONGEST_OUTPUT).stream())
        .filter(text -> !text.isBlank())
        .findFirst()
        .orElseGet(
            () ->
                output.since(
                    app.path("id").asText(), StatusReader.configuredAt(app), Runs.LONGEST_OUTPUT));
  }

  @Override
  public Optional<App> definition(String id) {
    return apps.find(AppId.checked(id))
        .filter(app -> app.path("labels").has(App.SERVICE))
        .map(AppReader::read);
  }

  @Override
  public void rollBack(String id, String version) {
    JsonNode current =
        apps.find(AppId.checked(id))
            .orElseThrow(() -> Refusals.versionGone("Marathon", id, version));
    Answer stored = api.get(MarathonApps.PATH + id + "/versions/{version}", version);
    if (stored.status() == 404 || stored.status() == 422) {
      throw Refusals.versionGone("Marathon", id, version);
    }
    if (!AppChanges.sameConfiguration(current, apps.written(stored, id))) {
      change(id, JsonNodeFactory.instance.objectNode().put("version", version), () -> true);
    }
    hostNames.follow(stored.json());
  }

  /** A deployment that starts all instances anew already does what is asked for. */
  @Override
  public void restart(String id) {
    Answer answer =
        api.send(POST, MarathonApps.PATH + AppId.checked(id) + "/restart?force=false", null);
    if (answer.saysDoesNotExist()) {
      throw Refusals.missing("There is no app " + id + " to restart");
    }
    if (!answer.locks().isEmpty() && locks.areAll(answer, d -> DeploymentLocks.restarts(d, id))) {
      return;
    }
    apps.written(answer, id);
  }

  @Override
  public void scale(String id, int instances) {
    JsonNode is =
        apps.find(AppId.checked(id))
            .orElseThrow(() -> Refusals.missing("There is no app " + id + " to scale"));
    if (is.path("instances").asInt() != instances) {
      change(
          id, JsonNodeFactory.instance.objectNode().put("instances", instances), () -> isStuck(is));
    }
  }

  @Override
  public void avoid(String id, String host) {
    JsonNode is =
        apps.find(AppId.checked(id)).orElseThrow(() -> Refusals.missing("There is no app " + id));
    place(is, Placement.avoiding(is.path(CONSTRAINTS), host));
  }

  @Override
  public void allow(String id, String host) {
    apps.find(AppId.checked(id))
        .ifPresent(is -> place(is, Placement.allowing(is.path(CONSTRAINTS), host)));
  }

  private void place(JsonNode is, ArrayNode constraints) {
    if (constraints.size() != is.path(CONSTRAINTS).size()) {
      ObjectNode changes = JsonNodeFactory.instance.objectNode();
      changes.set(CONSTRAINTS, constraints);
      change(is.path("id").asText(), changes, () -> isStuck(is));
    }
  }

  @Override
  public void remove(String id) {
    // Marathon's default is to cancel whatever runs: force=false must be said.
    String path = MarathonApps.PATH + AppId.checked(id) + "?force={force}";
    // First, since who removes it repeats that only while the app is there.
    hostNames.forget(() -> apps.find(id));
    Answer answer = api.send(DELETE, path, null, false);
    if (!answer.locks().isEmpty()
        && locks.areAll(answer, d -> DeploymentLocks.touchesOnly(d, id))) {
      answer = api.send(DELETE, path, null, true);
    }
    if (!answer.saysDoesNotExist()) {
      apps.written(answer, id);
    }
  }

  private void deploy(String id, String image, Optional<Settings> settings, boolean instead) {
    JsonNode is =
        apps.find(AppId.checked(id))
            .orElseThrow(
                () -> Refusals.missing("There is no app " + id + " to deploy " + image + " to"));
    ObjectNode wanted = JsonNodeFactory.instance.objectNode();
    wanted.putObject("container").putObject("docker").put("image", image);
    settings
        .filter(
            told ->
                !StatusReader.image(is).equals(image) || !Environment.carries(is, told.revision()))
        .ifPresent(told -> Environment.write(told, StatusReader.labels(is), wanted));
    if (!instead) {
      // First: they stay as they are, and nobody would watch what has been deployed while this
      // fails.
      hostNames.follow(is);
    }
    ObjectNode changes = AppChanges.between(is, wanted);
    if (!changes.isEmpty()) {
      change(id, changes, () -> instead || isStuck(is));
    }
    if (instead) {
      // What is known to work comes back whoever is away.
      hostNames.follow(is);
    }
  }

  private void change(String id, ObjectNode changes, BooleanSupplier override) {
    String path = MarathonApps.PATH + id + "?force={force}";
    Answer answer = api.send(PUT, path, changes, false);
    Predicate<JsonNode> ours = deployment -> DeploymentLocks.touchesOnly(deployment, id);
    if (!answer.locks().isEmpty() && override.getAsBoolean() && locks.areAll(answer, ours)) {
      answer = api.send(PUT, path, changes, true);
    }
    confirm(id, apps.written(answer, id).path("version").asText());
  }

  /**
   * Right after a write some versions of Marathon still show the app as it was; then a deployment
   * that has not begun would look like one that has ended.
   */
  private void confirm(String id, String version) {
    JsonNode app = apps.find(id).orElseThrow(() -> Refusals.vanished(id));
    if (app.path("version").asText().compareTo(version) < 0) {
      throw new PlatformUnavailable(
          "Marathon accepted the change of " + id + " but does not show it yet.");
    }
  }

  private Optional<String> waitingFor(String id) {
    return QueueReader.waitingFor(api.get("/v2/queue").json(), id);
  }

  private static boolean isComplete(JsonNode app) {
    return app.path("deployments").isEmpty()
        && app.path("tasksRunning").asInt() >= app.path("instances").asInt();
  }

  /** Whether what is being deployed has already failed to start or finds no place. */
  private boolean isStuck(JsonNode app) {
    String failed = app.path("lastTaskFailure").path("version").asText("");
    return failed.compareTo(StatusReader.configVersion(app)) >= 0
        || waitingFor(app.path("id").asText()).isPresent();
  }

  private boolean hasNetworks() {
    Answer info = api.get("/v2/info");
    var version = VERSION.matcher(info.json().path("version").asText());
    if (!info.isOk() || !version.matches()) {
      throw api.unavailable(
          info, "GET /v2/info", "Marathon tells its version there: check its address.");
    }
    int major = Integer.parseInt(version.group(1));
    return major > 1 || major == 1 && Integer.parseInt(version.group(2)) >= 5;
  }
}
