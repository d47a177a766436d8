package org.mcws.desk.sandbox.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;

/** What all routes of the WebAdmin API share: the form of answers, errors and request bodies. */
final class WebAdminApi {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpEndpoint endpoint;

  WebAdminApi(HttpEndpoint endpoint) {
    this.endpoint = endpoint;
    endpoint.otherwise(
        request ->
            WebAdminRefusal.notFound(
                    "%s %s can not be found".formatted(request.method(), request.path()), null)
                .response());
    get(
        "/healthcheck",
        request ->
            ok(
                Map.of(
                    "status",
                    "healthy",
                    "checks",
                    List.of(Map.of("componentName", "Mail sandbox", "status", "healthy")))));
  }

  /** A route for GET. Like James', it answers every HEAD with 200, whatever GET would say. */
  WebAdminApi get(String path, Function<HttpRequest, HttpResponse> handler) {
    on("HEAD", path, request -> typed(HttpResponse.empty(200)));
    return on("GET", path, handler);
  }

  WebAdminApi on(String method, String path, Function<HttpRequest, HttpResponse> handler) {
    endpoint.on(
        method,
        path,
        request -> {
          try {
            return handler.apply(request);
          } catch (WebAdminRefusal e) {
            return e.response();
          }
        });
    return this;
  }

  static HttpResponse ok(Object body) {
    return HttpResponse.json(200, body);
  }

  static HttpResponse done() {
    return typed(HttpResponse.empty(204));
  }

  static HttpResponse typed(HttpResponse response) {
    return response.with("Content-Type", "application/json");
  }

  /**
   * An address from the path. James decodes it once more than the path as a whole, so that a plus
   * must arrive here as {@code %2B}.
   *
   * @param what how James calls it in its message
   */
  static MailboxAddress address(String argument, String what) {
    try {
      return MailboxAddress.parse(URLDecoder.decode(argument, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw WebAdminRefusal.invalid(what + " is not an email address", e.getMessage());
    }
  }

  /**
   * A body as a JSON object.
   *
   * @param text the body
   * @param otherwise James' message if it is none
   * @param names the only names it may have
   */
  static JsonNode body(String text, String otherwise, String... names) {
    try {
      JsonNode body = JSON.readTree(text);
      if (!body.isObject()) {
        throw WebAdminRefusal.invalid(otherwise, "Cannot deserialize from " + body.getNodeType());
      }
      body.fieldNames()
          .forEachRemaining(
              name -> {
                if (!List.of(names).contains(name)) {
                  throw WebAdminRefusal.invalid(otherwise, "Unrecognized field \"" + name + "\"");
                }
              });
      return body;
    } catch (JsonProcessingException e) {
      throw WebAdminRefusal.invalid(otherwise, e.getOriginalMessage());
    }
  }
}
