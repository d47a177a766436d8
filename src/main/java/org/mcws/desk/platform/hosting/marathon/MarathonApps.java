package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.hosting.Refusals;

/** Marathon's apps as they are read and written. */
final class MarathonApps {

  static final String PATH = "/v2/apps";

  private final MarathonApi api;

  MarathonApps(MarathonApi api) {
    this.api = api;
  }

  /** The app with its tasks, deployments and last failure; empty if it is not there. */
  Optional<JsonNode> find(String id) {
    Answer answer =
        api.get(
            PATH
                + id
                + "?embed=app.tasks&embed=app.counts&embed=app.deployments"
                + "&embed=app.lastTaskFailure");
    if (answer.saysDoesNotExist()) {
      return Optional.empty();
    }
    JsonNode app = answer.json().path("app");
    if (!answer.isOk() || !app.isObject()) {
      throw api.unavailable(
          answer,
          "GET " + PATH + id,
          "Marathon does not answer like that: check desk.hosting.marathon.url.");
    }
    return Optional.of(app);
  }

  /** What a write brought, or the reason why it did not happen. */
  JsonNode written(Answer answer, String id) {
    if (answer.isOk() && answer.json().isObject()) {
      return answer.json();
    }
    if (answer.status() == 409) {
      throw new PlatformUnavailable(
          "App "
              + id
              + " is held by deployment "
              + String.join(", ", answer.locks())
              + " and is left alone until that ends. If it does not end, see what it waits for in"
              + " Marathon (/v2/deployments, /v2/queue) and cancel it there. Marathon says: "
              + answer.message());
    }
    if (answer.status() == 400 || answer.status() == 422) {
      throw new PlatformRefusal(
          "appRefused", "Marathon does not accept app " + id + ": " + answer.message());
    }
    if (answer.saysDoesNotExist()) {
      throw Refusals.vanished(id);
    }
    throw api.unavailable(answer, "a change of " + id, "Check desk.hosting.marathon.url.");
  }
}
