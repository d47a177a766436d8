package org.mcws.desk.advisory.format;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.AdvisoryReader;

/** Documents to read: some of our own, and what others have published if it is at hand. */
public final class Sample {

  private static final Path OWN = Path.of("src/test/resources/advisories");

  private Sample() {}

  public static String text(String name) {
    return content(OWN.resolve(name));
  }

  static Advisory read(String name) {
    return new AdvisoryReader().read(text(name));
  }

  static List<Path> all() {
    try (Stream<Path> files = Files.list(OWN)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document as it was published. */
  static Advisory published(String name) {
    return new AdvisoryReader().read(content(published().resolve(name)));
  }

  /** The folder of what others have published. */
  static Path published() {
    String folder = System.getProperty("samples", "");
    assumeFalse(folder.isEmpty(), "set -Dsamples=<folder> to the published inputs");
    return Path.of(folder);
  }

  static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
