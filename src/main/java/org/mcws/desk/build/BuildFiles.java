package org.mcws.desk.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.mcws.desk.platform.images.dockerfile.DockerfileCheck;
import org.mcws.desk.platform.sources.SourceCommit;
import org.mcws.desk.platform.sources.SourceRefused;
import org.mcws.desk.platform.sources.SourceRepositories;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Lays out the files of a build in a folder of their own, for as long as it is built. */
@Component
class BuildFiles {

  static final String DOCKERFILE = "Dockerfile";

  /** What comes from no repository has no date of its own; all such images have this one. */
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private static final int TAG_LENGTH = 12;

  private final Starters starters;
  private final SourceRepositories repositories;

  BuildFiles(Starters starters, SourceRepositories repositories) {
    this.starters = starters;
    this.repositories = repositories;
  }

  /**
   * Files in a folder that is gone when they are closed.
   *
   * @param folder what is gone then
   * @param context what is built
   * @param dockerfile where in it the Dockerfile is
   * @param tag what the image is called: the same for the same commit, or the same files
   * @param changed when they have changed
   * @param commit the state of the repository that they are, if they come from one
   */
  record Laid(
      Path folder,
      Path context,
      String dockerfile,
      String tag,
      Instant changed,
      Optional<SourceCommit> commit)
      implements AutoCloseable {

    /**
     * The Dockerfile's text, as far as it is looked at.
     *
     * @throws SourceRefused if there is none
     */
    String text() throws IOException {
      Path file = context.resolve(dockerfile).normalize();
      if (!file.startsWith(context)
          || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || hasLink(context, file)) {
        throw new SourceRefused(
            "There is no file " + dockerfile + " to build from. Say where the Dockerfile is.");
      }
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        // One more than may be, so that it is found to be too long.
        bytes = in.readNBytes(4 * DockerfileCheck.LONGEST + 1);
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  /** The Dockerfile's text, if it is known before anything is fetched. */
  Optional<String> dockerfile(BuildSource source) {
    return source.dockerfile().or(() -> source.starter().map(starters::dockerfile));
  }

  /**
   * @throws SourceRefused if the files cannot be had
   * @throws org.mcws.desk.platform.PlatformUnavailable if a repository gives no usable answer
   */
  Laid lay(BuildSource source) throws IOException {
    Path folder = Files.createTempDirectory("build");
    Laid laid = null;
    try {
      laid =
          source.git().isPresent()
              ? fetched(source.git().get(), folder)
              : written(files(source), folder);
      return laid;
    } finally {
      if (laid == null) {
        FileSystemUtils.deleteRecursively(folder);
      }
    }
  }

  private Laid fetched(GitSource git, Path folder) {
    SourceCommit commit = repositories.fetch(git.url(), git.ref(), folder);
    Path context = folder.resolve(git.folder()).normalize();
    if (!context.startsWith(folder)
        || !Files.isDirectory(context, LinkOption.NOFOLLOW_LINKS)
        || hasLink(folder, context)) {
      throw new SourceRefused("The repository has no folder " + git.folder() + ".");
    }
    return new Laid(
        folder,
        context,
        git.dockerfile(),
        "git-" + commit.id().substring(0, TAG_LENGTH),
        commit.at(),
        Optional.of(commit));
  }

  /** A folder that is reached by a link may be one of this machine. */
  private static boolean hasLink(Path folder, Path context) {
    for (Path part = context; !part.equals(folder); part = part.getParent()) {
      if (Files.isSymbolicLink(part)) {
        return true;
      }
    }
    return false;
  }

  private static Laid written(Map<String, byte[]> files, Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return new Laid(
        folder,
        folder,
        DOCKERFILE,
        "files-" + sum(files).substring(0, TAG_LENGTH),
        LONG_AGO,
        Optional.empty());
  }

  private Map<String, byte[]> files(BuildSource source) {
    if (source.starter().isPresent()) {
      return starters.files(source.starter().get());
    }
    return Map.of(DOCKERFILE, source.dockerfile().orElseThrow().getBytes(StandardCharsets.UTF_8));
  }

  /** The same for the same files, whatever their order. */
  private static String sum(Map<String, byte[]> files) {
    String all =
        files.entrySet().stream()
            .map(file -> DigestUtils.sha256Hex(file.getValue()) + " " + file.getKey() + "\n")
            .sorted()
            .collect(Collectors.joining());
    return DigestUtils.sha256Hex(all.getBytes(StandardCharsets.UTF_8));
  }
}
