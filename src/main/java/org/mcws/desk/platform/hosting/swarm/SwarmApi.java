package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.Quotation;
import org.springframework.web.util.UriUtils;

/**
 * Asks a manager of the swarm in the Docker Engine's API, of version 1.41 or later.
 *
 * <p>A service is written as a whole, so whoever changes one must send back all of it that there
 * is. docker-java's model of a service lacks parts that Ops may have set (capabilities, ulimits,
 * sysctls), so bodies are passed as they are, and only its connection is used.
 */
final class SwarmApi {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String REGISTRY_AUTH = "X-Registry-Auth";

  private final URI manager;
  private final DockerHttpClient http;

  SwarmApi(URI manager, DockerHttpClient http) {
    this.manager = manager;
    this.http = http;
  }

  Answer get(String path) {
    return send(Request.builder().method(Request.Method.GET).path(path));
  }

  /** All of a kind that have this. */
  JsonNode list(String path, String filter, String value) {
    String filters =
        JSON.createObjectNode().set(filter, JSON.createArrayNode().add(value)).toString();
    Answer answer = get(path + "?filters=" + UriUtils.encode(filters, StandardCharsets.UTF_8));
    return isThere(answer, path);
  }

  /** All of a kind. */
  JsonNode list(String path) {
    return isThere(get(path), path);
  }

  /** Asks the registry of an image, through the manager. */
  Answer getAs(Optional<String> registryAuth, String path) {
    return send(with(registryAuth, Request.builder().method(Request.Method.GET).path(path)));
  }

  Answer post(String path, JsonNode body, Optional<String> registryAuth) {
    return send(
        with(registryAuth, Request.builder().method(Request.Method.POST).path(path))
            .putHeader("Content-Type", "application/json")
            .bodyBytes(body.toString().getBytes(StandardCharsets.UTF_8)));
  }

  Answer delete(String path) {
    return send(Request.builder().method(Request.Method.DELETE).path(path));
  }

  private static Request.Builder with(Optional<String> registryAuth, Request.Builder request) {
    return registryAuth.map(auth -> request.putHeader(REGISTRY_AUTH, auth)).orElse(request);
  }

  private JsonNode isThere(Answer answer, String path) {
    if (!answer.isOk() || !answer.json().isArray()) {
      throw unavailable(
          path, answer.status(), answer.message(), "Check desk.hosting.swarm.engine.");
    }
    return answer.json();
  }

  private Answer send(Request.Builder builder) {
    Request request = builder.build();
    String asked = request.method() + " " + request.path().replaceFirst("\\?.*", "");
    try (Response response = http.execute(request)) {
      String body = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
      return usable(response.getStatusCode(), json(body), body, asked);
    } catch (IOException | RuntimeException e) {
      if (e instanceof PlatformUnavailable known) {
        throw known;
      }
      throw new PlatformUnavailable(
          "The swarm's manager at "
              + manager
              + " gave no whole answer to "
              + asked
              + " ("
              + Quotation.of(cause(e).toString())
              + "). Check that its Docker engine runs and that the desk may reach it.",
          e);
    }
  }

  private Answer usable(int status, JsonNode json, String body, String asked) {
    if (status < 300 && json.isMissingNode() && !body.isBlank()) {
      throw unavailable(asked, status, body, "That is no JSON: is there a proxy in between?");
    }
    if (status >= 300 && status < 400 || status >= 500 || status == 401 || status == 403) {
      String message = json.path("message").asText(body);
      throw unavailable(
          asked,
          status,
          message,
          ADVICE.entrySet().stream()
              .filter(advice -> message.contains(advice.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse("Look at the log of its Docker engine."));
    }
    return new Answer(status, json);
  }

  private static final Map<String, String> ADVICE =
      Map.of(
          "out of sequence",
              "Somebody changed the service at the same moment; the desk tries again.",
          "not a swarm manager",
              "Let desk.hosting.swarm.engine name a manager, or make this engine one with"
                  + " 'docker swarm init'.",
          "does not have a leader", "Most of the swarm's managers are away: bring them back.");

  private PlatformUnavailable unavailable(String asked, int status, String message, String advice) {
    return new PlatformUnavailable(
        "The swarm's manager at "
            + manager
            + " answered "
            + asked
            + " with status "
            + status
            + " ("
            + Quotation.of(message)
            + "). "
            + advice);
  }

  private static JsonNode json(String body) {
    try {
      return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static Throwable cause(Throwable e) {
    return e.getCause() == null ? e : cause(e.getCause());
  }
}
