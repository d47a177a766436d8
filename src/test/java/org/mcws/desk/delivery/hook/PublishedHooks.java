package org.mcws.desk.delivery.hook;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What forges really post, as they or others published it. The files are not part of the project:
 * run with {@code -Dsamples=<folder>}.
 */
public final class PublishedHooks {

  private static final String FOLDER = "05-git-webhooks";

  private PublishedHooks() {}

  /** All of them; whoever has none skips the test. */
  public static List<Path> files() throws IOException {
    String samples = System.getProperty("samples", "");
    assumeFalse(samples.isEmpty(), "no samples: run with -Dsamples=<folder>");
    try (Stream<Path> all = Files.list(Path.of(samples, FOLDER))) {
      List<Path> files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      if (files.isEmpty()) {
        throw new AssertionError("nothing is in " + FOLDER);
      }
      return files;
    }
  }

  /** With what the forge sends it, as the file's name tells. */
  public static Map<String, String> headers(Path file) {
    String name = file.getFileName().toString();
    String event = name.replaceFirst("^[a-z]+-(forced-)?", "").replaceFirst("[._].*|-.*", "");
    if (name.startsWith("gitlab")) {
      String hook =
          event.equals("merge") ? "Merge Request" : event.equals("tag") ? "Tag Push" : "Push";
      return Map.of("X-Gitlab-Event", hook + " Hook", "Idempotency-Key", name);
    }
    return name.startsWith("gitea")
        ? Map.of("X-Gitea-Event", event, "X-GitHub-Event", event, "X-Gitea-Delivery", name)
        : Map.of("X-GitHub-Event", event, "X-GitHub-Delivery", name);
  }
}
