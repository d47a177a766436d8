package org.mcws.desk.status;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * 192 random bits, of which only the SHA-256 hash is kept, so that who reads the database can do
 * nothing with it.
 *
 * @param text as it stands in an address, and nowhere else
 */
record SecretToken(String text) {

  private static final int BYTES = 24;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{32}");
  private static final SecureRandom RANDOM = new SecureRandom();

  static SecretToken make() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new SecretToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The token that somebody brings; empty if none looks like this. */
  static Optional<SecretToken> read(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new SecretToken(text)) : Optional.empty();
  }

  String hash() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says nothing, so that it stands in no log. */
  @Override
  public String toString() {
    return "SecretToken";
  }
}
