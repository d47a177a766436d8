package org.mcws.desk.recovery.alert;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpHeaders;

/**
 * Grafana's signature, which it has had since version 11.6: HMAC-SHA256 in hexadecimal digits over
 * the body, or over the time in Unix seconds, a colon and the body ({@code http/hmac.go} in
 * grafana/alerting). The signature's header is Grafana's default; that of the time has none and
 * must be given there. Whoever repeats a message and leaves its time out finds that the body alone
 * was not what was signed.
 */
record GrafanaSignature(String signature, Optional<String> time) {

  static final String SIGNATURE = "X-Grafana-Alerting-Signature";
  static final String TIME = "X-Grafana-Alerting-Timestamp";

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final String ALGORITHM = "HmacSHA256";

  static Optional<GrafanaSignature> of(HttpHeaders headers) {
    return Optional.ofNullable(headers.getFirst(SIGNATURE))
        .map(
            signature ->
                new GrafanaSignature(signature, Optional.ofNullable(headers.getFirst(TIME))));
  }

  /** Whether it has no time, or one within five minutes of now, as clocks differ. */
  boolean isFresh(Instant now) {
    return time.isEmpty()
        || time.filter(seconds -> seconds.matches("\\d{1,11}"))
            .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
            .filter(made -> Duration.between(made, now).abs().compareTo(WINDOW) <= 0)
            .isPresent();
  }

  /** Whether who made it has the secret. */
  boolean isBy(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      time.ifPresent(seconds -> mac.update((seconds + ":").getBytes(StandardCharsets.UTF_8)));
      return MessageDigest.isEqual(
          HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.UTF_8),
          signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }
}
