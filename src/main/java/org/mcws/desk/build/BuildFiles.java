package org.mcws.desk.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Lays out the files of a build in a folder of their own, for as long as it is built. */
@Component
class BuildFiles {

  static final String DOCKERFILE = "Dockerfile";

  private final Starters starters;

  BuildFiles(Starters starters) {
    this.starters = starters;
  }

  /** The Dockerfile's text. */
  String dockerfile(BuildSource source) {
    return source.dockerfile().or(() -> source.starter().map(starters::dockerfile)).orElseThrow();
  }

  /** Files in a folder that is gone when they are closed. */
  record Laid(Path folder, Map<String, byte[]> files) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  Laid lay(BuildSource source) throws IOException {
    Map<String, byte[]> files = files(source);
    Path folder = Files.createTempDirectory("build");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return new Laid(folder, files);
  }

  private Map<String, byte[]> files(BuildSource source) {
    if (source.starter().isPresent()) {
      return starters.files(source.starter().get());
    }
    return new TreeMap<>(
        Map.of(DOCKERFILE, source.dockerfile().orElseThrow().getBytes(StandardCharsets.UTF_8)));
  }
}
