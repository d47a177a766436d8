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
import java.util.Set;
import java.util.function.Predicate;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.Quotation;
import org.springframework.web.util.UriUtils;

/**
 * Asks a manager of the swarm in the Docker Engine's API, of version 1.41 or later. Answers that
 * tell about the manager, or about what stands before it, are sorted out here.
 *
 * <p>A service is written as a whole, so whoever changes one must send back all of it that there
 * is. docker-java's model of a service lacks parts that Ops may have set (capabilities, ulimits,
 * sysctls), so bodies are passed as they are, and only its connection is used.
 */
final class SwarmApi {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final int OK = 200;

  /** More than fits into what is kept of them, unless they are short. */
  private static final int LINES = 2000;

  private static final String REGISTRY_AUTH = "X-Registry-Auth";

  /** What the engine passes on of what a registry says of an image that it does not show. */
  private static final Set<Integer> NOT_SHOWN = Set.of(400, 401, 403, 404);

  private static final Map<String, String> ADVICE =
      Map.of(
          "not a swarm manager",
          "Let desk.hosting.swarm.engine name a manager, or make this engine one with"
              + " 'docker swarm init'.",
          "does not have a leader",
          "Most of the swarm's managers are away: bring them back.");

  private final URI manager;
  private final DockerHttpClient http;

  SwarmApi(URI manager, DockerHttpClient http) {
    this.manager = manager;
    this.http = http;
  }

  /** One thing; empty if it is not there. */
  Optional<JsonNode> find(String path) {
    Answer answer = send(request(Request.Method.GET, path), Answer::saysMissing);
    return Optional.of(answer).filter(Answer::isOk).map(Answer::json);
  }

  /** All of a kind. */
  JsonNode list(String path) {
    Answer answer = send(request(Request.Method.GET, path), any -> false);
    if (!answer.json().isArray()) {
      throw unavailable("GET " + path, answer);
    }
    return answer.json();
  }

  /** All of a kind that have this. */
  JsonNode list(String path, String filter, String value) {
    String filters =
        JSON.createObjectNode().set(filter, JSON.createArrayNode().add(value)).toString();
    return list(path + "?filters=" + UriUtils.encode(filters, StandardCharsets.UTF_8));
  }

  /**
   * The digest that an image has in its registry now, asked through the manager; empty if the
   * registry does not show such an image.
   */
  Optional<String> digest(String image, Optional<String> registryAuth) {
    Answer answer =
        send(
            with(registryAuth, request(Request.Method.GET, "/distribution/" + image + "/json")),
            refused -> NOT_SHOWN.contains(refused.status()));
    return Optional.of(answer.json().path("Descriptor").path("digest").asText())
        .filter(digest -> !digest.isEmpty());
  }

  /** Makes or changes something, and is sent once. */
  Answer post(String path, JsonNode body, Optional<String> registryAuth) {
    return send(
        with(registryAuth, request(Request.Method.POST, path))
            .putHeader("Content-Type", "application/json")
            .bodyBytes(body.toString().getBytes(StandardCharsets.UTF_8)),
        answer ->
            answer.saysWrong()
                || answer.saysTaken()
                || answer.saysOutdated()
                || answer.saysMissing());
  }

  /** Does nothing if it is not there, or if a service uses it. */
  void delete(String path) {
    send(
        request(Request.Method.DELETE, path), answer -> answer.saysMissing() || answer.saysInUse());
  }

  /**
   * The last of what containers have printed.
   *
   * @param whose the path of a service or a task
   */
  String output(String whose) {
    String path = whose + "/logs";
    Request request =
        request(Request.Method.GET, path + "?stdout=true&stderr=true&tail=" + LINES).build();
    try (Response response = http.execute(request)) {
      if (response.getStatusCode() == OK) {
        return Output.last(response.getBody());
      }
      String body = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
      throw unavailable("GET " + path, new Answer(response.getStatusCode(), json(body), body));
    } catch (PlatformUnavailable e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw silent("GET " + path, e);
    }
  }

  private static Request.Builder request(Request.Method method, String path) {
    return Request.builder().method(method).path(path);
  }

  private static Request.Builder with(Optional<String> registryAuth, Request.Builder request) {
    return registryAuth.map(auth -> request.putHeader(REGISTRY_AUTH, auth)).orElse(request);
  }

  private Answer send(Request.Builder builder, Predicate<Answer> expected) {
    Request request = builder.build();
    String asked = request.method() + " " + request.path().replaceFirst("\\?.*", "");
    Answer answer;
    try (Response response = http.execute(request)) {
      String body = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
      answer = new Answer(response.getStatusCode(), json(body), body);
    } catch (IOException | RuntimeException e) {
      throw silent(asked, e);
    }
    if (!answer.isOk() && !expected.test(answer)) {
      throw unavailable(asked, answer);
    }
    return answer;
  }

  private PlatformUnavailable silent(String asked, Exception e) {
    return new PlatformUnavailable(
        "The swarm's manager at "
            + manager
            + " gave no whole answer to "
            + asked
            + " ("
            + Quotation.of(cause(e).toString())
            + "). Check that its Docker engine runs and that the desk may reach it.",
        e);
  }

  private PlatformUnavailable unavailable(String asked, Answer answer) {
    String advice =
        ADVICE.entrySet().stream()
            .filter(known -> answer.message().contains(known.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(
                answer.status() < 500
                    ? "A Docker engine does not answer like that: check desk.hosting.swarm.engine"
                        + " and certificates."
                    : "Look at the log of its Docker engine.");
    return new PlatformUnavailable(
        "The swarm's manager at "
            + manager
            + " answered "
            + asked
            + " with status "
            + answer.status()
            + " ("
            + answer.message()
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
