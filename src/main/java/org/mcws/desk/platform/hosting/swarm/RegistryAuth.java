package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.mcws.desk.platform.ImageReference;
import org.mcws.desk.platform.RegistryLogins;

/** The logins to registries as Docker's API wants them in a header. */
final class RegistryAuth {

  private static final String NO_LOGIN = encoded("{}");

  private final RegistryLogins logins;

  RegistryAuth(RegistryLogins logins) {
    this.logins = logins;
  }

  /** The login for an image; empty if none is known. */
  Optional<String> of(String image) {
    return ImageReference.parse(image)
        .flatMap(
            reference ->
                logins
                    .of(reference)
                    .map(
                        login ->
                            SwarmApi.JSON
                                .createObjectNode()
                                .put("username", login.username())
                                .put("password", login.password())
                                .put("serveraddress", RegistryLogins.address(reference.registry()))
                                .toString()))
        .map(RegistryAuth::encoded);
  }

  /**
   * The login for a service's new image. Without one Swarm goes on with the one it has, which is
   * nobody else's business: another registry is told that there is none.
   */
  Optional<String> between(JsonNode before, JsonNode after) {
    String image = StatusReader.image(after);
    boolean elsewhere = !registry(image).equals(registry(StatusReader.image(before)));
    return of(image).or(() -> elsewhere ? Optional.of(NO_LOGIN) : Optional.empty());
  }

  private static Optional<String> registry(String image) {
    return ImageReference.parse(image).map(ImageReference::registry);
  }

  private static String encoded(String login) {
    return Base64.getUrlEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }
}
