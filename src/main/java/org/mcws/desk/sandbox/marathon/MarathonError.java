package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import org.mcws.desk.sandbox.HttpResponse;

/** Marathon says no, in the shapes of its MarathonExceptionMapper and Validation. */
final class MarathonError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient HttpResponse response;

  private MarathonError(int status, ObjectNode body) {
    super(body.path("message").asText());
    this.response = HttpResponse.json(status, body);
  }

  HttpResponse response() {
    return response;
  }

  static MarathonError of(int status, String message) {
    return new MarathonError(status, Json.object().put("message", message));
  }

  static MarathonError unknownApp(String id) {
    return of(404, "App '" + id + "' does not exist");
  }

  static MarathonError notJson(String details) {
    return new MarathonError(
        400, Json.object().put("message", "Invalid JSON").put("details", details));
  }

  static MarathonError wrongType(String path, String expected) {
    ObjectNode body = Json.object().put("message", "Invalid JSON");
    body.putArray("details")
        .addObject()
        .put("path", path)
        .putArray("errors")
        .add("error.expected." + expected);
    return new MarathonError(400, body);
  }

  static MarathonError invalid(List<Violation> violations) {
    ObjectNode body = Json.object().put("message", "Object is not valid");
    var details = body.putArray("details");
    for (Violation violation : violations) {
      details.addObject().put("path", violation.path()).putArray("errors").add(violation.error());
    }
    return new MarathonError(422, body);
  }

  static MarathonError locked(Collection<String> deployments) {
    ObjectNode body =
        Json.object()
            .put(
                "message",
                "App is locked by one or more deployments. Override with the option '?force=true'."
                    + " View details at '/v2/deployments/<DEPLOYMENT_ID>'.");
    var ids = body.putArray("deployments");
    deployments.forEach(id -> ids.addObject().put("id", id));
    return new MarathonError(409, body);
  }

  /**
   * One rule that an app breaks.
   *
   * @param path where in the app, such as {@code /upgradeStrategy/minimumHealthCapacity}
   * @param error what is wrong there
   */
  record Violation(String path, String error) {}
}
