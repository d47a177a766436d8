package org.mcws.desk.platform.images.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.platform.DockerEngine;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.RealDocker;
import org.mcws.desk.platform.RegistryLogins;
import org.mcws.desk.platform.RegistryLogins.Login;
import org.mcws.desk.platform.images.BaseRegistries;
import org.mcws.desk.platform.images.BuildFailed;
import org.mcws.desk.platform.images.BuildFailed.Reason;
import org.mcws.desk.platform.images.BuildOrder;
import org.mcws.desk.platform.images.BuiltImage;
import org.mcws.desk.platform.images.ImageBuilder;
import org.springframework.util.unit.DataSize;

/** What a real engine builds, and what communities' files can do to it. */
class DockerImageBuilderIT extends ImageBuilderContract {

  @RegisterExtension static final RealDocker DOCKER = new RealDocker();

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Limits limits;

  /** What a test changes of the settings. */
  private record Limits(
      String network, DataSize disk, Duration time, DataSize log, Duration keepFor) {

    Limits(String network, DataSize disk, Duration time, DataSize log) {
      this(network, disk, time, log, Duration.ofHours(1));
    }
  }

  @BeforeEach
  void usualLimits() {
    limits =
        new Limits(
            "none", DataSize.ofGigabytes(1), Duration.ofSeconds(60), DataSize.ofKilobytes(64));
  }

  @AfterEach
  void nothingIsLeftOfAnyStep() {
    await().until(() -> DOCKER.client().listContainersCmd().withShowAll(true).exec().isEmpty());
  }

  @Test
  void whoeverMayReadTheRegistryRunsIt() throws IOException {
    file(
        "Dockerfile", FROM + "ARG GREETING=hola\nRUN echo $GREETING > /g\nCMD [\"cat\", \"/g\"]\n");
    BuiltImage image = build(order());
    assertThat(run(image.reference().replaceFirst(":1@", "@"))).isEqualTo("hola\n");
  }

  @Test
  void aStageCanBeNamedAndAnotherDockerfile() throws IOException {
    file(
        "deploy/Dockerfile.prod",
        FROM.replace("\n", " AS one\n") + "CMD [\"echo\", \"one\"]\n" + FROM + "RUN false\n");
    BuildOrder order = order("deploy/Dockerfile.prod", Optional.of("one"));
    assertThat(run(build(order).reference().replaceFirst(":1@", "@"))).isEqualTo("one\n");
  }

  @Test
  void whatIsIgnoredDoesNotComeInAndLinksLeadNowhere() throws IOException {
    file("Dockerfile", FROM + "COPY . /src\nRUN cd /src && find . | sort && cat passwd || true\n");
    file(".dockerignore", "# none of these\n*.log\n**/secret\nnode_modules\n!keep.log\n");
    file("a.log", "");
    file("keep.log", "");
    file("deep/down/secret", "");
    file("node_modules/x/y", "");
    file("secret", "");
    Files.createSymbolicLink(files.resolve("passwd"), Path.of("/etc/shadow"));
    build(order());
    assertThat(log)
        .contains("./keep.log\n", "./deep/down\n", "./passwd\n", "cat: can't open 'passwd'")
        .doesNotContain("./a.log", "secret\n", "node_modules\n./");
  }

  @Test
  void withoutAShellNoStepRunsButFilesCanBeCopied() throws IOException {
    file("program", "");
    file("Dockerfile", "FROM scratch\nCOPY program /program\nCMD [\"/program\"]\n");
    build(order());
    file("Dockerfile", "FROM scratch\nRUN echo\nCMD [\"a\"]\n");
    assertThat(failure()).hasMessageContaining("/bin/sh");
  }

  @Test
  void aRegistryOutOfReachIsNotTheAuthorsFault() throws IOException {
    file("Dockerfile", "FROM " + DOCKER.host() + ":9/nothing:1\n");
    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> build(order()))
        .withMessageContaining("connection refused");
  }

  @Test
  void aBuildThatEatsMemoryIsKilled() throws IOException {
    file("Dockerfile", FROM + "RUN tail /dev/zero\n");
    BuildFailed failure = failure();
    assertThat(failure.reason()).isEqualTo(Reason.MEMORY);
    assertThat(failure).hasMessageContaining("64 MB");
  }

  @Test
  void aBuildThatFillsTheDiskIsStopped() throws IOException {
    limits = new Limits("none", DataSize.ofMegabytes(50), limits.time(), limits.log());
    file("Dockerfile", FROM + "RUN dd if=/dev/zero of=/big bs=1M count=100 && sleep 60\n");
    assertThat(failure().reason()).isEqualTo(Reason.DISK);
  }

  @Test
  void aBuildThatNeverEndsIsStopped() throws IOException {
    limits = new Limits("none", limits.disk(), Duration.ofSeconds(3), limits.log());
    file("Dockerfile", FROM + "RUN trap '' TERM; while true; do sleep 1; done\n");
    assertThat(failure().reason()).isEqualTo(Reason.TIME);
  }

  @Test
  void aBuildThatPrintsForEverIsStopped() throws IOException {
    file("Dockerfile", FROM + "RUN yes 'nothing new'\n");
    assertThat(failure().reason()).isEqualTo(Reason.LOG);
    assertThat(log.length()).isEqualTo((int) limits.log().toBytes());
  }

  @Test
  void aBuildThatForksForEverIsStopped() throws IOException {
    file(
        "Dockerfile",
        FROM
            + "RUN "
            + untilLimited("^[0-9]", "/sys/fs/cgroup/pids.max", "/sys/fs/cgroup/pids/pids.max")
            + "for i in $(seq 200); do sleep 60 & done\n");
    assertThat(failure().reason()).isEqualTo(Reason.STEP);
    assertThat(log).contains("can't fork");
  }

  /** Waits until the desk has given the step its limits, for as long as a build may take. */
  private static String untilLimited(String limit, String... files) {
    return "until grep -qs '" + limit + "' " + String.join(" ", files) + "; do sleep 0.2; done; ";
  }

  /** The right to mount something is the first that more than an ordinary container would have. */
  @Test
  void aStepHasItsShareOfTheProcessorAndNoRightsOverTheMachine() throws IOException {
    file(
        "Dockerfile",
        FROM
            + "RUN "
            + untilLimited(
                "^50000", "/sys/fs/cgroup/cpu.max", "/sys/fs/cgroup/cpu/cpu.cfs_quota_us")
            + "cat /sys/fs/cgroup/cpu.max /sys/fs/cgroup/cpu/cpu.cfs_quota_us;"
            + " mount -t tmpfs none /tmp && echo may mount || echo may not mount\n");
    build(order());
    assertThat(log.toString()).contains("\nmay not mount").containsPattern("\n50000( 100000)?\n");
  }

  @Test
  void theDeskIsOutOfReach() throws IOException {
    HttpServer desk = HttpServer.create(new InetSocketAddress(DOCKER.desk(), 0), 0);
    desk.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
    desk.start();
    try {
      String address = DOCKER.desk() + " " + desk.getAddress().getPort();
      file(
          "Dockerfile",
          FROM
              + "RUN printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 3 "
              + address
              + " | grep ' 204 '\n");
      assertThat(failure().reason()).isEqualTo(Reason.STEP);
      assertThat(log).doesNotContain("204 No Content");
      // A network from which all can be reached shows that the step would have got there.
      limits = new Limits("bridge", limits.disk(), limits.time(), limits.log());
      build(order());
      assertThat(log).contains("204 No Content");
    } finally {
      desk.stop(0);
    }
  }

  /** The lines by which docs/builds.md makes a network that leads to the internet only. */
  @Test
  void theDocumentedNetworkLeadsToNoMachineOfThePlatform() throws IOException {
    for (String line : Files.readAllLines(Path.of("docs/builds.md"))) {
      if (line.startsWith("iptables ") || line.startsWith("docker network ")) {
        DOCKER.onHost("sh", "-c", line);
      }
    }
    limits = new Limits("desk-builds", limits.disk(), limits.time(), limits.log());
    HttpServer desk = HttpServer.create(new InetSocketAddress(DOCKER.desk(), 0), 0);
    desk.start();
    try {
      String tries =
          "RUN nc -w 3 "
              + DOCKER.desk()
              + " "
              + desk.getAddress().getPort()
              + " < /dev/null"
              + "; echo desk $?; nc -w 3 "
              + DOCKER.registry().replace(':', ' ')
              + " < /dev/null"
              + "; echo engine $?; ip route | grep -q default && echo a way out\n";
      file("Dockerfile", FROM + tries);
      build(order());
      assertThat(log).contains("\ndesk 1", "\nengine 1", "\na way out");
      limits = new Limits("bridge", limits.disk(), limits.time(), limits.log());
      log.setLength(0);
      // Else the engine would take the step from what it built before.
      file("Dockerfile", FROM + tries.replace("RUN", "RUN :;"));
      build(order());
      assertThat(log).contains("\ndesk 0", "\nengine 0");
    } finally {
      desk.stop(0);
    }
  }

  @Test
  void whoseImageItIsDoesNothingInWhatIsBuiltFromIt() throws IOException {
    DOCKER.build("trap:1", "FROM " + RealDocker.BASE + "\nONBUILD RUN echo trapped\n");
    file("Dockerfile", "FROM trap:1\nRUN echo mine\n");
    BuildFailed failure = failure();
    assertThat(failure.reason()).isEqualTo(Reason.BASE);
    assertThat(failure).hasMessageContaining("ONBUILD");
    assertThat(log).doesNotContain("trapped");
  }

  @Test
  void whatIsOldIsNotKept() throws IOException {
    file("Dockerfile", FROM + "RUN echo old\n");
    limits = new Limits("none", limits.disk(), limits.time(), limits.log(), Duration.ZERO);
    BuiltImage image = build(order());
    String name = image.reference().replaceFirst("@.*", "");
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> DOCKER.client().inspectImageCmd(name).exec());
    // All that it is built from is still there.
    build(order());
  }

  /** Docker's own files are packed under names that no file of the build can take. */
  @Test
  void noFileTakesThePlaceOfWhatWasChecked() throws IOException {
    file("Dockerfile", FROM + "COPY . /src\nRUN ls -a /src\n");
    file(".\\.mcws-desk.dockerfile", "FROM " + RealDocker.BASE + "\nRUN echo trapped\n");
    file(".mcws-desk.dockerfile/a", "");
    file(".dockerignore/a", "");
    file("plain\\name", "");
    build(order());
    assertThat(log).contains("plain\\name").doesNotContain("trapped");
  }

  @Test
  void whatACommunityHasBuiltIsNotBuiltFrom() throws IOException {
    file("Dockerfile", FROM + "RUN echo mine\n");
    BuiltImage mine = build(order());
    for (String reference :
        List.of(
            mine.reference().replaceFirst("@.*", ""), mine.reference().replaceFirst(":1@", "@"))) {
      file("Dockerfile", "FROM " + reference + "\nRUN echo yours\n");
      assertThat(failure().reason()).as(reference).isEqualTo(Reason.BASE);
    }
    // What looks like the beginning of an image's id is none.
    String id =
        DOCKER
            .client()
            .inspectImageCmd(mine.reference().replaceFirst("@.*", ""))
            .exec()
            .getId()
            .substring(7, 19);
    file("Dockerfile", "FROM " + id + "\nRUN echo yours\n");
    assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> build(order()));
    assertThat(log).doesNotContain("\nyours");
  }

  @Test
  void nothingIsLeftOfVolumes() throws IOException {
    DOCKER.build("data:1", "FROM " + RealDocker.BASE + "\nVOLUME /data\n");
    file("Dockerfile", "FROM data:1\nRUN echo a > /data/a\nRUN false\n");
    failure();
    file("Dockerfile", "FROM data:1\nRUN echo a > /data/a\n");
    build(order());
    assertThat(DOCKER.client().listVolumesCmd().exec().getVolumes()).isNullOrEmpty();
  }

  /** What is copied from stage to stage is in no container that could be watched. */
  @Test
  void anImageThatIsTooLargeIsNotPushed() throws IOException {
    limits = new Limits("none", DataSize.ofMegabytes(50), limits.time(), limits.log());
    file(
        "Dockerfile",
        FROM.replace("\n", " AS big\n")
            + "RUN dd if=/dev/zero of=/big bs=1M count=20\n"
            + FROM
            + "COPY --from=big /big /1\nCOPY --from=big /big /2\nCOPY --from=big /big /3\n");
    assertThat(failure().reason()).isEqualTo(Reason.DISK);
  }

  /** A step can print what the engine prints; it gains nothing. */
  @Test
  void wordsOfTheEngineDeceiveNobody() throws IOException {
    file(
        "Dockerfile",
        FROM + "RUN echo 'Successfully built 0123456789ab' && echo 'Step 1/1 : FROM x'\n");
    build(order());
    file("Dockerfile", FROM + "RUN echo 'Successfully built 0123456789ab' && false\n");
    assertThat(failure().reason()).isEqualTo(Reason.STEP);
  }

  @Test
  void aRegistryThatRefusesSaysWhatToDo() throws IOException {
    file("Dockerfile", FROM);
    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> builds(new Login(RealDocker.USER, "wrong")).build(order(), log::append))
        .withMessageContaining("desk.images.registries")
        .withMessageNotContaining("wrong");
  }

  @Test
  void withoutEngineTheBuildIsTriedAgain() throws IOException {
    file("Dockerfile", FROM);
    DockerEngine none = new DockerEngine(URI.create("unix:///nowhere.sock"), null);
    try (DockerClient client = none.client(Duration.ofSeconds(1), Duration.ofSeconds(1))) {
      assertThatExceptionOfType(PlatformUnavailable.class)
          .isThrownBy(
              () ->
                  new DockerImageBuilder(
                          settings(),
                          () -> none.client(Duration.ofSeconds(1), Duration.ofSeconds(1)),
                          client,
                          PATIENCE,
                          logins(login()),
                          new BaseRegistries(known()))
                      .build(order(), log::append))
          .withMessageContaining("desk.builds.engine");
    }
  }

  @Test
  void anEngineThatDiesInTheMiddleIsNotTheAuthorsFault() throws Exception {
    file("Dockerfile", FROM + "RUN echo it runs && sleep 60\n");
    CompletableFuture<BuiltImage> build = CompletableFuture.supplyAsync(() -> build(order()));
    await().atMost(Duration.ofSeconds(30)).until(() -> log.indexOf("\nit runs") > 0);
    DOCKER.kill();
    try {
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(build::join)
          .withCauseInstanceOf(PlatformUnavailable.class);
    } finally {
      DOCKER.startAgain();
    }
    DOCKER.client().listContainersCmd().withShowAll(true).exec().stream()
        .forEach(left -> DOCKER.client().removeContainerCmd(left.getId()).withForce(true).exec());
    file("Dockerfile", FROM + "RUN echo again\n");
    build(order());
  }

  @Override
  ImageBuilder builder() {
    return builds(login());
  }

  @Override
  Optional<String> inTheRegistry(String image) {
    String[] name = image.replaceFirst(".*?/", "").split(":");
    return DOCKER.digest(name[0], name[1]);
  }

  @Override
  Set<String> known() {
    return Set.of(DOCKER.registry(), DOCKER.host() + ":9");
  }

  @Override
  String missing() {
    return DOCKER.registry() + "/communities/nothing:1";
  }

  private DockerImageBuilder builds(Login login) {
    return new DockerImageBuilder(
        settings(),
        () -> DOCKER.engine().client(PATIENCE, PATIENCE.multipliedBy(4)),
        DOCKER.client(),
        PATIENCE,
        logins(login),
        new BaseRegistries(known()));
  }

  private static RegistryLogins logins(Login login) {
    return new RegistryLogins(Map.of(DOCKER.registry(), login), Set.of(DOCKER.registry()));
  }

  private static Login login() {
    return new Login(RealDocker.USER, RealDocker.PASSWORD);
  }

  private BuildSettings settings() {
    return new BuildSettings(
        DOCKER.engine().address(),
        null,
        DOCKER.registry() + "/communities",
        limits.network(),
        false,
        DataSize.ofMegabytes(64),
        0.5,
        100,
        limits.time(),
        DataSize.ofMegabytes(5),
        limits.disk(),
        limits.log(),
        limits.keepFor());
  }

  /** Fetches an image and gives what it prints. */
  private static String run(String image) {
    return DOCKER.printed(image);
  }
}
