package org.mcws.desk.platform.mesos.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.mcws.desk.platform.PlatformHttp;
import org.mcws.desk.platform.PlatformUnavailable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.StreamUtils;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** One of the masters, whether it leads or not. */
final class Master {

  private final URI url;
  private final RestClient http;

  Master(URI url, MesosSettings settings) {
    this.url = URI.create(url.toString().replaceFirst("/+$", ""));
    this.http =
        PlatformHttp.client(this.url, settings.timeouts())
            .defaultHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE)
            .defaultHeaders(
                headers -> {
                  if (!settings.username().isEmpty()) {
                    headers.setBasicAuth(
                        settings.username(), settings.password(), StandardCharsets.UTF_8);
                  }
                })
            .build();
  }

  URI url() {
    return url;
  }

  /**
   * Sends a call, once.
   *
   * @throws PlatformUnavailable if no whole answer comes; a change may have happened
   */
  Answer send(ObjectNode call) {
    try {
      return http.post()
          .uri("/api/v1")
          .contentType(MediaType.APPLICATION_JSON)
          .body(call.toString())
          .exchange(
              (sent, response) -> {
                String location = response.getHeaders().getFirst(HttpHeaders.LOCATION);
                return new Answer(
                    response.getStatusCode().value(),
                    StreamUtils.copyToString(response.getBody(), StandardCharsets.UTF_8),
                    location == null ? "" : location);
              });
    } catch (ResourceAccessException e) {
      throw new PlatformUnavailable(
          url + " gave no whole answer (" + e.getMostSpecificCause() + ")", e);
    }
  }
}
