package org.mcws.desk.platform;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.Header;

/**
 * What a server answered.
 *
 * @param uri who answered
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body as it came
 */
public record HttpAnswer(URI uri, int status, List<Header> headers, byte[] body) {

  /** The first header of this name, in capitals or not. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** All headers of this name, in capitals or not. */
  public List<String> headers(String name) {
    return headers.stream()
        .filter(header -> header.getName().equalsIgnoreCase(name))
        .map(Header::getValue)
        .toList();
  }
}
