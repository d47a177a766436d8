package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;

/** What all of Marathon's resources share: who may ask, one at a time, and how errors look. */
final class Routes {

  private final HttpEndpoint endpoint;
  private final Object monitor;
  private final String authorization;

  Routes(HttpEndpoint endpoint, Object monitor, String authorization) {
    this.endpoint = endpoint;
    this.monitor = monitor;
    this.authorization = authorization;
    endpoint.otherwise(
        request -> HttpResponse.json(404, Json.object().put("message", "HTTP 404 Not Found")));
  }

  Routes on(String method, String path, Function<HttpRequest, HttpResponse> handler) {
    endpoint.on(method, path, request -> answer(request, handler));
    return this;
  }

  private HttpResponse answer(HttpRequest request, Function<HttpRequest, HttpResponse> handler) {
    if (!authorization.isEmpty()
        && !authorization.equals(request.header("Authorization").orElse(""))) {
      return HttpResponse.json(401, Json.object().put("message", "Invalid username or password."));
    }
    try {
      synchronized (monitor) {
        return handler.apply(request);
      }
    } catch (MarathonError e) {
      return e.response();
    }
  }

  static JsonNode body(HttpRequest request) {
    if (request.body().isBlank()) {
      throw MarathonError.of(400, "Please specify data in JSON format");
    }
    try {
      return Json.MAPPER.readTree(request.body());
    } catch (JsonProcessingException e) {
      throw MarathonError.notJson(e.getOriginalMessage());
    }
  }

  static boolean flag(HttpRequest request, String name, boolean otherwise) {
    return request.parameter(name).map(Boolean::parseBoolean).orElse(otherwise);
  }

  /** Ids may be written with or without their first slash. */
  static String appId(String text) {
    return "/" + text.replaceFirst("^/+", "");
  }

  static HttpResponse result(Deployment deployment, int status) {
    return HttpResponse.json(
            status,
            Json.object().put("version", deployment.version()).put("deploymentId", deployment.id()))
        .with("Marathon-Deployment-Id", deployment.id());
  }
}
