package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.mcws.desk.platform.PlatformHttp;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.Quotation;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.StreamUtils;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Keys and values in Consul, by its HTTP API. */
final class ConsulKeys {

  private static final String TRANSACTION = "/v1/txn";

  private static final Map<Integer, String> ADVICE =
      Map.of(
          401, "Check desk.hosting.marathon.consul.token.",
          403,
              "Let the token in desk.hosting.marathon.consul.token read and write keys below"
                  + " apps/.",
          404, "It does not answer like Consul: check desk.hosting.marathon.consul.url.",
          429, "It is too busy; the desk tries again.",
          500, "Look at Consul's log and at who leads (/v1/status/leader).");

  private final URI url;
  private final RestClient http;

  ConsulKeys(ConsulSettings settings) {
    this.url = URI.create(settings.url().toString().replaceFirst("/+$", ""));
    this.http =
        PlatformHttp.client(url, settings.timeouts())
            .defaultHeaders(
                headers -> {
                  if (!settings.token().isEmpty()) {
                    headers.set("X-Consul-Token", settings.token());
                  }
                })
            .build();
  }

  /**
   * Makes these the only keys that begin so, in one transaction, and changes nothing if they are.
   *
   * <p>Of keys that a token may not read Consul says that they are not there. So what seems to be
   * gone is removed all the same, which it refuses in words.
   *
   * @param prefix how the keys begin
   * @param wanted values by their whole keys, 63 at most
   * @throws PlatformUnavailable if Consul gives no usable answer, or says no
   */
  void replace(String prefix, Map<String, String> wanted) {
    Map<String, String> encoded = new TreeMap<>();
    wanted.forEach((key, value) -> encoded.put(key, encoded(value)));
    if (!encoded.isEmpty() && encoded.equals(below(prefix))) {
      return;
    }
    ArrayNode changes = JsonNodeFactory.instance.arrayNode();
    change(changes, "delete-tree", prefix);
    encoded.forEach((key, value) -> change(changes, "set", key).put("Value", value));
    Answer answer = send(HttpMethod.PUT, TRANSACTION, changes);
    if (!answer.isOk() || !answer.json().path("Results").isArray()) {
      throw unusable(answer, HttpMethod.PUT, TRANSACTION);
    }
  }

  private static ObjectNode change(ArrayNode changes, String verb, String key) {
    return changes.addObject().putObject("KV").put("Verb", verb).put("Key", key);
  }

  /** Their values as Consul shows them, in Base64. */
  private Map<String, String> below(String prefix) {
    String path = "/v1/kv/" + prefix;
    Answer answer = send(HttpMethod.GET, path + "?recurse=true&consistent=true", null);
    // It has no body then; a proxy or another server would say something.
    if (answer.status() == 404 && answer.text().isEmpty()) {
      return Map.of();
    }
    if (!answer.isOk() || !answer.json().isArray()) {
      throw unusable(answer, HttpMethod.GET, path);
    }
    Map<String, String> found = new TreeMap<>();
    for (JsonNode key : answer.json()) {
      found.put(key.path("Key").asText(), key.path("Value").asText(""));
    }
    return found;
  }

  private Answer send(HttpMethod method, String path, JsonNode body) {
    RestClient.RequestBodySpec request = http.method(method).uri(path);
    if (body != null) {
      request.contentType(MediaType.APPLICATION_JSON).body(body.toString());
    }
    try {
      return request.exchange(
          (sent, response) ->
              Answer.of(
                  response.getStatusCode().value(),
                  StreamUtils.copyToString(response.getBody(), StandardCharsets.UTF_8)));
    } catch (ResourceAccessException e) {
      throw new PlatformUnavailable(
          "Consul at "
              + url
              + " gave no whole answer to "
              + method
              + " "
              + path.replaceFirst("\\?.*", "")
              + " ("
              + e.getMostSpecificCause()
              + "). Check that it runs ("
              + url
              + "/v1/status/leader) and that the network lets the desk through.",
          e);
    }
  }

  private PlatformUnavailable unusable(Answer answer, HttpMethod method, String path) {
    String reason = reason(answer);
    int status = reason.contains("Permission denied") ? 403 : answer.status();
    return new PlatformUnavailable(
        "Consul at "
            + url
            + " answered "
            + method
            + " "
            + path
            + " with status "
            + answer.status()
            + " ("
            + (reason.isBlank() ? "no reason given" : reason)
            + "). "
            + ADVICE.getOrDefault(status, "Look at Consul's log; the desk tries again."));
  }

  /** A transaction that fails tells why for each of its changes; all else is said in plain text. */
  private static String reason(Answer answer) {
    return Quotation.of(answer.json().path("Errors").path(0).path("What").asText(answer.text()));
  }

  private static String encoded(String value) {
    return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }
}
