package org.mcws.desk.sandbox.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sandbox's registry has beyond the protocol, which the contract tests check. */
class RegistrySandboxTests {

  private static final String WORDPRESS = "/v2/library/wordpress";
  private static final String PATCH = WORDPRESS + "/manifests/6.8.4-php8.3-apache";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private RegistrySandbox sandbox;

  @BeforeEach
  void start() {
    sandbox = new RegistrySandbox(0, folder);
    sandbox.start();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private void restart() {
    stop();
    start();
  }

  @ParameterizedTest
  @CsvSource({
    "wordpress/manifests/6.8.3, 200",
    "wordpress/manifests/6.8.3-missing, 404",
    "wordpress/manifests/missing, 404",
    "wordpress/manifests/6.8.gone, 404",
    "wordpress/manifests/6.8.3-broken-php8.3, 200",
    "anything/at/all/manifests/nothing-missingly, 200"
  })
  void everyImageIsThereUnlessItsTagSaysOtherwise(String path, int status) throws Exception {
    assertThat(send("HEAD", "/v2/" + path, null).statusCode()).isEqualTo(status);
    assertThat(send("GET", "/v2/" + path, null).statusCode()).isEqualTo(status);
  }

  @Test
  void anImageHasTheSameDigestWheneverItIsAskedForAndAnotherInEachRegistry() throws Exception {
    String digest = digest(PATCH);
    restart();
    assertThat(digest(WORDPRESS + "/manifests/" + digest)).isEqualTo(digest);
    assertThat(digest(PATCH)).isEqualTo(digest);
    assertThat(digest(PATCH + "?ns=docker.io")).isEqualTo(digest);
    assertThat(digest(PATCH + "?ns=ghcr.io")).isNotEqualTo(digest);
    assertThat(digest(WORDPRESS + "/manifests/6.8.5-php8.3-apache")).isNotEqualTo(digest);
  }

  @Test
  void tagsAreThoseThatWereAskedForAndWhatMayComeNext() throws Exception {
    assertThat(tags(WORDPRESS))
        .containsExactly("6.8.3-php8.3-apache", "6.8.4-php8.3-apache", "6.9.0-php8.3-apache");
    assertThat(tags("/v2/nginxinc/nginx-unprivileged"))
        .containsExactly("1.29-alpine", "1.29.1-alpine", "1.30-alpine");
    digest(PATCH);
    send("GET", WORDPRESS + "/manifests/7.0-missing", null);
    digest(WORDPRESS + "/manifests/7.0-broken");
    assertThat(tags(WORDPRESS))
        .contains("6.8.5-php8.3-apache", "7.0-broken")
        .noneMatch(tag -> tag.startsWith("7.1") || tag.contains("missing"));
    restart();
    assertThat(tags(WORDPRESS)).contains("6.8.5-php8.3-apache", "7.0-broken");
  }

  @ParameterizedTest
  @CsvSource({
    "ghcr.io/hispano/site:1.4, /v2/hispano/site, ghcr.io, 1.4.1",
    "nginx:1.29-alpine, /v2/library/nginx, docker.io, 1.30-alpine",
    "docker.io/hispano/bot:2.0@sha256:aa, /v2/hispano/bot, docker.io, 2.0.1",
    "docker.io/bot, /v2/library/bot, docker.io, latest"
  })
  void whatRunsOnTheHostingPlatformIsKnown(
      String image, String repository, String registry, String tag) throws Exception {
    sandbox.pulled(image);
    sandbox.pulled("ghcr.io/hispano/nothing@sha256:aa");
    String list = repository + "/tags/list?ns=" + registry;
    assertThat(send("GET", list, null).body()).contains("\"" + tag + "\"");
    assertThat(send("GET", "/v2/hispano/nothing/tags/list?ns=ghcr.io", null).statusCode())
        .isEqualTo(404);
  }

  @Test
  void aTagCanBeTakenAwayUntilSomebodyPushesIt() throws Exception {
    String digest = digest(PATCH);
    assertThat(send("DELETE", PATCH, null).statusCode()).isEqualTo(202);
    assertThat(send("DELETE", PATCH, null).statusCode()).isEqualTo(404);
    restart();
    assertThat(send("GET", PATCH, null).statusCode()).isEqualTo(404);
    assertThat(tags(WORDPRESS))
        .contains("6.9.0-php8.3-apache")
        .doesNotContain("6.8.4-php8.3-apache");
    // Without its tag it is still there.
    assertThat(digest(WORDPRESS + "/manifests/" + digest)).isEqualTo(digest);

    assertThat(send("PUT", PATCH, "{\"schemaVersion\": 2}").statusCode()).isEqualTo(201);
    restart();
    assertThat(digest(PATCH)).isNotEqualTo(digest);
    assertThat(tags(WORDPRESS)).contains("6.8.4-php8.3-apache", "6.8.5-php8.3-apache");
  }

  @Test
  void whatIsPushedIsThereWhateverItsTagSays() throws Exception {
    String path = "/v2/hispano/site/manifests/1.0-missing";
    assertThat(send("PUT", path, "{\"schemaVersion\": 2}").statusCode()).isEqualTo(201);
    assertThat(digest(path)).startsWith("sha256:");
    assertThat(send("PUT", path, "{}").statusCode()).isEqualTo(400);
    assertThat(send("PUT", path, "no JSON").statusCode()).isEqualTo(400);
    String other = "/v2/hispano/site/manifests/sha256:" + "0".repeat(64);
    assertThat(send("PUT", other, "{\"schemaVersion\": 2}").body()).contains("DIGEST_INVALID");
  }

  @Test
  void aKilledDeskLosesNothingButTheLineThatItWrote() throws Exception {
    digest("/v2/hispano/site/manifests/1.0");
    stop();
    Files.writeString(folder.resolve("images.jsonl"), "{\"kind\":\"ASK", StandardOpenOption.APPEND);
    start();
    digest("/v2/hispano/site/manifests/2.0");
    restart();
    assertThat(tags("/v2/hispano/site")).contains("1.0", "2.0");
  }

  private String digest(String path) throws IOException, InterruptedException {
    return send("GET", path, null).headers().firstValue("Docker-Content-Digest").orElseThrow();
  }

  private List<String> tags(String repository) throws IOException, InterruptedException {
    JsonNode json =
        JsonMapper.builder().build().readTree(send("GET", repository + "/tags/list", null).body());
    List<String> tags = new ArrayList<>();
    json.path("tags").forEach(tag -> tags.add(tag.asText()));
    return tags;
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(sandbox.addresses().get("registry") + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
