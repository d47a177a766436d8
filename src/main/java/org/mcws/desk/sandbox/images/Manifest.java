package org.mcws.desk.sandbox.images;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a registry keeps of an image.
 *
 * @param mediaType the media type
 * @param body its bytes as text, of which the digest is made
 */
record Manifest(String mediaType, String body) {

  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  /** The image that everybody finds under this name, always the same. */
  static Manifest madeUp(String repository, String tag) {
    return new Manifest(
        INDEX,
        "{\"schemaVersion\":2,\"mediaType\":\""
            + INDEX
            + "\",\"manifests\":[],\"annotations\":{\"org.opencontainers.image.ref.name\":\""
            + repository
            + ":"
            + tag
            + "\"}}");
  }

  String digest() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
