package org.mcws.desk.platform.mail.james;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.mcws.desk.platform.HttpTimeouts;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the desk reaches Apache James' WebAdmin API.
 *
 * @param url where WebAdmin answers, without a path, such as {@code http://127.0.0.1:8000}
 * @param token JSON Web Token with the claim {@code "admin": true}, signed with the key whose
 *     public half James has in {@code jwt.publickeypem.url}; none if WebAdmin is open to the desk's
 *     network
 * @param timeouts how long a call may take
 */
@ConditionalOnProperty(name = "desk.mail.server", havingValue = "james", matchIfMissing = true)
@Validated
@ConfigurationProperties("desk.mail.james")
public record JamesSettings(
    @NotNull(message = "must say where James' WebAdmin answers, such as http://127.0.0.1:8000")
        URI url,
    String token,
    @NestedConfigurationProperty @DefaultValue HttpTimeouts timeouts) {

  /** Checks the token here, because a validator's message would show it. */
  public JamesSettings {
    if (token != null && !token.matches("[A-Za-z0-9_.-]*")) {
      throw new IllegalArgumentException(
          "desk.mail.james.token must be a JSON Web Token as it stands, without 'Bearer' or blanks,"
              + " such as aaa.bbb.ccc");
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "JamesSettings[url=%s, token=%s, timeouts=%s]"
        .formatted(url, token == null || token.isEmpty() ? "none" : "***", timeouts);
  }
}
