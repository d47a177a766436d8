package org.mcws.desk.sandbox;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to a sandbox server.
 *
 * @param method GET, PUT and so on
 * @param path the decoded path
 * @param arguments what the route's groups matched
 * @param query the decoded query parameters
 * @param headers the request's headers
 * @param content the body as it came, empty if there is none
 */
public record HttpRequest(
    String method,
    String path,
    List<String> arguments,
    Map<String, List<String>> query,
    Headers headers,
    byte[] content) {

  /** The body as text. */
  public String body() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** What the route's n-th group matched, from 0. */
  public String argument(int n) {
    return arguments.get(n);
  }

  /** The first value of a query parameter. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).map(values -> values.get(0));
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }
}
