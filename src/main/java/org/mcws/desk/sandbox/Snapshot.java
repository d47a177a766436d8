package org.mcws.desk.sandbox;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A sandbox server's memory: one JSON file, replaced as a whole at every change, so that a killed
 * desk finds either the old state or the new one.
 */
public final class Snapshot<T> {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Path file;
  private final Class<T> type;

  public Snapshot(Path file, Class<T> type) {
    this.file = file;
    this.type = type;
  }

  /** What was saved last; empty if nothing was. */
  public Optional<T> load() {
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(file.toFile(), type))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": delete it to start afresh", e);
    }
  }

  public synchronized void save(T state) {
    try {
      Files.createDirectories(file.getParent());
      Path next = file.resolveSibling(file.getFileName() + ".next");
      JSON.writeValue(next.toFile(), state);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
