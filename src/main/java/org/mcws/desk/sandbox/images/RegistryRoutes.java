package org.mcws.desk.sandbox.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;

/**
 * The part of the OCI distribution specification that is about manifests and tags. Which registry
 * is meant is told by the parameter {@code ns}, Docker Hub if none is.
 */
final class RegistryRoutes {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String WORD = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final String NAME = "(" + WORD + "(?:/" + WORD + ")*)";
  private static final String MANIFEST =
      "/v2/" + NAME + "/manifests/([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|sha256:[0-9a-f]{64})";
  private static final int MOST = 1000;

  private final ImageStore images;

  RegistryRoutes(ImageStore images) {
    this.images = images;
  }

  void serve(HttpEndpoint http) {
    http.on("GET", "/v2/?", request -> marked(HttpResponse.json(200, Map.of())))
        .on("GET", MANIFEST, this::manifest)
        .on("HEAD", MANIFEST, this::manifest)
        .on("PUT", MANIFEST, this::push)
        .on("DELETE", MANIFEST, this::remove)
        .on("GET", "/v2/" + NAME + "/tags/list", this::tags)
        .otherwise(request -> marked(HttpResponse.text(404, "404 page not found\n")));
  }

  private HttpResponse manifest(HttpRequest request) {
    return images
        .find(repository(request), request.argument(1))
        .map(
            manifest ->
                marked(
                    new HttpResponse(
                        200,
                        Map.of(
                            "Content-Type",
                            manifest.mediaType(),
                            "Docker-Content-Digest",
                            manifest.digest()),
                        manifest.body())))
        .orElseGet(() -> error(404, "MANIFEST_UNKNOWN", "manifest unknown"));
  }

  private HttpResponse push(HttpRequest request) {
    JsonNode json;
    try {
      json = JSON.readTree(request.body());
    } catch (JsonProcessingException e) {
      return error(400, "MANIFEST_INVALID", "manifest invalid");
    }
    if (!json.path("schemaVersion").isInt()) {
      return error(400, "MANIFEST_INVALID", "manifest invalid");
    }
    Manifest manifest =
        new Manifest(
            request.header("Content-Type").orElse(json.path("mediaType").asText()), request.body());
    String reference = request.argument(1);
    if (reference.contains(":") && !reference.equals(manifest.digest())) {
      return error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
    }
    images.push(repository(request), reference, manifest);
    return marked(
        HttpResponse.empty(201)
            .with("Docker-Content-Digest", manifest.digest())
            .with("Location", "/v2/" + request.argument(0) + "/manifests/" + manifest.digest()));
  }

  private HttpResponse remove(HttpRequest request) {
    return images.remove(repository(request), request.argument(1))
        ? marked(HttpResponse.empty(202))
        : error(404, "MANIFEST_UNKNOWN", "manifest unknown");
  }

  private HttpResponse tags(HttpRequest request) {
    List<String> all = images.tags(repository(request));
    if (all.isEmpty()) {
      return error(404, "NAME_UNKNOWN", "repository name not known to registry");
    }
    int most =
        request
            .parameter("n")
            .filter(n -> n.matches("[0-9]{1,9}"))
            .map(Integer::valueOf)
            .filter(n -> n > 0)
            .map(n -> Math.min(n, MOST))
            .orElse(MOST);
    String last = request.parameter("last").orElse("");
    List<String> rest = all.stream().filter(tag -> tag.compareTo(last) > 0).toList();
    List<String> page = rest.stream().limit(most).toList();
    HttpResponse answer = marked(HttpResponse.json(200, new Tags(request.argument(0), page)));
    return page.size() == rest.size()
        ? answer
        : answer.with(
            "Link",
            "</v2/"
                + request.argument(0)
                + "/tags/list?last="
                + URLEncoder.encode(page.get(page.size() - 1), StandardCharsets.UTF_8)
                + "&n="
                + most
                + ">; rel=\"next\"");
  }

  private static String repository(HttpRequest request) {
    return request.parameter("ns").orElse("docker.io") + "/" + request.argument(0);
  }

  private static HttpResponse error(int status, String code, String message) {
    return marked(HttpResponse.json(status, Map.of("errors", List.of(new Failure(code, message)))));
  }

  private static HttpResponse marked(HttpResponse response) {
    return response.with("Docker-Distribution-Api-Version", "registry/2.0");
  }

  private record Failure(String code, String message) {}

  private record Tags(String name, List<String> tags) {}
}
