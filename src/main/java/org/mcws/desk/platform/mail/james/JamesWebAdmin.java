package org.mcws.desk.platform.mail.james;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.mcws.desk.platform.PlatformHttp;
import org.mcws.desk.platform.PlatformUnavailable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriUtils;

/** Asks WebAdmin one thing. */
final class JamesWebAdmin {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String url;
  private final RestClient http;

  JamesWebAdmin(JamesSettings settings) {
    url = settings.url().toString().replaceAll("/+$", "");
    RestClient.Builder client = PlatformHttp.client(settings.url(), settings.timeouts());
    if (settings.token() != null && !settings.token().isEmpty()) {
      client.defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + settings.token());
    }
    http = client.build();
  }

  JamesAnswer get(String path) {
    return ask(HttpMethod.GET, path, null);
  }

  JamesAnswer put(String path) {
    return ask(HttpMethod.PUT, path, null);
  }

  /**
   * @param body made into JSON; never shown in a message, since it may hold a password
   */
  JamesAnswer put(String path, Object body) {
    return ask(HttpMethod.PUT, path, body);
  }

  JamesAnswer delete(String path) {
    return ask(HttpMethod.DELETE, path, null);
  }

  /** One segment of a path. */
  static String segment(String text) {
    return UriUtils.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * One segment below {@code /address}, where James 3.8 decodes twice: written once only, {@code
   * a+b@c.example} would arrive with a space.
   */
  static String addressSegment(String address) {
    return segment(segment(address));
  }

  private JamesAnswer ask(HttpMethod method, String path, Object body) {
    String words = "%s %s%s".formatted(method, url, path);
    try {
      RestClient.RequestBodySpec request = http.method(method).uri(URI.create(url + path));
      if (body != null) {
        request.contentType(MediaType.APPLICATION_JSON).body(bytes(body));
      }
      return request.exchange(
          (sent, answer) ->
              new JamesAnswer(
                  words,
                  answer.getStatusCode().value(),
                  new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8)));
    } catch (RestClientException | UncheckedIOException e) {
      throw new PlatformUnavailable(
          "%s got no answer: %s. Check that the mail server runs and that desk.mail.james.url is right."
              .formatted(words, rootMessage(e)),
          e);
    }
  }

  /** In one piece, because James 3.8 takes a chunked body of some routes for an empty one. */
  private static byte[] bytes(Object body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request that is no JSON", e);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null || root instanceof IOException && root.getMessage().isBlank()
        ? root.getClass().getSimpleName()
        : root.getMessage();
  }
}
