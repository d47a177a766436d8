package org.mcws.desk.platform.hosting.swarm;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.mcws.desk.platform.hosting.Runs;

/**
 * Reads what containers have printed, which Docker sends in frames: one octet for the stream, three
 * of no meaning, four for the length, and so many octets.
 */
final class Output {

  private static final int UNUSED = 3;

  /** The stream in which Docker tells what it cannot read. */
  private static final int TROUBLE = 3;

  /** What is read at most: a line may be as long as somebody likes. */
  private static final int MOST = 16 * 1024 * 1024;

  private Output() {}

  static String last(InputStream frames) throws IOException {
    DataInputStream input = new DataInputStream(frames);
    StringBuilder text = new StringBuilder();
    int read = 0;
    int stream = input.read();
    while (read < MOST && stream >= 0) {
      input.skipNBytes(UNUSED);
      int length = input.readInt();
      if (length < 0 || length > MOST) {
        throw new IOException("these are no frames of Docker");
      }
      byte[] content = input.readNBytes(length);
      if (content.length < length) {
        throw new EOFException("the output ends in the middle");
      }
      if (stream == TROUBLE) {
        throw new IOException(new String(content, StandardCharsets.UTF_8).strip());
      }
      text.append(new String(content, StandardCharsets.UTF_8));
      text.delete(0, Math.max(0, text.length() - Runs.LONGEST_OUTPUT));
      read += length;
      stream = input.read();
    }
    return text.toString();
  }
}
