package org.mcws.desk.platform.images.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.platform.DockerEngine;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.FaultProxy.Fault;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.RealDocker;
import org.mcws.desk.platform.RegistryLogins;
import org.mcws.desk.platform.RegistryLogins.Login;
import org.mcws.desk.platform.images.BaseRegistries;
import org.mcws.desk.platform.images.BuildOrder;
import org.mcws.desk.platform.images.BuiltImage;
import org.mcws.desk.platform.images.dockerfile.DockerfileCheck;
import org.mcws.desk.platform.images.dockerfile.Expectations;
import org.springframework.util.unit.DataSize;

/** A bad wire to a real engine: an image is in the registry, whole and once, or it is not built. */
class BuilderFaultsIT {

  @RegisterExtension static final RealDocker DOCKER = new RealDocker();

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration TIME = Duration.ofSeconds(40);

  /**
   * For what is waited for as long as a build may take: what comes before that must have ended by
   * then, beside five other builds.
   */
  private static final Duration SHORT_TIME = Duration.ofSeconds(30);

  /** The same for a pull, before which nothing comes. */
  private static final Duration SHORTEST_TIME = Duration.ofSeconds(8);

  private static final Set<Fault> SILENT =
      Set.of(Fault.SILENCE, Fault.LOST_ANSWER, Fault.STALLED_ANSWER);
  private static final String BILL = "{\"bomFormat\":\"CycloneDX\"}";

  private static final Set<Request> IN_FULL =
      EnumSet.of(
          Request.PULL,
          Request.BUILD,
          Request.TAG,
          Request.PUSH,
          Request.OPEN_IMAGE,
          Request.READ_IMAGE);

  private static final Set<Request> LONG = EnumSet.of(Request.PULL, Request.BUILD, Request.PUSH);

  private static String base;

  @TempDir Path files;
  private final String name = "hispano/" + UUID.randomUUID();

  @BeforeAll
  static void publishTheBase() {
    String published = DOCKER.registry() + "/public/base";
    DOCKER.client().tagImageCmd(RealDocker.BASE, published, "1").exec();
    DOCKER.push(published + ":1");
    base = DOCKER.openRegistry() + "/public/base:1";
  }

  @AfterAll
  static void nothingIsLeft() {
    await("no container")
        .until(() -> DOCKER.client().listContainersCmd().withShowAll(true).exec().isEmpty());
    await("nobody listens to an engine any more")
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("docker-java-stream")));
  }

  /** What is asked of the engine while an image is built, and whether its client asks again. */
  enum Request {
    PULL("POST /images/create", false),
    FIND("GET /images/[^ ]*public[^ ]*/json", true),
    BUILD("POST /build", false),
    LOOK_AT_STEPS("GET /containers/json", true),
    TAG("POST /images/[0-9a-f]+/tag", false),
    PUSH("POST /images/[^ ]*/push", false),
    OPEN_IMAGE("POST /containers/create", false),
    READ_IMAGE("GET /containers/[^ ]*/archive", true),
    CLOSE_IMAGE("DELETE /containers/", true),
    TIDY_UP("POST /images/prune", true);

    private final String pattern;
    private final boolean repeated;

    Request(String pattern, boolean repeated) {
      this.pattern = pattern;
      this.repeated = repeated;
    }
  }

  /** Of what only asks, or only tidies up, some will do. */
  static Stream<Arguments> strikes() {
    Set<Fault> some = Set.of(Fault.SILENCE, Fault.CUT_ANSWER, Fault.STALLED_ANSWER, Fault.GARBAGE);
    return FaultProxy.strikes((Object[]) Request.values())
        .filter(
            strike ->
                IN_FULL.contains((Request) strike.get()[0])
                    || some.contains((Fault) strike.get()[1]));
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("strikes")
  void anImageIsBuiltAndPushedOnce(Request request, Fault fault) throws IOException {
    Files.writeString(files.resolve("bill"), BILL);
    Files.writeString(files.resolve("page"), name);
    Files.writeString(
        files.resolve("Dockerfile"),
        "FROM "
            + base
            + "\nCOPY page /page\nRUN echo made\nCOPY bill /sbom.cdx.json\nCMD [\"cat\", \"/page\"]\nLABEL of="
            + name
            + "\n");
    boolean waits = SILENT.contains(fault) && LONG.contains(request);
    Duration time = !waits ? TIME : request == Request.PULL ? SHORTEST_TIME : SHORT_TIME;
    try (Engine engine = new Engine(DOCKER.registry(), time);
        Engine well = new Engine(DOCKER.registry(), TIME)) {
      Instant begin = Instant.now();
      // Its client repeats what an engine was too busy for, but for what it can't send again.
      boolean repeats = request.repeated || fault == Fault.UNAVAILABLE && request != Request.BUILD;
      Optional<String> said =
          engine
              .wire
              .endure(
                  fault,
                  request.pattern,
                  repeats,
                  () ->
                      assertThat(engine.build(order()).sbom())
                          .as("whatever is said to be built is told whole")
                          .contains(BILL))
              .map(Throwable::getMessage);
      assertThat(Duration.between(begin, Instant.now()))
          .isLessThan(time.plus(PATIENCE.multipliedBy(6)));
      said.ifPresent(
          message ->
              assertThat(message)
                  .contains("Docker engine")
                  .containsIgnoringCase("look")
                  .doesNotContain(RealDocker.PASSWORD));
      Optional<String> pushed = DOCKER.digest("communities/" + name, "1");

      BuiltImage image = well.build(order());

      pushed.ifPresent(digest -> assertThat(image.digest()).isEqualTo(digest));
      assertThat(DOCKER.digest("communities/" + name, "1")).contains(image.digest());
      assertThat(image.sbom()).contains(BILL);
      assertThat(DOCKER.client().listImagesCmd().withLabelFilter(Map.of("of", name)).exec())
          .as("it is built once")
          .hasSize(1);
    }
  }

  /** The engine's own wire to the registry: what the one says of the other is no author's fault. */
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource(Fault.class)
  void anImageIsPushedOverABadWireOnce(Fault fault) throws IOException {
    Files.writeString(files.resolve("Dockerfile"), "FROM " + base + "\nLABEL of=" + name + "\n");
    try (FaultProxy wire =
            new FaultProxy(
                new InetSocketAddress(DOCKER.host(), RealDocker.PORT),
                InetAddress.getByName(DOCKER.desk()));
        Engine engine = new Engine(wire.address(), SILENT.contains(fault) ? SHORT_TIME : TIME);
        Engine well = new Engine(wire.address(), TIME)) {
      // Some that the registry has not heard of the engine itself sends again.
      Optional<PlatformUnavailable> said =
          wire.endure(fault, "PUT /v2/[^ ]*/manifests/", true, () -> engine.build(order()));
      said.ifPresent(
          e ->
              assertThat(e)
                  .hasMessageContaining("the desk tries again")
                  .hasMessageNotContaining(RealDocker.PASSWORD));
      assertThat(DOCKER.digest("communities/" + name, "1").isPresent())
          .as("it is there, or not")
          .isEqualTo(said.isEmpty() || fault.takesEffect());

      BuiltImage image = well.build(order());

      assertThat(DOCKER.digest("communities/" + name, "1")).contains(image.digest());
    }
  }

  private BuildOrder order() {
    try {
      return new BuildOrder(
          files,
          new DockerfileCheck(Set.of(DOCKER.openRegistry()))
              .check(
                  Files.readString(files.resolve("Dockerfile")),
                  new Expectations(false, Optional.empty(), Optional.empty()))
              .plain()
              .orElseThrow(),
          Optional.empty(),
          name,
          "1",
          ImageBuilderContract.CHANGED);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The engine behind a wire of its own, so that many can go wrong at once. */
  private static final class Engine implements AutoCloseable {

    private final FaultProxy wire =
        new FaultProxy(UnixDomainSocketAddress.of(DOCKER.engine().address().getPath()));
    private final DockerClient watch;
    private final DockerImageBuilder builder;

    Engine(String registry, Duration time) {
      BuildSettings settings =
          new BuildSettings(
              URI.create("tcp://127.0.0.1:" + wire.port()),
              null,
              registry + "/communities",
              "none",
              true,
              DataSize.ofMegabytes(64),
              1,
              100,
              time,
              DataSize.ofMegabytes(5),
              DataSize.ofMegabytes(50),
              DataSize.ofKilobytes(64),
              Duration.ofHours(1));
      DockerEngine engine = new DockerEngine(settings.engine(), null);
      watch = engine.client(PATIENCE, PATIENCE);
      builder =
          new DockerImageBuilder(
              settings,
              () -> engine.client(PATIENCE, time.plusMinutes(1)),
              watch,
              PATIENCE,
              new RegistryLogins(
                  Map.of(registry, new Login(RealDocker.USER, RealDocker.PASSWORD)),
                  Set.of(registry)),
              new BaseRegistries(Set.of(DOCKER.openRegistry())));
    }

    BuiltImage build(BuildOrder order) {
      StringBuffer log = new StringBuffer();
      return builder.build(order, log::append);
    }

    @Override
    public void close() throws IOException {
      watch.close();
      wire.close();
    }
  }
}
