package org.mcws.desk.e2e;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged desk as docs/operations.md has it unpacked for a fast start: made beside the package
 * by the first test that wants it, for all that run at the same time.
 *
 * @param classes the archive of its classes
 */
record UnpackedDesk(Path jar, Path classes) {

  static UnpackedDesk of(Path packaged) {
    Path folder = packaged.resolveSibling("unpacked");
    UnpackedDesk desk =
        new UnpackedDesk(
            folder.resolve("desk").resolve(packaged.getFileName()), folder.resolve("desk.jsa"));
    try (FileChannel one =
        FileChannel.open(packaged.resolveSibling("unpacked.lock"), CREATE, WRITE)) {
      one.lock();
      if (!desk.isOf(packaged)) {
        FileSystemUtils.deleteRecursively(folder);
        desk.unpack(packaged);
        desk.archive(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return desk;
  }

  private boolean isOf(Path packaged) throws IOException {
    return Files.exists(classes)
        && Files.getLastModifiedTime(classes).compareTo(Files.getLastModifiedTime(packaged)) > 0;
  }

  private void unpack(Path packaged) throws IOException, InterruptedException {
    Process unpacking =
        new ProcessBuilder(
                DeskProcess.JAVA,
                "-Djarmode=tools",
                "-jar",
                packaged.toString(),
                "extract",
                "--destination",
                jar.getParent().toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(unpacking.getInputStream().readAllBytes());
    assertThat(unpacking.waitFor()).as(said).isZero();
  }

  /** An archive is written when the desk that was to make it ends. */
  private void archive(Path folder) {
    try (DeskProcess first = new DeskProcess(folder)) {
      first.start("-XX:ArchiveClassesAtExit=" + classes, "-jar", jar.toString());
      first.end();
    }
    assertThat(classes).exists();
  }
}
