package org.mcws.desk.platform.mail.postfix;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import org.mcws.desk.platform.HttpTimeouts;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the tables of a mail server by Postfix and Dovecot are, and how Dovecot is asked to forget
 * mail.
 *
 * @param url the PostgreSQL database with postfixadmin's tables, such as {@code
 *     jdbc:postgresql://mail.example.org/postfixadmin}
 * @param username a role that may read and write them
 * @param password its password
 * @param doveadm Dovecot's doveadm over HTTP
 * @param timeouts how long a statement or a call may take
 */
@Validated
@ConfigurationProperties("desk.mail.postfix")
@ConditionalOnProperty(name = "desk.mail.server", havingValue = "postfix")
record PostfixSettings(
    @NotBlank(
            message =
                "must name the database, such as jdbc:postgresql://mail.example.org/postfixadmin")
        @Pattern(
            regexp = "(?!.*[?&](user|password)=)(jdbc:postgresql:.*)?",
            message =
                "must be a PostgreSQL database without user and password, such as"
                    + " jdbc:postgresql://mail.example.org/postfixadmin?sslmode=verify-full")
        String url,
    @NotBlank(message = "must name the role that writes postfixadmin's tables") String username,
    @DefaultValue("") String password,
    @NestedConfigurationProperty
        @Valid
        @NotNull(message = "must say where Dovecot's doveadm answers: url and api-key")
        Doveadm doveadm,
    @NestedConfigurationProperty @DefaultValue HttpTimeouts timeouts) {

  /** Without the password. */
  @Override
  public String toString() {
    return "PostfixSettings[url=%s, username=%s, doveadm=%s, timeouts=%s]"
        .formatted(url, username, doveadm, timeouts);
  }

  /**
   * @param url where it answers, without {@code /doveadm/v1}, such as {@code
   *     https://mail.example.org:8080}
   * @param apiKey {@code doveadm_api_key} of Dovecot's configuration
   */
  record Doveadm(
      @NotNull(message = "must say where it answers, such as https://mail.example.org:8080")
          URI url,
      @NotBlank(message = "must be doveadm_api_key of Dovecot's configuration") String apiKey) {

    Doveadm {
      if (url != null
          && (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?"))) {
        throw new IllegalArgumentException(
            "desk.mail.postfix.doveadm.url must be an address such as"
                + " https://mail.example.org:8080, not "
                + url);
      }
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "Doveadm[url=" + url + "]";
    }
  }
}
