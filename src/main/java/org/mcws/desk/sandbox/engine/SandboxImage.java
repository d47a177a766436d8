package org.mcws.desk.sandbox.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What the sandbox's engine knows of an image that it has built.
 *
 * @param base the image of its last {@code FROM}
 * @param steps its instructions, as they are written
 * @param labels its labels
 * @param ports the ports that it exposes, such as {@code 8080/tcp}
 * @param files what was copied into it by name, by the path in the image
 * @param sums the sums of all files that it was built from
 */
record SandboxImage(
    String base,
    List<String> steps,
    Map<String, String> labels,
    List<String> ports,
    Map<String, byte[]> files,
    SortedMap<String, String> sums) {

  /** The same for the same files and the same Dockerfile. */
  String id() {
    return "sha256:"
        + DigestUtils.sha256Hex((base + steps + sums).getBytes(StandardCharsets.UTF_8));
  }

  long bytes() {
    return 1_000_000L + files.values().stream().mapToLong(content -> content.length).sum();
  }
}
