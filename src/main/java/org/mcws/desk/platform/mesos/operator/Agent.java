package org.mcws.desk.platform.mesos.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.mcws.desk.platform.PlatformHttp;
import org.mcws.desk.platform.PlatformUnavailable;
import org.springframework.http.MediaType;
import org.springframework.util.StreamUtils;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * One of the agents, at the address that it has given itself. So it is not told what the masters
 * are.
 */
final class Agent {

  private static final int NOT_FOUND = 404;
  private static final Set<Integer> NOT_ALLOWED = Set.of(401, 403);

  private final URI url;
  private final RestClient http;

  Agent(URI url, RestClient http) {
    this.url = url;
    this.http = http;
  }

  /** One client for all of them: each has threads of its own. */
  static RestClient client(MesosSettings settings) {
    return PlatformHttp.client(URI.create(""), settings.timeouts())
        .defaultHeaders(
            headers -> {
              headers.set("Accept", MediaType.APPLICATION_JSON_VALUE);
              if (!settings.agentUsername().isEmpty()) {
                headers.setBasicAuth(
                    settings.agentUsername(), settings.agentPassword(), StandardCharsets.UTF_8);
              }
            })
        .build();
  }

  /**
   * @throws PlatformUnavailable if no usable answer comes
   */
  JsonNode get(String path) {
    Answer answer = ask(path);
    if (!answer.isOk() || !answer.json().isObject()) {
      throw unusable(path, answer);
    }
    return answer.json();
  }

  /** The last of a file; nothing if it is not there. */
  String tail(String file, int most) {
    // Without an offset the agent tells how long the file is.
    Answer size = ask("/files/read?path={path}&offset=-1", file);
    if (size.status() == NOT_FOUND) {
      return "";
    }
    long length = read(file, size).path("offset").asLong();
    long from = Math.max(0, length - most);
    return read(
            file, ask("/files/read?path={path}&offset={offset}&length={length}", file, from, most))
        .path("data")
        .asText();
  }

  private JsonNode read(String file, Answer answer) {
    if (!answer.isOk() || !answer.json().has("data")) {
      throw unusable(file, answer);
    }
    return answer.json();
  }

  private Answer ask(String path, Object... variables) {
    try {
      return http.get()
          .uri(url + path, variables)
          .exchange(
              (sent, response) ->
                  new Answer(
                      response.getStatusCode().value(),
                      StreamUtils.copyToString(response.getBody(), StandardCharsets.UTF_8),
                      ""));
    } catch (ResourceAccessException e) {
      throw new PlatformUnavailable(
          url
              + " gave no whole answer ("
              + e.getMostSpecificCause()
              + "). Let the desk reach the Mesos agents, too.",
          e);
    }
  }

  private PlatformUnavailable unusable(String what, Answer answer) {
    return new PlatformUnavailable(
        "The Mesos agent at "
            + url
            + " answered the question for "
            + what
            + " with "
            + answer.message()
            + (NOT_ALLOWED.contains(answer.status())
                ? ". Let the user desk.mesos.agent-username read there."
                : ". Look at the agent's log, and at what stands before it."));
  }
}
