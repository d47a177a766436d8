package org.mcws.desk.platform.images.registry;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.PublicAddresses;

/**
 * Asks registries, shows them what they want to see, and sorts out the answers that tell about the
 * registry rather than about what was asked.
 */
final class RegistryApi {

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 3;
  private static final List<String> INVALID =
      List.of("NAME_INVALID", "TAG_INVALID", "DIGEST_INVALID");
  private static final String AUTHORIZATION = "Authorization";

  private final RegistryHttp http;
  private final Tokens tokens;

  RegistryApi(RegistryHttp http) {
    this.http = http;
    this.tokens = new Tokens(http);
  }

  /**
   * What the registry has there; empty if nothing.
   *
   * @param uri what is asked for, as {@link Endpoint#uri} makes it
   * @param accept media types, or nothing
   */
  Optional<RegistryAnswer> get(Endpoint endpoint, URI uri, String repository, String accept) {
    RegistryAnswer answer = send(endpoint, "GET", uri, repository, accept);
    if (answer.isOk()) {
      return Optional.of(answer);
    }
    if (answer.status() == 404 && answer.hasRegistryErrors() || answer.says(INVALID)) {
      return Optional.empty();
    }
    throw unusable(endpoint, answer);
  }

  /** What the registry says of it without sending it; empty if it says nothing useful. */
  Optional<RegistryAnswer> head(Endpoint endpoint, URI uri, String repository, String accept) {
    // A refusal has no reason without a body, so whatever went wrong shows when it is asked for.
    return Optional.of(send(endpoint, "HEAD", uri, repository, accept))
        .filter(RegistryAnswer::isOk);
  }

  private RegistryAnswer send(
      Endpoint endpoint, String method, URI uri, String repository, String accept) {
    Map<String, String> headers = new HashMap<>();
    if (!accept.isEmpty()) {
      headers.put("Accept", accept);
    }
    RegistryAnswer answer = follow(endpoint, method, uri, headers);
    if (answer.status() == 401) {
      headers.put(
          AUTHORIZATION,
          tokens.authorization(endpoint, answer, "repository:" + repository + ":pull"));
      answer = follow(endpoint, method, uri, headers);
    }
    return answer;
  }

  /** Some registries send who asks to another of their hosts, which gets no credentials. */
  private RegistryAnswer follow(
      Endpoint endpoint, String method, URI uri, Map<String, String> headers) {
    RegistryAnswer answer = once(endpoint, method, uri, endpoint.known(), headers);
    for (int i = 0; i < MOST_REDIRECTS && REDIRECTS.contains(answer.status()); i++) {
      URI to = target(endpoint, answer);
      boolean same = to.getAuthority().equals(answer.uri().getAuthority());
      Map<String, String> shown = new HashMap<>(headers);
      if (!to.getAuthority().equals(uri.getAuthority())) {
        shown.remove(AUTHORIZATION);
      }
      answer = once(endpoint, method, to, endpoint.known() && same, shown);
    }
    return answer;
  }

  private static URI target(Endpoint endpoint, RegistryAnswer answer) {
    URI from = answer.uri();
    try {
      URI to = from.resolve(answer.header("Location").orElse(""));
      boolean kept =
          to.getScheme().equals(from.getScheme())
              && String.valueOf(to.getAuthority()).equals(from.getAuthority());
      if (to.getHost() != null
          && to.getRawUserInfo() == null
          && (kept || "https".equals(to.getScheme()))) {
        return to;
      }
    } catch (IllegalArgumentException e) {
      // It names no address at all.
    }
    throw unusable(endpoint, answer);
  }

  private RegistryAnswer once(
      Endpoint endpoint, String method, URI uri, boolean known, Map<String, String> headers) {
    try {
      return http.send(method, uri, known, headers);
    } catch (PublicAddresses.PrivateAddress e) {
      throw new PlatformRefusal(
          "imageRefused",
          "The name "
              + e.getMessage()
              + " leads to a private address, and the desk looks for images only in public"
              + " registries and in those that Ops name. If it is one of your own, give its url in"
              + " desk.images.registries.");
    } catch (IOException e) {
      throw new PlatformUnavailable(
          "The registry "
              + endpoint
              + " gave no whole answer to "
              + method
              + " "
              + uri.getPath()
              + " ("
              + e
              + "). Check that it runs ("
              + endpoint.url()
              + "/v2/) and that the network lets the desk through.",
          e);
    }
  }

  private static RuntimeException unusable(Endpoint endpoint, RegistryAnswer answer) {
    int status = answer.status();
    if (status == 401 || status == 403) {
      return new PlatformRefusal(
          "imageRefused",
          "The registry "
              + endpoint
              + " does not let the desk look ("
              + reason(answer)
              + "): the image is private, or there is no such repository. Give user and password in"
              + " desk.images.registries if it is private.");
    }
    return new PlatformUnavailable(
        "The registry "
            + endpoint
            + " answered "
            + answer.uri().getPath()
            + " with status "
            + status
            + " ("
            + reason(answer)
            + "). "
            + advice(status, answer));
  }

  private static String advice(int status, RegistryAnswer answer) {
    if (status == 429) {
      return "It has been asked too often"
          + answer
              .header("Retry-After")
              .map(after -> " and wants " + after + " s of rest")
              .orElse("")
          + "; the desk tries again. An account in desk.images.registries may ask more often.";
    }
    if (status >= 500) {
      return "It is in trouble; the desk tries again.";
    }
    return "Registries do not answer like that: check the image's name, and"
        + " desk.images.registries or desk.images.mirror.";
  }

  private static String reason(RegistryAnswer answer) {
    return answer.message().isEmpty() ? "no reason given" : answer.message();
  }
}
