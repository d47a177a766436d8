package org.mcws.desk.platform.dns.update;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Base64;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.dns.NameServerAddress;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the desk reaches a name server that takes DNS UPDATE.
 *
 * @param primary host and port of the zones' primary server, such as {@code ns1.example.org:53};
 *     port 53 if none is given
 * @param key with what the desk signs, and the server its answers
 * @param timeouts how long a message and its answer may take
 */
@Validated
@ConditionalOnProperty(name = "desk.dns.server", havingValue = "update")
@ConfigurationProperties("desk.dns.update")
record UpdateSettings(
    @NotBlank(message = "name the zones' primary server, such as ns1.example.org:53")
        @Pattern(
            regexp = NameServerAddress.PATTERN + "|\\s*",
            message = "must be host:port, such as ns1.example.org:53 or [2001:db8::53]:53")
        String primary,
    @NestedConfigurationProperty
        @Valid
        @NotNull(message = "give the key that the server knows: its name and secret")
        Key key,
    @NestedConfigurationProperty @Valid @NotNull @DefaultValue HttpTimeouts timeouts) {

  /**
   * A key that the server and the desk share, such as {@code tsig-keygen mcws-desk} prints.
   *
   * @param name by which the server knows it, such as {@code mcws-desk}
   * @param algorithm of the signatures, such as {@code hmac-sha256}
   * @param secret in Base64
   */
  record Key(
      @NotBlank(message = "must be the key's name on the server, such as mcws-desk")
          @Pattern(
              regexp = "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?|\\s*",
              message = "must be the key's name on the server, such as mcws-desk")
          String name,
      @DefaultValue("hmac-sha256")
          @Pattern(
              regexp = "hmac-sha(224|256|384|512)",
              message = "must be hmac-sha224, hmac-sha256, hmac-sha384 or hmac-sha512")
          String algorithm,
      @NotBlank(message = "must be the key's secret, as tsig-keygen prints it") String secret) {

    /** Checks the secret here, because a validator's message would show it. */
    Key {
      if (secret != null && !isBase64(secret)) {
        throw new IllegalArgumentException(
            "desk.dns.update.key.secret must be the key's secret in Base64, as tsig-keygen prints"
                + " it, such as pRP5FapFoJ95JEL06sv4PQ==");
      }
    }

    private static boolean isBase64(String text) {
      try {
        Base64.getDecoder().decode(text);
        return true;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
      return "Key[name=" + name + ", algorithm=" + algorithm + "]";
    }
  }
}
