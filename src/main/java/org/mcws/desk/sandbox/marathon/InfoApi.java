package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;
import org.mcws.desk.sandbox.marathon.AppView.Embed;

/** What Marathon tells about itself, and the groups that its apps form. */
final class InfoApi {

  private static final String FRAMEWORK = "4d435753-6465-736b-7361-6e64626f7800-0000";

  private final MarathonSandboxSettings settings;
  private final Cluster cluster;
  private final AppView view;
  private final EventStream events;
  private final int port;

  InfoApi(
      MarathonSandboxSettings settings,
      Cluster cluster,
      AppView view,
      EventStream events,
      int port) {
    this.settings = settings;
    this.cluster = cluster;
    this.view = view;
    this.events = events;
    this.port = port;
  }

  void mount(Routes routes) {
    routes
        .on("GET", "/ping", InfoApi::ping)
        .on("GET", "/v2/info", request -> HttpResponse.json(200, info()))
        .on(
            "GET",
            "/v2/leader",
            request -> HttpResponse.json(200, Json.object().put("leader", leader())))
        .on("DELETE", "/v2/leader", this::abdicate)
        .on("GET", "/v2/groups/?", request -> HttpResponse.json(200, group("/")))
        .on("GET", "/v2/groups/(.+)", this::showGroup);
  }

  private static HttpResponse ping(HttpRequest request) {
    String accept = request.header("Accept").orElse("*/*");
    if (accept.contains("text/plain") || accept.contains("*/*")) {
      return HttpResponse.text(200, "pong");
    }
    return accept.contains("application/json")
        ? HttpResponse.json(200, "pong")
        : HttpResponse.empty(204);
  }

  private String leader() {
    return "127.0.0.1:" + port;
  }

  private ObjectNode info() {
    ObjectNode info =
        Json.object()
            .put("name", "marathon")
            .put("version", settings.version())
            .put("buildref", "sandbox")
            .put("elected", true)
            .put("leader", leader())
            .put("frameworkId", FRAMEWORK);
    info.putObject("marathon_config").put("ha", false).put("task_launch_timeout", 300000);
    info.putObject("zookeeper_config");
    info.putObject("http_config").put("http_port", port);
    return info;
  }

  private HttpResponse abdicate(HttpRequest request) {
    events.endAll();
    return HttpResponse.json(200, Json.object().put("message", "Leadership abdicated"));
  }

  private HttpResponse showGroup(HttpRequest request) {
    String id = Routes.appId(request.argument(0));
    if (cluster.apps().stream().noneMatch(app -> app.id().startsWith(id + "/"))) {
      throw MarathonError.of(404, "Group '" + id + "' does not exist");
    }
    return HttpResponse.json(200, group(id));
  }

  private ObjectNode group(String id) {
    String prefix = id.equals("/") ? id : id + "/";
    ObjectNode group = Json.object().put("id", id);
    var apps = group.putArray("apps");
    Set<String> groups = new TreeSet<>();
    String version = "1970-01-01T00:00:00.000Z";
    for (RunningApp app : cluster.apps()) {
      if (app.id().startsWith(prefix)) {
        String rest = app.id().substring(prefix.length());
        if (rest.contains("/")) {
          groups.add(prefix + rest.substring(0, rest.indexOf('/')));
        } else {
          apps.add(view.show(app, Embed.NOTHING));
        }
        String changed = app.current().version();
        version = changed.compareTo(version) > 0 ? changed : version;
      }
    }
    group.putArray("dependencies");
    group.set("groups", Json.array(groups.stream().map(this::group).toList()));
    return group.put("version", version);
  }
}
