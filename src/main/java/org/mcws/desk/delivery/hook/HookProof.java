package org.mcws.desk.delivery.hook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.springframework.http.HttpHeaders;

/**
 * How a forge proves that it knows a service's secret: by the secret itself (GitLab's {@code
 * X-Gitlab-Token}), by an HMAC-SHA256 of the body (GitHub, Gitea, Forgejo), or by one of id, time
 * and body (Standard Webhooks, as newer GitLab sends). GitHub's older SHA-1 is no proof.
 */
public final class HookProof {

  /**
   * How old a message with a time may be, and how far ahead its clock; as Standard Webhooks say.
   */
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private static final String WHSEC = "whsec_";
  private static final String SHA256 = "sha256=";
  private static final String VERSION = "v1,";

  private final HttpHeaders headers;
  private final byte[] body;

  /**
   * @param body as it was posted, byte for byte
   */
  public HookProof(HttpHeaders headers, byte[] body) {
    this.headers = headers;
    this.body = body.clone();
  }

  /** Whether the message is by somebody who knows the secret; takes the same time if not. */
  public boolean isBy(String secret, Instant now) {
    boolean token =
        sent("X-Gitlab-Token").filter(sent -> same(hash(sent), hash(secret))).isPresent();
    String expected = hmac(secret.getBytes(StandardCharsets.UTF_8), body);
    boolean signature =
        sent("X-Hub-Signature-256")
            .filter(sent -> sent.startsWith(SHA256))
            .map(sent -> sent.substring(SHA256.length()))
            .or(() -> sent("X-Forgejo-Signature"))
            .or(() -> sent("X-Gitea-Signature"))
            .filter(sent -> same(sent, expected))
            .isPresent();
    return token | signature | isStandard(secret, now);
  }

  private boolean isStandard(String secret, Instant now) {
    Optional<String> signatures = sent("webhook-signature");
    Optional<String> id = sent("webhook-id");
    Optional<String> time = sent("webhook-timestamp");
    if (signatures.isEmpty() || id.isEmpty() || time.isEmpty() || !isFresh(time.get(), now)) {
      return false;
    }
    byte[] head = (id.get() + "." + time.get() + ".").getBytes(StandardCharsets.UTF_8);
    byte[] signed = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, signed, head.length, body.length);
    byte[] key = key(secret);
    String expected =
        Base64.getEncoder()
            .encodeToString(new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key).hmac(signed));
    return Arrays.stream(signatures.get().split(" "))
        .filter(one -> one.startsWith(VERSION))
        .anyMatch(one -> same(one.substring(VERSION.length()), expected));
  }

  private static byte[] key(String secret) {
    try {
      return secret.startsWith(WHSEC)
          ? Base64.getDecoder().decode(secret.substring(WHSEC.length()))
          : secret.getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return secret.getBytes(StandardCharsets.UTF_8);
    }
  }

  private static boolean isFresh(String seconds, Instant now) {
    try {
      Instant sent = Instant.ofEpochSecond(Long.parseLong(seconds));
      return Duration.between(sent, now).abs().compareTo(WINDOW) <= 0;
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      return false;
    }
  }

  private Optional<String> sent(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  private static String hmac(byte[] key, byte[] body) {
    return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key).hmacHex(body);
  }

  /** Of one length whatever the secret's, which the comparison would give away. */
  private static String hash(String secret) {
    return DigestUtils.sha256Hex(secret);
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
