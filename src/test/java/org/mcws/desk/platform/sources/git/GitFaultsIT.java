package org.mcws.desk.platform.sources.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.FaultProxy.Fault;
import org.mcws.desk.platform.GitServer;
import org.mcws.desk.platform.GitServer.Work;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.RepositoryAddresses;
import org.mcws.desk.platform.StrangeServer;
import org.springframework.util.unit.DataSize;

/** A bad wire to Git's own server: what comes is the whole tree of a commit, or nothing of it. */
class GitFaultsIT {

  @RegisterExtension static final GitServer GIT = new GitServer();

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String PAGE = "A page of which nothing may be missing.\n".repeat(20);

  private static FaultProxy wire;
  private static GitRepositories repositories;
  private static String url;
  private static String newest;

  @TempDir Path folder;

  @BeforeAll
  static void connect() {
    URI server = URI.create(GIT.url(""));
    wire = new FaultProxy(new InetSocketAddress(server.getHost(), server.getPort()));
    Work work = GIT.repository("site");
    work.file("Dockerfile", "FROM a:1\n");
    for (int page = 0; page < 20; page++) {
      work.file("web/page" + page, page + PAGE);
    }
    newest = work.push("All of it");
    String known = "127.0.0.1:" + wire.port();
    url = "http://" + known + "/site";
    repositories = repositories(known);
  }

  private static GitRepositories repositories(String known) {
    return new GitRepositories(
        new SourceSettings(
            List.of(known),
            DataSize.ofMegabytes(1),
            Duration.ofSeconds(10),
            new HttpTimeouts(PATIENCE, PATIENCE)),
        new RepositoryAddresses(List.of(known)));
  }

  @AfterAll
  static void close() throws IOException {
    repositories.close();
    wire.close();
  }

  /** What is asked for, and which of its requests goes wrong: those before are the other's, too. */
  enum Operation {
    COMMIT(0, 2) {
      @Override
      void ask(Path folder) {
        assertThat(repositories.commit(url, "main")).contains(newest);
      }
    },
    FETCH(2, 5) {
      @Override
      void ask(Path folder) {
        assertThat(repositories.fetch(url, "main", folder).id()).isEqualTo(newest);
      }
    };

    private final int first;
    private final int end;

    Operation(int first, int end) {
      this.first = first;
      this.end = end;
    }

    IntStream requests() {
      return IntStream.range(first, end);
    }

    abstract void ask(Path folder);
  }

  static Stream<Arguments> strikes() {
    return FaultProxy.strikes((Object[]) Operation.values())
        .flatMap(
            arguments ->
                ((Operation) arguments.get()[0])
                    .requests()
                    .mapToObj(
                        passing -> Arguments.of(arguments.get()[0], arguments.get()[1], passing)));
  }

  @ParameterizedTest
  @MethodSource("strikes")
  void whatComesIsWhole(Operation operation, Fault fault, int passing) throws IOException {
    List<Path> before = temporary();
    // JGit tries another way to log in when it does not understand an answer.
    boolean repeats = fault == Fault.GARBAGE;
    boolean failed =
        wire.endure(fault, passing, "(GET|POST) /site/", repeats, () -> operation.ask(folder))
            .map(e -> assertThat(e).hasMessageContaining("Look whether its server is up"))
            .isPresent();
    if (failed) {
      assertThat(folder).isEmptyDirectory();
      operation.ask(folder);
    }
    if (operation == Operation.FETCH) {
      for (int page = 0; page < 20; page++) {
        assertThat(folder.resolve("web/page" + page)).hasContent(page + PAGE);
      }
    }
    // Others fetch here, too, and tidy up after themselves.
    List<Path> left = new ArrayList<>(temporary());
    left.removeAll(before);
    await("nothing is left").until(() -> left.stream().noneMatch(Files::exists));
  }

  /** Nobody has said that there is no such repository, or that it is not for everybody. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-git-upload-pack-advertisement|",
        "application/x-git-upload-pack-advertisement|001e# service=git-upload-pack\n0000",
        "application/x-git-upload-pack-advertisement|001e# service=git-upload-pack\n0000000eversion 2\n",
        "application/x-git-upload-pack-advertisement|001e# service=git-upl",
        "application/x-git-upload-pack-advertisement|zzzz",
        "text/html|<html>Log in to the network first</html>",
      })
  void anAnswerThatEndsEarlyIsNoRefusal(String answer) throws IOException {
    String[] parts = answer.split("\\|", -1);
    try (StrangeServer server =
        StrangeServer.with(
            (visitor, self) -> {
              visitor.getInputStream().read(new byte[8192]);
              visitor
                  .getOutputStream()
                  .write(
                      ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: "
                              + parts[0]
                              + "\r\n\r\n"
                              + parts[1])
                          .getBytes(StandardCharsets.UTF_8));
            })) {
      String host = "127.0.0.1:" + server.port();
      try (GitRepositories careful = repositories(host)) {
        assertThatExceptionOfType(PlatformUnavailable.class)
            .isThrownBy(() -> careful.commit("http://" + host + "/site", "main"))
            .withMessageContaining("http://" + host + "/site");
      }
    }
  }

  private static List<Path> temporary() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().startsWith("repository")).toList();
    }
  }
}
