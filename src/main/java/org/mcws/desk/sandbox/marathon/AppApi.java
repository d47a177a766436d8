package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;
import org.mcws.desk.sandbox.marathon.AppView.Embed;
import org.mcws.desk.sandbox.marathon.MarathonError.Violation;

/** {@code /v2/apps}: what should run. */
final class AppApi {

  private final Cluster cluster;
  private final AppRules rules;
  private final AppView view;

  AppApi(Cluster cluster, AppRules rules, AppView view) {
    this.cluster = cluster;
    this.rules = rules;
    this.view = view;
  }

  void mount(Routes routes) {
    routes
        .on("GET", "/v2/apps/?", this::list)
        .on("POST", "/v2/apps/?", this::create)
        .on("PUT", "/v2/apps/?", request -> updateMany(request, true))
        .on("PATCH", "/v2/apps/?", request -> updateMany(request, false))
        .on("POST", "/v2/apps/(.+)/restart", this::restart)
        .on("GET", "/v2/apps/(.+)/versions", this::versions)
        .on("GET", "/v2/apps/(.+)/versions/([^/]+)", this::version)
        .on("GET", "/v2/apps/(?:(.+)/)?\\*", this::below)
        .on("GET", "/v2/apps/(?!.*/tasks$)(.+)", this::show)
        .on("PUT", "/v2/apps/(.+)", request -> update(request, true))
        .on("PATCH", "/v2/apps/(.+)", request -> update(request, false))
        .on("DELETE", "/v2/apps/(?!.*/tasks(?:/[^/]+)?$)(.+)", this::delete);
  }

  private HttpResponse list(HttpRequest request) {
    Predicate<RunningApp> wanted = app -> true;
    if (request.parameter("cmd").isPresent()) {
      String cmd = request.parameter("cmd").get();
      wanted = wanted.and(app -> app.current().json().path("cmd").asText().contains(cmd));
    }
    if (request.parameter("id").isPresent()) {
      String id = request.parameter("id").get();
      wanted = wanted.and(app -> app.id().contains(id));
    }
    if (request.parameter("label").isPresent()) {
      var selector = LabelSelector.parse(request.parameter("label").get());
      wanted = wanted.and(app -> selector.test(app.current().labels()));
    }
    return apps("apps", wanted, embed(request));
  }

  private HttpResponse below(HttpRequest request) {
    String group = request.argument(0) == null ? "/" : Routes.appId(request.argument(0)) + "/";
    return apps("*", app -> app.id().startsWith(group), embed(request));
  }

  private HttpResponse apps(String field, Predicate<RunningApp> wanted, Embed embed) {
    ObjectNode json = Json.object();
    json.set(
        field,
        Json.array(
            cluster.apps().stream().filter(wanted).map(app -> view.show(app, embed)).toList()));
    return HttpResponse.json(200, json);
  }

  private static Embed embed(HttpRequest request) {
    return Embed.of(request.query().getOrDefault("embed", List.of()));
  }

  private HttpResponse show(HttpRequest request) {
    RunningApp app = cluster.app(Routes.appId(request.argument(0)));
    ObjectNode json = Json.object();
    json.set("app", view.show(app, Embed.EVERYTHING));
    return HttpResponse.json(200, json);
  }

  private HttpResponse create(HttpRequest request) {
    AppDefinition app = rules.create(object(Routes.body(request)));
    if (cluster.find(app.id()).isPresent()) {
      throw MarathonError.of(409, "An app with id [" + app.id() + "] already exists.");
    }
    Deployment deployment =
        cluster.deploy(Map.of(app.id(), app), false, Routes.flag(request, "force", false));
    return HttpResponse.json(201, view.show(cluster.app(app.id()), Embed.NOTHING))
        .with("Location", "/v2/apps" + app.id())
        .with("Marathon-Deployment-Id", deployment.id());
  }

  private HttpResponse update(HttpRequest request, boolean mayCreate) {
    String id = Routes.appId(request.argument(0));
    ObjectNode body = object(Routes.body(request));
    boolean existed = cluster.find(id).isPresent();
    AppDefinition app = changed(id, body, mayCreate, !Routes.flag(request, "partialUpdate", true));
    Deployment deployment =
        cluster.deploy(Map.of(id, app), false, Routes.flag(request, "force", false));
    HttpResponse result = Routes.result(deployment, existed ? 200 : 201);
    return existed ? result : result.with("Location", "/v2/apps" + id);
  }

  private HttpResponse updateMany(HttpRequest request, boolean mayCreate) {
    JsonNode body = Routes.body(request);
    if (!body.isArray()) {
      throw MarathonError.wrongType("/", "jsarray");
    }
    Map<String, AppDefinition> wanted = new LinkedHashMap<>();
    for (JsonNode item : body) {
      String id = Routes.appId(item.path("id").asText());
      wanted.put(id, changed(id, object(item), mayCreate, false));
    }
    return Routes.result(cluster.deploy(wanted, false, Routes.flag(request, "force", false)), 200);
  }

  private AppDefinition changed(String id, ObjectNode body, boolean mayCreate, boolean replace) {
    if (body.hasNonNull("version")) {
      return stored(id, body);
    }
    if (cluster.find(id).isEmpty() && !mayCreate) {
      throw MarathonError.unknownApp(id);
    }
    ObjectNode named = body.deepCopy();
    if (named.hasNonNull("id") && !Routes.appId(named.path("id").asText()).equals(id)) {
      throw MarathonError.invalid(List.of(new Violation("/id", "differs from the app's path")));
    }
    named.put("id", id);
    return cluster
        .find(id)
        .filter(app -> !replace)
        .map(app -> rules.update(app.current(), named))
        .orElseGet(() -> rules.create(named));
  }

  private AppDefinition stored(String id, ObjectNode body) {
    if (!body.deepCopy().remove(List.of("version", "id")).isEmpty()) {
      throw MarathonError.of(422, "The 'version' field may only be combined with the 'id' field.");
    }
    String version = body.path("version").asText();
    return cluster.app(id).version(version).orElseThrow(() -> unknownVersion(id, version));
  }

  private static MarathonError unknownVersion(String id, String version) {
    return MarathonError.of(404, "App '" + id + "' does not exist in version " + version);
  }

  private HttpResponse restart(HttpRequest request) {
    RunningApp app = cluster.app(Routes.appId(request.argument(0)));
    return Routes.result(
        cluster.deploy(Map.of(app.id(), app.current()), true, Routes.flag(request, "force", false)),
        200);
  }

  private HttpResponse versions(HttpRequest request) {
    RunningApp app = cluster.app(Routes.appId(request.argument(0)));
    ObjectNode json = Json.object();
    json.set(
        "versions", Json.strings(app.versions().stream().map(AppDefinition::version).toList()));
    return HttpResponse.json(200, json);
  }

  private HttpResponse version(HttpRequest request) {
    String id = Routes.appId(request.argument(0));
    String version = request.argument(1);
    return HttpResponse.json(
        200,
        cluster.app(id).version(version).orElseThrow(() -> unknownVersion(id, version)).json());
  }

  /** Unlike everywhere else, and unlike its documentation says, force is the default here. */
  private HttpResponse delete(HttpRequest request) {
    String id = cluster.app(Routes.appId(request.argument(0))).id();
    return Routes.result(
        cluster.deploy(
            Collections.singletonMap(id, null), false, Routes.flag(request, "force", true)),
        200);
  }

  private static ObjectNode object(JsonNode json) {
    if (json instanceof ObjectNode object) {
      return object;
    }
    throw MarathonError.wrongType("/", "jsobject");
  }
}
