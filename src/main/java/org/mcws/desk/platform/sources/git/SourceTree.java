package org.mcws.desk.platform.sources.git;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.mcws.desk.platform.sources.SourceRefused;
import org.springframework.util.unit.DataSize;

/**
 * Writes the files of a commit into a folder and nothing out of it: plain files and links. Other
 * repositories within it (submodules) are left out. JGit's own check of what is fetched wants the
 * whole history, which the desk does not fetch; so nothing is believed of a file's name here.
 */
final class SourceTree {

  private static final int LONGEST_LINK = 4096;
  private static final int MOST_ENTRIES = 100_000;

  private final Repository repository;
  private final DataSize largest;
  private long bytes;
  private int entries;

  /**
   * @param largest how many bytes all files together may have
   */
  SourceTree(Repository repository, DataSize largest) {
    this.repository = repository;
    this.largest = largest;
  }

  void write(RevTree tree, Path folder) throws IOException {
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.addTree(tree);
      walk.setRecursive(false);
      while (walk.next()) {
        count();
        if (walk.isSubtree()) {
          walk.enterSubtree();
        } else if (!walk.getFileMode().equals(FileMode.GITLINK)) {
          write(folder, walk.getPathString(), walk.getFileMode(), walk.getObjectId(0));
        }
      }
    }
  }

  /** A few small trees can have each other so often that no walk through them ends. */
  private void count() throws InterruptedIOException {
    entries++;
    if (entries > MOST_ENTRIES) {
      throw new SourceRefused("The repository has more than " + MOST_ENTRIES + " files.");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException();
    }
  }

  private void write(Path folder, String name, FileMode mode, ObjectId id) throws IOException {
    try {
      write(target(folder, name), mode, repository.open(id));
    } catch (FileAlreadyExistsException e) {
      throw new SourceRefused("The repository has two things by the name " + name + ".");
    } catch (FileSystemException e) {
      throw new SourceRefused(
          "The repository's file " + name + " cannot be laid down: " + e.getReason() + ".");
    }
  }

  private void write(Path file, FileMode mode, ObjectLoader content) throws IOException {
    bytes += content.getSize();
    if (bytes > largest.toBytes()) {
      throw new SourceRefused(
          "The repository's files are larger than " + largest.toMegabytes() + " MB together.");
    }
    if (mode.equals(FileMode.SYMLINK)) {
      if (content.getSize() > LONGEST_LINK) {
        throw new SourceRefused("The link " + file.getFileName() + " is too long.");
      }
      String to = new String(content.getBytes(), StandardCharsets.UTF_8);
      Files.createSymbolicLink(file, path(to, to));
      return;
    }
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      content.copyTo(out);
    }
    if (mode.equals(FileMode.EXECUTABLE_FILE)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** A file below the folder, whose own folders are there and are no links. */
  private static Path target(Path folder, String name) throws IOException {
    Path file = folder.resolve(path(name, name)).normalize();
    if (!file.startsWith(folder) || file.equals(folder)) {
      throw new SourceRefused("The repository has a file outside of itself: " + name + ".");
    }
    Path parent = folder;
    for (Path part : folder.relativize(file.getParent())) {
      if (part.toString().isEmpty()) {
        continue;
      }
      parent = parent.resolve(part);
      if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
        // Throws if a link or a file is in the way.
        Files.createDirectory(parent);
      }
    }
    return file;
  }

  private static Path path(String text, String name) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new SourceRefused("The repository has a file whose name cannot be used: " + name + ".");
    }
  }
}
