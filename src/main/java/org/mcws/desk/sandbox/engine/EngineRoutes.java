package org.mcws.desk.sandbox.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;
import org.mcws.desk.sandbox.images.RegistrySandbox;

/** The part of Docker's HTTP API that builds, looks at, names and pushes images. */
final class EngineRoutes {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String VERSION = "(?:/v[0-9.]+)?";

  private final RegistrySandbox registry;
  private final Map<String, SandboxImage> images = new ConcurrentHashMap<>();
  private final Map<String, SandboxImage> tags = new ConcurrentHashMap<>();
  private final Map<String, String> fetched = new ConcurrentHashMap<>();
  private final Map<String, SandboxImage> containers = new ConcurrentHashMap<>();

  EngineRoutes(RegistrySandbox registry) {
    this.registry = registry;
  }

  void serve(HttpEndpoint http) {
    http.on("GET", VERSION + "/_ping", request -> HttpResponse.text(200, "OK"))
        .on("POST", VERSION + "/build", this::build)
        .on("GET", VERSION + "/images/(.+)/json", this::inspect)
        .on("GET", VERSION + "/images/json", request -> HttpResponse.json(200, List.of()))
        .on("POST", VERSION + "/images/create", this::pull)
        .on("POST", VERSION + "/images/prune", request -> HttpResponse.json(200, Map.of()))
        .on("POST", VERSION + "/images/(.+)/tag", this::tag)
        .on("POST", VERSION + "/images/(.+)/push", this::push)
        .on("GET", VERSION + "/containers/json", request -> HttpResponse.json(200, List.of()))
        .on("POST", VERSION + "/containers/create", this::create)
        .on("POST", VERSION + "/containers/prune", request -> HttpResponse.json(200, Map.of()))
        .on("GET", VERSION + "/containers/([^/]+)/archive", this::archive)
        .on("DELETE", VERSION + "/containers/([^/]+)", this::remove)
        .otherwise(request -> message(404, "page not found"));
  }

  private HttpResponse build(HttpRequest request) {
    StringBuilder lines = new StringBuilder();
    try {
      Map<String, String> arguments =
          JSON.readValue(request.parameter("buildargs").orElse("{}"), new TypeReference<>() {});
      SandboxImage image =
          new SandboxBuild(
                  arguments,
                  base -> fetched.containsKey(base) || registry.has(base),
                  text -> lines.append(line(Map.of("stream", text))))
              .build(request.content(), request.parameter("dockerfile").orElse("Dockerfile"));
      images.put(image.id(), image);
    } catch (SandboxBuild.Failure e) {
      lines.append(
          line(Map.of("errorDetail", Map.of("message", e.getMessage()), "error", e.getMessage())));
    } catch (IOException e) {
      return message(400, "unexpected EOF");
    }
    return new HttpResponse(200, Map.of("Content-Type", "application/json"), lines.toString());
  }

  private HttpResponse pull(HttpRequest request) {
    String image =
        request.parameter("fromImage").orElse("")
            + request.parameter("tag").map(tag -> ":" + tag).orElse("");
    if (!registry.has(image)) {
      return message(404, "manifest for " + image + " not found: manifest unknown");
    }
    fetched.put(id(image), image);
    return new HttpResponse(
        200,
        Map.of("Content-Type", "application/json"),
        line(Map.of("status", "Status: Image is up to date for " + image)));
  }

  private HttpResponse inspect(HttpRequest request) {
    return image(request.argument(0))
        .map(
            image ->
                HttpResponse.json(
                    200,
                    Map.of(
                        "Id",
                        image.id(),
                        "Size",
                        image.bytes(),
                        "Config",
                        Map.of(
                            "Labels",
                            image.labels(),
                            "ExposedPorts",
                            image.ports().stream()
                                .distinct()
                                .collect(Collectors.toMap(port -> port, port -> Map.of()))))))
        .orElseGet(
            () ->
                fetched.containsKey(id(request.argument(0)))
                    ? HttpResponse.json(
                        200,
                        Map.of(
                            "Id",
                            id(request.argument(0)),
                            "RepoTags",
                            List.of(request.argument(0)),
                            "Config",
                            Map.of()))
                    : message(404, "No such image: " + request.argument(0)));
  }

  private HttpResponse tag(HttpRequest request) {
    Optional<SandboxImage> image = image(request.argument(0));
    if (image.isEmpty()) {
      return message(404, "No such image: " + request.argument(0));
    }
    tags.put(
        request.parameter("repo").orElse("") + ":" + request.parameter("tag").orElse("latest"),
        image.get());
    return HttpResponse.empty(201);
  }

  private HttpResponse push(HttpRequest request) {
    String name = request.argument(0) + ":" + request.parameter("tag").orElse("latest");
    SandboxImage image = tags.get(name);
    if (image == null) {
      return message(404, "An image does not exist locally with the tag: " + request.argument(0));
    }
    String manifest =
        "{\"schemaVersion\":2,\"config\":{\"digest\":\"" + image.id() + "\"},\"layers\":[]}";
    String digest = registry.push(name, manifest);
    return new HttpResponse(
        200,
        Map.of("Content-Type", "application/json"),
        line(Map.of("status", "The push refers to repository [" + request.argument(0) + "]"))
            + line(
                Map.of(
                    "progressDetail",
                    Map.of(),
                    "aux",
                    Map.of(
                        "Tag",
                        name.substring(name.lastIndexOf(':') + 1),
                        "Digest",
                        digest,
                        "Size",
                        manifest.length()))));
  }

  private HttpResponse create(HttpRequest request) {
    try {
      String wanted = JSON.readTree(request.body()).path("Image").asText();
      return image(wanted)
          .map(
              image -> {
                // A name is as good as an id wherever it is asked for.
                String id =
                    request
                        .parameter("name")
                        .orElseGet(() -> UUID.randomUUID().toString().replace("-", ""));
                containers.put(id, image);
                return HttpResponse.json(201, Map.of("Id", id, "Warnings", List.of()));
              })
          .orElseGet(() -> message(404, "No such image: " + wanted));
    } catch (JsonProcessingException e) {
      return message(400, "invalid JSON");
    }
  }

  private HttpResponse archive(HttpRequest request) {
    String path = request.parameter("path").orElse("");
    SandboxImage image = containers.get(request.argument(0));
    byte[] content = image == null ? null : image.files().get(path);
    if (content == null) {
      return message(404, "Could not find the file " + path + " in container");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      TarArchiveEntry entry = new TarArchiveEntry(path.replaceFirst(".*/", ""));
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new HttpResponse(
        200, Map.of("Content-Type", "application/x-tar"), bytes.toString(StandardCharsets.UTF_8));
  }

  private HttpResponse remove(HttpRequest request) {
    return containers.remove(request.argument(0)) == null
        ? message(404, "No such container: " + request.argument(0))
        : HttpResponse.empty(204);
  }

  /** By its id, the beginning of its id, or its name. */
  private Optional<SandboxImage> image(String name) {
    return Optional.ofNullable(tags.get(name))
        .or(
            () ->
                images.values().stream()
                    .filter(
                        image -> image.id().equals(name) || image.id().startsWith("sha256:" + name))
                    .findFirst());
  }

  private static String id(String image) {
    return "sha256:" + DigestUtils.sha256Hex(image);
  }

  private static HttpResponse message(int status, String text) {
    return HttpResponse.json(status, Map.of("message", text));
  }

  private static String line(Map<String, ?> item) {
    try {
      return JSON.writeValueAsString(item) + "\r\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
