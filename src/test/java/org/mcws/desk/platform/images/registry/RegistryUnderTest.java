package org.mcws.desk.platform.images.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.mcws.desk.platform.CarefulHttp;
import org.mcws.desk.platform.HttpTimeouts;

/**
 * A registry that the tests ask through the adapter, and push to and delete from by hand.
 *
 * @param url its address
 * @param username the user, empty if it asks for none
 * @param password the password of that user
 */
record RegistryUnderTest(URI url, String username, String password) {

  /** The name under which image references mean it. */
  static final String HOST = "registry.example";

  static final HttpTimeouts TIMEOUTS =
      new HttpTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  static RegistryUnderTest at(String url) {
    return new RegistryUnderTest(URI.create(url), "", "");
  }

  RegistryImages images() {
    return images(settings());
  }

  static RegistryImages images(ImagesSettings settings) {
    return new RegistryImages(
        settings, new CarefulHttp(settings.timeouts(), RegistryConfiguration.LONGEST_MANIFEST));
  }

  ImagesSettings settings() {
    return new ImagesSettings(
        new ImagesSettings.Mirror(null, "", ""),
        List.of(new ImagesSettings.Registry(HOST, url, username, password)),
        Duration.ZERO,
        2,
        TIMEOUTS);
  }

  /** Pushes an image that is told apart by its mark; gives its digest. */
  String push(String repository, String tag, String mark) {
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\""
            + INDEX
            + "\",\"manifests\":[],\"annotations\":{\"mark\":\""
            + mark
            + "\"}}";
    HttpResponse<String> answer =
        send(
            request("/v2/" + repository + "/manifests/" + tag)
                .header("Content-Type", INDEX)
                .PUT(BodyPublishers.ofString(manifest)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer.headers().firstValue("Docker-Content-Digest").orElseThrow();
  }

  void delete(String repository, String digest) {
    assertThat(send(request("/v2/" + repository + "/manifests/" + digest).DELETE()).statusCode())
        .isEqualTo(202);
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    if (!username.isEmpty()) {
      byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return request;
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
