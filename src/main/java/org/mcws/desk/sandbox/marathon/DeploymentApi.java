package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;

/** {@code /v2/deployments} and {@code /v2/queue}: what is under way and what waits. */
final class DeploymentApi {

  private final Cluster cluster;
  private final AppView view;

  DeploymentApi(Cluster cluster, AppView view) {
    this.cluster = cluster;
    this.view = view;
  }

  void mount(Routes routes) {
    routes
        .on("GET", "/v2/deployments", this::deployments)
        .on("DELETE", "/v2/deployments/([^/]+)", this::cancel)
        .on("GET", "/v2/queue", this::queue)
        .on("DELETE", "/v2/queue/(.+)/delay", this::resetDelay);
  }

  private HttpResponse deployments(HttpRequest request) {
    return HttpResponse.json(
        200, Json.array(cluster.deployments().stream().map(Deployment::json).toList()));
  }

  /** Without force the old definitions are deployed again; with it, all stays as it is. */
  private HttpResponse cancel(HttpRequest request) {
    String id = request.argument(0);
    Deployment deployment =
        cluster
            .deployment(id)
            .orElseThrow(() -> MarathonError.of(404, "DeploymentPlan " + id + " does not exist"));
    if (Routes.flag(request, "force", false)) {
      cluster.cancel(deployment);
      return HttpResponse.empty(202);
    }
    return Routes.result(cluster.deploy(deployment.before(), false, true), 200);
  }

  private HttpResponse queue(HttpRequest request) {
    Instant now = Instant.now();
    ObjectNode json = Json.object();
    json.set(
        "queue", Json.array(cluster.waiting().stream().map(app -> view.queued(app, now)).toList()));
    return HttpResponse.json(200, json);
  }

  private HttpResponse resetDelay(HttpRequest request) {
    String id = Routes.appId(request.argument(0));
    RunningApp app =
        cluster
            .find(id)
            .filter(one -> one.missing() > 0)
            .orElseThrow(
                () -> MarathonError.of(404, "Application " + id + " not found in tasks queue."));
    app.backoff().reset();
    return HttpResponse.empty(204);
  }
}
