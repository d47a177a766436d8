package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Looks at the deployments that hold an app. */
final class DeploymentLocks {

  private final MarathonApi api;

  DeploymentLocks(MarathonApi api) {
    this.api = api;
  }

  /**
   * Whether all the deployments that a 409 names are there and of the given kind. One that is not
   * listed may just have ended, or is a lock that was left behind: not to be broken blindly.
   */
  boolean areAll(Answer locked, Predicate<JsonNode> kind) {
    Set<String> unseen = new HashSet<>(locked.locks());
    for (JsonNode deployment : api.get("/v2/deployments").json()) {
      if (unseen.remove(deployment.path("id").asText()) && !kind.test(deployment)) {
        return false;
      }
    }
    return unseen.isEmpty();
  }

  static boolean touchesOnly(JsonNode deployment, String app) {
    JsonNode apps = deployment.path("affectedApps");
    return apps.size() == 1
        && apps.get(0).asText().equals(app)
        && deployment.path("affectedPods").isEmpty();
  }

  /** Steps are lists of actions up to Marathon 1.1, and objects that hold such lists since. */
  static boolean restarts(JsonNode deployment, String app) {
    for (JsonNode step : deployment.path("steps")) {
      for (JsonNode action : step.isArray() ? step : step.path("actions")) {
        String name = action.path("action").asText(action.path("type").asText());
        if (name.equals("RestartApplication") && action.path("app").asText().equals(app)) {
          return true;
        }
      }
    }
    return false;
  }
}
