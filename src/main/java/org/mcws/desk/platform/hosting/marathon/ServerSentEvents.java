package org.mcws.desk.platform.hosting.marathon;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads server-sent events (HTML Living Standard, 9.2.6); only their data matters here. */
final class ServerSentEvents {

  private static final int LONGEST_LINE = 4 * 1024 * 1024;
  private static final String DATA = "data:";

  private final InputStream stream;

  ServerSentEvents(InputStream stream) {
    this.stream = new BufferedInputStream(stream);
  }

  /**
   * Waits for the next event.
   *
   * @return its data; empty if the stream has ended
   * @throws IOException if it breaks off, is silent for too long, or is no stream of events
   */
  Optional<String> next() throws IOException {
    StringBuilder data = new StringBuilder();
    for (Optional<String> line = line(); line.isPresent(); line = line()) {
      if (line.get().startsWith(DATA)) {
        data.append(line.get().substring(DATA.length()).strip()).append('\n');
      } else if (line.get().isEmpty() && !data.isEmpty()) {
        return Optional.of(data.toString());
      }
    }
    return Optional.empty();
  }

  private Optional<String> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = stream.read(); next != -1; next = stream.read()) {
      if (next == '\n') {
        return Optional.of(line.toString(StandardCharsets.UTF_8));
      }
      if (next != '\r') {
        line.write(next);
      }
      if (line.size() > LONGEST_LINE) {
        throw new IOException("a line is longer than " + LONGEST_LINE + " bytes");
      }
    }
    return Optional.empty();
  }
}
