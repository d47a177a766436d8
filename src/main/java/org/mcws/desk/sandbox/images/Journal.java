package org.mcws.desk.sandbox.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened in the registry, a line each, since with thousands of images writing everything
 * anew for every one would take longer than the rollout that is rehearsed.
 */
final class Journal {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final Path file;

  Journal(Path file) {
    this.file = file;
  }

  /** What happened, in its order; a line that a killed desk left half written is not there. */
  List<Entry> read() {
    List<Entry> entries = new ArrayList<>();
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      for (String line : text.lines().toList()) {
        try {
          entries.add(JSON.readValue(line, Entry.class));
        } catch (JsonProcessingException e) {
          LOG.debug("Half a line in {}", file, e);
        }
      }
      if (!text.isEmpty() && !text.endsWith("\n")) {
        Files.writeString(file, "\n", StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": delete it to start afresh", e);
    }
    return entries;
  }

  void append(Entry entry) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          JSON.writeValueAsString(entry) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * @param reference the tag, or the digest of a manifest that is removed
   * @param manifest what was pushed, else null
   */
  record Entry(Kind kind, String repository, String reference, Manifest manifest) {}

  /** What can happen to a tag. */
  enum Kind {
    ASKED,
    PUSHED,
    REMOVED
  }
}
