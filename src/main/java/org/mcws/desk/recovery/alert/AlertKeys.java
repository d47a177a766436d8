package org.mcws.desk.recovery.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keys for alerts whose source gives none, the same for the same content on every desk. */
final class AlertKeys {

  private static final int LONGEST = 200;
  private static final int BEGINNING = 160;

  private AlertKeys() {}

  /** The key itself, or its beginning and a digest if it is too long. */
  static String bounded(String key) {
    return key.length() <= LONGEST ? key : Lines.cut(key, BEGINNING) + " #" + digest(key);
  }

  /** A key for what has these labels, in whatever order. */
  static String ofLabels(Map<String, String> labels) {
    return "labels:"
        + digest(
            new TreeMap<>(labels)
                .entrySet().stream()
                    .map(label -> label.getKey() + "\0" + label.getValue() + "\0")
                    .collect(Collectors.joining()));
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
