package org.mcws.desk.recovery.alert;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** Takes the secret that came along out of {@code Authorization} (RFC 6750, RFC 7617). */
final class SentSecret {

  private SentSecret() {}

  /** The token, or the password; empty if there is neither. */
  static Optional<String> of(HttpHeaders headers) {
    String[] parts =
        Optional.ofNullable(headers.getFirst(HttpHeaders.AUTHORIZATION))
            .map(header -> header.strip().split(" +", 2))
            .orElse(new String[0]);
    if (parts.length < 2) {
      return Optional.empty();
    }
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "bearer" -> Optional.of(parts[1]);
      case "basic" -> password(parts[1]);
      default -> Optional.empty();
    };
  }

  private static Optional<String> password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
