package org.mcws.desk.platform.images.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcws.desk.platform.CarefulHttp;
import org.mcws.desk.platform.ImageReference;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.images.Images;

/** Asks registries by the OCI distribution specification. */
final class RegistryImages implements Images {

  private static final String MANIFESTS =
      String.join(
          ", ",
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.v2+json");

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*rel=\"?next\"?");

  /** A hostile list never ends, and nobody needs more than the first hundred thousand tags. */
  private static final int MOST_PAGES = 100;

  private final ImagesSettings settings;
  private final RegistryApi api;

  RegistryImages(ImagesSettings settings, CarefulHttp http) {
    this.settings = settings;
    this.api = new RegistryApi(http);
  }

  @Override
  public Optional<String> digest(String reference) {
    ImageReference image = parsed(reference);
    return read(() -> digest(image));
  }

  @Override
  public List<String> tags(String reference) {
    ImageReference image = parsed(reference);
    return read(() -> tags(image));
  }

  private Optional<String> digest(ImageReference image) {
    Endpoint endpoint = Endpoint.of(image, settings);
    String wanted = image.digest().or(image::tag).orElse("latest");
    URI uri = endpoint.uri(image.repository() + "/manifests/" + wanted, "");
    return api.head(endpoint, uri, image.repository(), MANIFESTS)
        .flatMap(answer -> answer.header("Docker-Content-Digest"))
        .filter(digest -> DIGEST.matcher(digest).matches())
        .or(
            () ->
                api.get(endpoint, uri, image.repository(), MANIFESTS)
                    .map(answer -> computed(endpoint, answer)))
        .map(digest -> asWanted(endpoint, image, digest));
  }

  private List<String> tags(ImageReference image) {
    Endpoint endpoint = Endpoint.of(image, settings);
    String path = image.repository() + "/tags/list";
    List<String> tags = new ArrayList<>();
    Optional<URI> next = Optional.of(endpoint.uri(path, "n=1000"));
    for (int page = 0; page < MOST_PAGES && next.isPresent(); page++) {
      URI uri = next.get();
      Optional<RegistryAnswer> answer = api.get(endpoint, uri, image.repository(), "");
      if (answer.isEmpty()) {
        return tags;
      }
      JsonNode json = answer.get().json();
      // A repository without tags has null there.
      if (!json.isObject() || !json.has("tags")) {
        throw noRegistry(endpoint, answer.get());
      }
      json.path("tags").forEach(tag -> tags.add(tag.asText()));
      next = answer.get().header("Link").flatMap(link -> next(endpoint, path, link));
    }
    return tags;
  }

  /** Where the list goes on: of the address that a registry gives only the query is believed. */
  private static Optional<URI> next(Endpoint endpoint, String path, String link) {
    Matcher matcher = NEXT.matcher(link);
    if (!matcher.find() || matcher.group(1).indexOf('?') < 0) {
      return Optional.empty();
    }
    String query = matcher.group(1).substring(matcher.group(1).indexOf('?') + 1);
    try {
      return Optional.of(
          endpoint.uri(path, query.replaceAll("(^|&)ns=[^&]*", "").replaceFirst("^&", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String computed(Endpoint endpoint, RegistryAnswer answer) {
    if (!answer.json().path("schemaVersion").isInt()) {
      throw noRegistry(endpoint, answer);
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(answer.body());
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String asWanted(Endpoint endpoint, ImageReference image, String digest) {
    if (image.digest().filter(wanted -> !wanted.equals(digest)).isPresent()) {
      throw new PlatformUnavailable(
          "The registry "
              + endpoint
              + " gave "
              + digest
              + " when it was asked for "
              + image
              + ". Is there a server in between that changes answers?");
    }
    return digest;
  }

  /** Asking changes nothing, so a failure is tried again at once. */
  private <T> T read(Supplier<T> question) {
    for (int attempt = 1; ; attempt++) {
      try {
        return question.get();
      } catch (PlatformUnavailable e) {
        if (attempt >= settings.readAttempts()) {
          throw e;
        }
      }
    }
  }

  private ImageReference parsed(String reference) {
    return ImageReference.parse(reference)
        .filter(
            image ->
                image.hasPublicRegistry()
                    || settings.registry(image.registry()).isPresent()
                    || settings.mirror().isThere())
        .orElseThrow(
            () ->
                new PlatformRefusal(
                    "imageRefused",
                    "'"
                        + reference
                        + "' names no image of a public registry, such as"
                        + " ghcr.io/hispano/site:1.4."));
  }

  private static PlatformUnavailable noRegistry(Endpoint endpoint, RegistryAnswer answer) {
    return new PlatformUnavailable(
        "What answers for the registry "
            + endpoint
            + " at "
            + answer.uri().getPath()
            + " is no registry ("
            + answer.message()
            + "). Is there a proxy in between?");
  }
}
