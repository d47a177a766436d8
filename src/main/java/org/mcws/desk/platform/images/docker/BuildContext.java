package org.mcws.desk.platform.images.docker;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Date;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.mcws.desk.platform.images.BuildFailed;
import org.mcws.desk.platform.images.BuildFailed.Reason;
import org.mcws.desk.platform.images.BuildOrder;
import org.springframework.util.unit.DataSize;

/**
 * The files of a build, packed as the builder wants them. Links are packed as links and never
 * followed, so nothing comes in that is not in the folder.
 */
final class BuildContext implements AutoCloseable {

  /** By what name the engine finds the Dockerfile; no file of the build is called that. */
  static final String DOCKERFILE = ".mcws-desk.dockerfile";

  private static final String IGNORE = ".dockerignore";
  private static final int EXECUTABLE = 0755;
  private static final int PLAIN = 0644;

  private final Path tar;

  private BuildContext(Path tar) {
    this.tar = tar;
  }

  /**
   * @param dockerfile the Dockerfile that the engine gets
   * @param largest how many bytes the files may have
   * @throws BuildFailed if they have more
   */
  static BuildContext of(BuildOrder order, String dockerfile, DataSize largest) {
    Path root = order.context();
    try {
      BuildContext context = new BuildContext(Files.createTempFile("build", ".tar"));
      try (OutputStream file = Files.newOutputStream(context.tar);
          TarArchiveOutputStream out =
              new TarArchiveOutputStream(new BufferedOutputStream(file), "UTF-8")) {
        out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        Packing packing = new Packing(root, ignored(root), out, largest, order.changed());
        Files.walkFileTree(root, packing);
        // Last, since of two files by one name the engine takes the later one. What is left out has
        // been left out already; the engine takes away what is only for itself.
        packing.text(DOCKERFILE, dockerfile);
        packing.text(IGNORE, DOCKERFILE + "\n" + IGNORE + "\n");
      } catch (IOException | RuntimeException e) {
        context.close();
        throw e;
      }
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException("The files to build from cannot be packed: " + e, e);
    }
  }

  /**
   * @param taken is run whenever the engine has taken some of it
   */
  InputStream open(Runnable taken) throws IOException {
    return new FilterInputStream(Files.newInputStream(tar)) {

      @Override
      public int read() throws IOException {
        taken.run();
        return super.read();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        taken.run();
        return super.read(buffer, offset, length);
      }
    };
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(tar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IgnoredFiles ignored(Path root) throws IOException {
    Path file = root.resolve(IGNORE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return IgnoredFiles.none();
    }
    try {
      return IgnoredFiles.of(Files.readAllLines(file));
    } catch (MalformedInputException e) {
      throw new BuildFailed(Reason.FILES, IGNORE + " is no text in UTF-8.");
    }
  }

  private static final class Packing extends SimpleFileVisitor<Path> {

    private final Path root;
    private final IgnoredFiles ignored;
    private final TarArchiveOutputStream out;
    private final DataSize largest;
    private final Date changed;
    private long bytes;

    Packing(
        Path root,
        IgnoredFiles ignored,
        TarArchiveOutputStream out,
        DataSize largest,
        Instant changed) {
      this.root = root;
      this.ignored = ignored;
      this.out = out;
      this.largest = largest;
      this.changed = Date.from(changed);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (folder.equals(root)) {
        return FileVisitResult.CONTINUE;
      }
      String name = name(folder);
      if (isReserved(name)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (ignored.contain(name)) {
        return ignored.bringBack() ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
      }
      put(new TarArchiveEntry(name + "/"), EXECUTABLE);
      out.closeArchiveEntry();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String name = name(file);
      if (isReserved(name) || ignored.contain(name)) {
        return FileVisitResult.CONTINUE;
      }
      if (attributes.isSymbolicLink()) {
        TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        link.setLinkName(Files.readSymbolicLink(file).toString());
        put(link, EXECUTABLE);
        out.closeArchiveEntry();
      } else if (attributes.isRegularFile()) {
        bytes += attributes.size();
        if (bytes > largest.toBytes()) {
          throw new BuildFailed(
              Reason.FILES,
              "The files to build from have more than "
                  + largest.toMegabytes()
                  + " MB. Name in .dockerignore what the build does not need.");
        }
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(attributes.size());
        put(entry, Files.isExecutable(file) ? EXECUTABLE : PLAIN);
        Files.copy(file, out);
        out.closeArchiveEntry();
      }
      return FileVisitResult.CONTINUE;
    }

    void text(String name, String text) throws IOException {
      byte[] content = text.getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      put(entry, PLAIN);
      out.write(content);
      out.closeArchiveEntry();
    }

    private void put(TarArchiveEntry entry, int mode) throws IOException {
      entry.setMode(mode);
      entry.setModTime(changed);
      out.putArchiveEntry(entry);
    }

    private static boolean isReserved(String name) {
      return name.equals(DOCKERFILE) || name.equals(IGNORE);
    }

    private String name(Path file) {
      String name = root.relativize(file).toString();
      // Where it does not part folders it is a letter like any other.
      return File.separatorChar == '/' ? name : name.replace(File.separatorChar, '/');
    }
  }
}
