package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.mcws.desk.platform.PlatformHttp;
import org.mcws.desk.platform.PlatformUnavailable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.StreamUtils;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Asks Marathon over HTTP and sorts out the answers that tell about Marathon rather than about what
 * was asked.
 */
final class MarathonApi {

  private final URI url;
  private final int readAttempts;
  private final RestClient http;

  MarathonApi(MarathonSettings settings) {
    this.url = URI.create(settings.url().toString().replaceFirst("/+$", ""));
    this.readAttempts = settings.readAttempts();
    this.http =
        PlatformHttp.client(url, settings.timeouts())
            .defaultHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE)
            .defaultHeaders(
                headers ->
                    authorization(settings)
                        .ifPresent(value -> headers.set(HttpHeaders.AUTHORIZATION, value)))
            .build();
  }

  /** What shows Marathon who asks; empty if it wants to know of nobody. */
  static Optional<String> authorization(MarathonSettings settings) {
    if (!settings.token().isEmpty()) {
      return Optional.of("token=" + settings.token());
    }
    return Optional.of(settings.username())
        .filter(name -> !name.isEmpty())
        .map(
            name ->
                "Basic "
                    + HttpHeaders.encodeBasicAuth(
                        name, settings.password(), StandardCharsets.UTF_8));
  }

  /** Reads; a read that fails is tried again at once, since it changes nothing. */
  Answer get(String path, Object... variables) {
    for (int attempt = 1; ; attempt++) {
      try {
        return send(HttpMethod.GET, path, null, variables);
      } catch (PlatformUnavailable e) {
        if (attempt >= readAttempts) {
          throw e;
        }
      }
    }
  }

  /** Changes something, and is sent once. */
  Answer send(HttpMethod method, String path, JsonNode body, Object... variables) {
    String asked = method + " " + path.replaceFirst("\\?.*", "");
    RestClient.RequestBodySpec request = http.method(method).uri(path, variables);
    if (body != null) {
      // As octets: a text would be in the log of whoever lets Spring log all it does.
      request
          .contentType(MediaType.APPLICATION_JSON)
          .body(body.toString().getBytes(StandardCharsets.UTF_8));
    }
    try {
      Answer answer =
          request.exchange(
              (sent, response) ->
                  Answer.of(
                      response.getStatusCode().value(),
                      StreamUtils.copyToString(response.getBody(), StandardCharsets.UTF_8)));
      return usable(answer, asked);
    } catch (ResourceAccessException e) {
      throw new PlatformUnavailable(
          "Marathon at "
              + url
              + " gave no whole answer to "
              + asked
              + " ("
              + e.getMostSpecificCause()
              + "). Check that it runs ("
              + url
              + "/ping) and that the network lets the desk through.",
          e);
    }
  }

  private Answer usable(Answer answer, String asked) {
    int status = answer.status();
    if (answer.isOk()) {
      if (answer.json().isMissingNode() && !answer.text().isBlank()) {
        throw unavailable(answer, asked, "That is no JSON: is there a proxy in between?");
      }
      return answer;
    }
    if (status == 403 && answer.message().contains("running deployments")) {
      throw unavailable(
          answer, asked, "It goes on when deployments end; " + url + "/v2/deployments lists them.");
    }
    String advice = ADVICE.get(status);
    if (advice != null) {
      throw unavailable(answer, asked, advice);
    }
    if (status < 400) {
      throw unavailable(
          answer,
          asked,
          "Redirects are not followed: set desk.hosting.marathon.url to its target.");
    }
    if (status >= 500) {
      throw unavailable(answer, asked, "Look at Marathon's log and at who leads (/v2/leader).");
    }
    return answer;
  }

  private static final Map<Integer, String> ADVICE =
      Map.of(
          401, "Check desk.hosting.marathon.username and password, or the token.",
          403, "Let the desk's user read and change apps in Marathon.",
          407, "A proxy in between asks for authentication.",
          408, "It is too busy; the desk tries again.",
          429, "It is too busy; the desk tries again.");

  /** Marathon answered, but not so that anything follows from it. */
  PlatformUnavailable unavailable(Answer answer, String asked, String advice) {
    return new PlatformUnavailable(
        "Marathon at "
            + url
            + " answered "
            + asked
            + " with status "
            + answer.status()
            + " ("
            + (answer.message().isEmpty() ? "no reason given" : answer.message())
            + "). "
            + advice);
  }
}
