package org.mcws.desk.platform.images.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mcws.desk.platform.CarefulHttp;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.PublicAddresses;

/** Gets what a registry wants to see before it answers. */
final class Tokens {

  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,16384}");

  private static final String REMEDY =
      "Check that it runs and that the network lets the desk through; the desk tries again.";

  private final CarefulHttp http;

  Tokens(CarefulHttp http) {
    this.http = http;
  }

  /**
   * The value of the header {@code Authorization}.
   *
   * @param scope what the token is to be good for, if the registry does not say
   * @throws PlatformRefusal if the desk has nothing to show
   */
  String authorization(Endpoint endpoint, RegistryAnswer unauthorized, String scope) {
    Challenge challenge =
        Challenge.best(unauthorized.headers("WWW-Authenticate"))
            .orElseThrow(() -> refused(endpoint, "it does not say how to log in"));
    if (challenge.scheme().equals(Challenge.BASIC)) {
      if (!endpoint.hasCredentials()) {
        throw refused(endpoint, "it wants a user and a password");
      }
      return basic(endpoint);
    }
    return "Bearer " + token(endpoint, challenge, scope);
  }

  private String token(Endpoint endpoint, Challenge challenge, String scope) {
    URI realm = realm(endpoint, challenge);
    StringBuilder query =
        new StringBuilder("scope=").append(encoded(challenge.parameter("scope").orElse(scope)));
    challenge.parameter("service").ifPresent(s -> query.append("&service=").append(encoded(s)));
    URI uri = URI.create(realm + (realm.getRawQuery() == null ? "?" : "&") + query);
    RegistryAnswer answer;
    try {
      answer =
          new RegistryAnswer(
              http.send(
                  "GET",
                  uri,
                  endpoint.known(),
                  endpoint.hasCredentials() ? Map.of("Authorization", basic(endpoint)) : Map.of()));
    } catch (PublicAddresses.PrivateAddress e) {
      throw refused(endpoint, "it sends the desk to a private address for a token");
    } catch (IOException e) {
      throw new PlatformUnavailable(
          "No whole answer from "
              + realm
              + ", where the registry "
              + endpoint
              + " sends the desk for a token ("
              + e
              + "). "
              + REMEDY,
          e);
    }
    if (answer.status() == 401 || answer.status() == 403) {
      throw refused(
          endpoint,
          endpoint.hasCredentials()
              ? "it does not accept the user and password that the desk has for it"
              : "it gives no token to somebody without an account");
    }
    JsonNode json = answer.json();
    String token = json.path("token").asText(json.path("access_token").asText());
    if (!answer.isOk() || !TOKEN.matcher(token).matches()) {
      throw new PlatformUnavailable(
          realm
              + ", where the registry "
              + endpoint
              + " sends the desk for a token, answered with status "
              + answer.status()
              + " and no token ("
              + (answer.isOk() ? "the text is left out" : answer.message())
              + "). "
              + REMEDY);
    }
    return token;
  }

  /** A stranger's registry may send the desk only to where nobody can listen. */
  private static URI realm(Endpoint endpoint, Challenge challenge) {
    return challenge
        .parameter("realm")
        .flatMap(Tokens::uri)
        .filter(
            uri ->
                "https".equals(uri.getScheme())
                    || endpoint.known() && "http".equals(uri.getScheme()))
        .filter(uri -> uri.getHost() != null && uri.getRawUserInfo() == null)
        .orElseThrow(() -> refused(endpoint, "it names no place to get a token from"));
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static PlatformRefusal refused(Endpoint endpoint, String why) {
    return new PlatformRefusal(
        "imageRefused",
        "The registry "
            + endpoint
            + " does not let the desk look: "
            + why
            + ". Give user and password in desk.images.registries if the images are private.");
  }

  private static String basic(Endpoint endpoint) {
    byte[] pair =
        (endpoint.username() + ":" + endpoint.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
