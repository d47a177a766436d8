package org.mcws.desk.platform.sources.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.platform.GitServer;
import org.mcws.desk.platform.GitServer.Work;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.RepositoryAddresses;
import org.mcws.desk.platform.sources.SourceCommit;
import org.mcws.desk.platform.sources.SourceRefused;
import org.springframework.util.unit.DataSize;

/** What communities' repositories have, asked of Git's own server. */
class GitRepositoriesIT {

  @RegisterExtension static final GitServer GIT = new GitServer();

  @TempDir Path folder;
  private final GitRepositories repositories = repositories(List.of(GIT.host()));

  @AfterEach
  void close() throws IOException {
    repositories.close();
  }

  @Test
  void theNewestStateOfABranchIsFetched() throws IOException {
    Work work = GIT.repository("one");
    work.file("Dockerfile", "FROM a:1\n").push("First");
    work.file("Dockerfile", "FROM a:2\n").file("web/deep/page", "hello");
    Files.createSymbolicLink(work.folder().resolve("link"), Path.of("/etc/passwd"));
    Files.setPosixFilePermissions(
        work.folder().resolve("web/deep/page"), PosixFilePermissions.fromString("rwxr-xr-x"));
    String second = work.push("Second\n\nwith more words");
    SourceCommit commit = repositories.fetch(work.url(), "main", folder);
    assertThat(commit.id()).isEqualTo(second);
    assertThat(commit.title()).isEqualTo("Second");
    assertThat(commit.author()).isEqualTo("Gil Gardener");
    assertThat(commit.email()).isEqualTo("gil@owners.test");
    assertThat(folder.resolve("Dockerfile")).hasContent("FROM a:2\n");
    assertThat(folder.resolve("web/deep/page")).hasContent("hello").isExecutable();
    assertThat(Files.readSymbolicLink(folder.resolve("link"))).isEqualTo(Path.of("/etc/passwd"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("Dockerfile", "web", "link");
    }
  }

  @Test
  void branchesAndTagsAreFoundByTheirNames() {
    Work work = GIT.repository("two");
    String first = work.file("a", "1").push("First");
    work.git("tag", "-a", "v1", "-m", "a release");
    work.git("push", "-q", "origin", "v1");
    String second = work.file("a", "2").push("Second");
    work.git("checkout", "-q", "-b", "try/this");
    String third = work.file("a", "3").push("Third");
    assertThat(repositories.commit(work.url(), "main")).contains(second);
    assertThat(repositories.commit(work.url(), "v1")).contains(first);
    assertThat(repositories.commit(work.url(), "try/this")).contains(third);
    assertThat(repositories.commit(work.url(), "")).contains(second);
    assertThat(repositories.commit(work.url(), "nothing")).isEmpty();
    assertThat(repositories.fetch(work.url(), "v1", folder).id()).isEqualTo(first);
    assertThat(folder.resolve("a")).hasContent("1");
  }

  @Test
  void aForcedPushIsTheNewestState() {
    Work work = GIT.repository("three");
    work.file("a", "1").push("First");
    work.git("commit", "-q", "--amend", "--allow-empty", "-m", "Another first");
    String forced = work.push("Second");
    assertThat(repositories.fetch(work.url(), "main", folder).id()).isEqualTo(forced);
  }

  @Test
  void whatIsNotThereIsRefused() {
    Work work = GIT.repository("four");
    work.file("a", "1").push("First");
    assertRefused(work.url(), "nothing", "has no branch or tag nothing");
    assertRefused(GIT.url("nowhere"), "main", "no public repository");
    assertRefused(GIT.url("private/site"), "main", "no public repository");
  }

  @Test
  void anEmptyRepositoryHasNothing() {
    Work work = GIT.repository("five");
    assertRefused(work.url(), "", "has no branch or tag at all");
  }

  @Test
  void moreThanMayComeIsCutOff() {
    Work work = GIT.repository("six");
    StringBuilder noise = new StringBuilder();
    Random random = new Random(1);
    for (int i = 0; i < 3_000_000; i++) {
      noise.append((char) (33 + random.nextInt(90)));
    }
    work.file("big", noise.toString()).push("Big");
    assertRefused(work.url(), "main", "more than 1 MB");
    // What packs well is small on its way and large when it is there.
    work.file("big", "0".repeat(3_000_000)).push("Zeros");
    assertRefused(work.url(), "main", "larger than 1 MB");
  }

  @Test
  void otherRepositoriesWithinAreLeftOut() {
    Work inner = GIT.repository("inner");
    inner.file("a", "1").push("First");
    Work work = GIT.repository("seven");
    work.git("submodule", "--quiet", "add", inner.url(), "inner");
    work.file("a", "1").push("With another within");
    repositories.fetch(work.url(), "main", folder);
    assertThat(folder.resolve("a")).exists();
    assertThat(folder.resolve("inner")).doesNotExist();
  }

  /** Names that Git's own programs refuse to make, but that somebody can write. */
  @ParameterizedTest
  @ValueSource(strings = {"100644 ../out", "100644 a/../../out", "120000 .", "100644 /out"})
  void filesOutsideOfItselfAreRefused(String entry) throws IOException {
    Work work = GIT.repository("evil" + Math.abs(entry.hashCode()));
    work.file("a", "1").push("First");
    String blob = work.plumb("/etc".getBytes(), "hash-object", "-w", "--stdin");
    serve(work, List.of(entry + "\0" + blob));
    Files.createDirectory(folder.resolve("in"));
    assertThatExceptionOfType(SourceRefused.class)
        .isThrownBy(() -> repositories.fetch(work.url(), "main", folder.resolve("in")))
        .withMessageContaining("outside of itself");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void nothingIsWrittenThroughALink() throws IOException {
    Work work = GIT.repository("link");
    work.file("a", "1").push("First");
    String blob = work.plumb("..".getBytes(), "hash-object", "-w", "--stdin");
    String tree = tree(work, List.of("100644 out\0" + blob));
    serve(work, List.of("120000 way\0" + blob, "40000 way\0" + tree));
    Files.createDirectory(folder.resolve("in"));
    assertThatExceptionOfType(SourceRefused.class)
        .isThrownBy(() -> repositories.fetch(work.url(), "main", folder.resolve("in")));
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static void serve(Work work, List<String> entries) throws IOException {
    String tree = tree(work, entries);
    String commit =
        work.plumb(
            ("tree " + tree + "\nauthor a <a@b> 1 +0000\ncommitter a <a@b> 1 +0000\n\nEvil\n")
                .getBytes(),
            "hash-object",
            "-t",
            "commit",
            "-w",
            "--literally",
            "--stdin");
    work.plumb(new byte[0], "update-ref", "refs/heads/main", commit);
  }

  private static String tree(Work work, List<String> entries) throws IOException {
    ByteArrayOutputStream tree = new ByteArrayOutputStream();
    for (String entry : entries) {
      String[] parts = entry.split("\0");
      tree.write(parts[0].getBytes());
      tree.write(0);
      tree.write(HexFormat.of().parseHex(parts[1]));
    }
    return work.plumb(
        tree.toByteArray(), "hash-object", "-t", "tree", "-w", "--literally", "--stdin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no address at all",
        "git@example.org:hispano/site.git",
        "ssh://git@example.org/hispano/site.git",
        "file:///etc",
        "/etc",
        "http://example.org/hispano/site.git",
        "https://user:secret@example.org/hispano/site.git",
        "https://example.org/site.git?a=b",
        "ftp://example.org/site.git",
      })
  void strangeAddressesAreObjectedTo(String url) {
    assertThat(repositories.objection(url)).isPresent();
    assertThat(repositories.objection(url).get()).doesNotContain("secret");
    assertThatExceptionOfType(SourceRefused.class)
        .isThrownBy(() -> repositories.fetch(url, "main", folder));
  }

  @Test
  void onlyKnownServersMayBePrivate() throws IOException {
    Work work = GIT.repository("eight");
    work.file("a", "1").push("First");
    assertThat(repositories.objection(work.url())).isEmpty();
    try (GitRepositories stranger = repositories(List.of())) {
      assertThat(stranger.objection(work.url())).isPresent();
      assertThatExceptionOfType(SourceRefused.class)
          .isThrownBy(() -> stranger.fetch("https://localhost/hispano/site.git", "main", folder))
          .withMessageContaining("private address");
    }
  }

  @Test
  void aServerThatSendsElsewhereIsNotFollowed() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    HttpServer elsewhere =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elsewhere.createContext("/", exchange -> asked.incrementAndGet());
    elsewhere.start();
    try {
      String url = GIT.url("to/" + elsewhere.getAddress().getPort() + "/site");
      assertThatExceptionOfType(SourceRefused.class)
          .isThrownBy(() -> repositories.fetch(url, "main", folder));
      assertThat(asked).hasValue(0);
    } finally {
      elsewhere.stop(0);
    }
  }

  /** Trees that have each other so often that no walk through them ends. */
  @Test
  void aTreeWithoutEndIsGivenUp() throws IOException {
    Work work = GIT.repository("bomb");
    work.file("a", "1").push("First");
    String tree = work.plumb(new byte[0], "hash-object", "-t", "tree", "-w", "--stdin");
    for (int depth = 0; depth < 12; depth++) {
      List<String> entries = new ArrayList<>();
      for (char name = 'a'; name < 'k'; name++) {
        entries.add("40000 " + name + "\0" + tree);
      }
      tree = tree(work, entries);
    }
    serve(work, List.of("40000 a\0" + tree));
    assertRefused(work.url(), "main", "more than 100000 files");
  }

  @Test
  void aCommitFromBeyondAllTimeIsRefused() {
    Work work = GIT.repository("late");
    work.file("a", "1").push("First");
    String tree = work.git("rev-parse", "HEAD^{tree}").strip();
    String commit =
        work.plumb(
            ("tree "
                    + tree
                    + "\nauthor a <a@b> 9999999999999999999 +0000\n"
                    + "committer a <a@b> 1 +0000\n\nLate\n")
                .getBytes(),
            "hash-object",
            "-t",
            "commit",
            "-w",
            "--literally",
            "--stdin");
    work.plumb(new byte[0], "update-ref", "refs/heads/main", commit);
    assertThatExceptionOfType(SourceRefused.class)
        .isThrownBy(() -> repositories.fetch(work.url(), "main", folder));
  }

  @Test
  void aSilentServerIsNotWaitedForForEver() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String host = "127.0.0.1:" + silent.getLocalPort();
      try (GitRepositories careful = repositories(List.of(host))) {
        assertThatExceptionOfType(PlatformUnavailable.class)
            .isThrownBy(() -> careful.fetch("http://" + host + "/site", "main", folder))
            .withMessageContaining(host);
      }
    }
  }

  private void assertRefused(String url, String ref, String words) {
    assertThatExceptionOfType(SourceRefused.class)
        .isThrownBy(() -> repositories.fetch(url, ref, folder))
        .withMessageContaining(words);
    assertThat(folder).isEmptyDirectory();
  }

  private static GitRepositories repositories(List<String> known) {
    return new GitRepositories(
        new SourceSettings(
            known,
            DataSize.ofMegabytes(1),
            Duration.ofSeconds(20),
            new HttpTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2))),
        new RepositoryAddresses(known));
  }
}
