package org.mcws.desk.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A shell in which one thing is typed after the other, so that variables and files stay. */
final class Terminal implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 360;

  private final Process shell;
  private final Writer keyboard;
  private final BufferedReader screen;

  Terminal(Path folder) throws IOException {
    // A call that never ends takes the shell with it, which the reader then notices.
    shell =
        new ProcessBuilder("timeout", Integer.toString(PATIENCE_SECONDS * 4), "bash")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    keyboard = shell.outputWriter();
    screen = shell.inputReader();
  }

  /**
   * Types commands and waits until they are done.
   *
   * @return what they wrote, errors too
   */
  String type(String commands) {
    String end = "end-" + UUID.randomUUID();
    try {
      keyboard.write(commands + "\nprintf '\\n%s\\n' " + end + "\n");
      keyboard.flush();
      StringBuilder output = new StringBuilder();
      for (String line = screen.readLine(); !end.equals(line); line = screen.readLine()) {
        if (line == null) {
          throw new IllegalStateException("the shell has ended after:\n" + output);
        }
        output.append(line).append('\n');
      }
      return output.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    keyboard.close();
    try {
      if (!shell.waitFor(5, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
    } catch (InterruptedException e) {
      shell.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
