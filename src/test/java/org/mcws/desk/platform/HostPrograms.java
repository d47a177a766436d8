package org.mcws.desk.platform;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image that is made of this machine's own programs, since none can be fetched: bash, Python and
 * Node.js with what they need, and something that serves pages where nginx would.
 */
public final class HostPrograms {

  private static final Pattern LIBRARY = Pattern.compile("(?:=> )?(/\\S+) \\(0x");
  private static final String NGINX = "#!/bin/sh\nexec httpd -f -p 8080 -h /usr/share/nginx/html\n";

  private HostPrograms() {}

  /**
   * Builds it on top of {@link RealDocker#BASE}.
   *
   * @param tags the names that it gets
   */
  public static void build(DockerClient docker, String... tags) {
    try {
      Path tar = Files.createTempFile("programs", ".tar");
      try {
        try (TarArchiveOutputStream out =
            new TarArchiveOutputStream(Files.newOutputStream(tar), "UTF-8")) {
          out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
          fill(out);
        }
        try (InputStream in = Files.newInputStream(tar)) {
          docker.buildImageCmd(in).withTags(Set.of(tags)).start().awaitImageId(2, TimeUnit.MINUTES);
        }
      } finally {
        Files.delete(tar);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(TarArchiveOutputStream out) throws IOException {
    text(out, "Dockerfile", "FROM " + RealDocker.BASE + "\nCOPY . /\nCMD [\"sh\"]\n");
    text(out, ".dockerignore", "Dockerfile\n");
    text(out, "usr/local/bin/nginx", NGINX);
    Path python = Path.of("/usr/bin/python3").toRealPath();
    Path node =
        Stream.of(System.getenv("PATH").split(":"))
            .map(folder -> Path.of(folder, "node"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("Node.js is missing: apt-get install nodejs"));
    Path library = Path.of("/usr/lib", python.getFileName().toString());
    Set<Path> files = new LinkedHashSet<>();
    for (Path program : List.of(Path.of("/bin/bash"), python)) {
      files.add(program);
      files.addAll(libraries(program));
    }
    files.addAll(libraries(node));
    try (Stream<Path> modules = Files.walk(library)) {
      modules
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> !file.toString().matches(".*/(__pycache__|test|config-[^/]*)/.*"))
          .forEach(files::add);
    }
    for (Path module : List.copyOf(files)) {
      if (module.startsWith(library) && module.toString().endsWith(".so")) {
        files.addAll(libraries(module));
      }
    }
    for (Path file : files) {
      put(out, file.toString().substring(1), Files.readAllBytes(file));
    }
    put(out, "usr/bin/python3", Files.readAllBytes(python));
    put(out, "usr/bin/node", Files.readAllBytes(node));
  }

  private static Set<Path> libraries(Path program) throws IOException {
    Process ldd = new ProcessBuilder("ldd", program.toString()).start();
    Matcher found =
        LIBRARY.matcher(new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    Set<Path> libraries = new LinkedHashSet<>();
    while (found.find()) {
      libraries.add(Path.of(found.group(1)));
    }
    return libraries;
  }

  private static void text(TarArchiveOutputStream out, String name, String text)
      throws IOException {
    put(out, name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void put(TarArchiveOutputStream out, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setMode(0755);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }
}
