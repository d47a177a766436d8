package org.mcws.desk.platform.hosting.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.FaultProxy.Fault;
import org.mcws.desk.platform.RealSwarm;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.Run;
import org.mcws.desk.platform.hosting.Runs;
import org.mcws.desk.platform.hosting.Settings;

/** A bad wire to a real swarm: whatever happens to a request, its effect comes once. */
class SwarmFaultsIT {

  @RegisterExtension static final RealSwarm SWARM = new RealSwarm(1);

  private static final String ID = "/mozilla-xy/bot";
  private static final String RUN = "20261128t0200z1f9c03ab";
  private static final String ELSEWHERE = "elsewhere";
  private static final String PRINTED = "saluton";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Something else of the app has been replaced when they begin. */
  private static final Set<Operation> CHANGED_BEFORE =
      EnumSet.of(Operation.DEPLOY_INSTEAD, Operation.ROLL_BACK, Operation.ALLOW);

  private static SwarmRig rig;
  private static FaultProxy wire;
  private static DockerHttpClient http;
  private static Hosting direct;
  private static Hosting hosting;
  private static Runs runs;

  private String firstVersion;

  @BeforeAll
  static void connect() throws IOException {
    rig = new SwarmRig(SWARM);
    rig.pushImages();
    wire = new FaultProxy(UnixDomainSocketAddress.of(SWARM.docker().engine().address().getPath()));
    SwarmSettings settings =
        rig.settings(URI.create("tcp://127.0.0.1:" + wire.port()), RealSwarm.NETWORK);
    http = settings.dockerEngine().http(PATIENCE, PATIENCE);
    direct = rig.hosting();
    hosting = rig.hosting(settings, http);
    runs = rig.runs(settings, http);
  }

  @AfterAll
  static void close() throws IOException {
    http.close();
    wire.close();
    rig.close();
  }

  @AfterEach
  void clear() {
    rig.clear();
  }

  /** What is done, and which of its requests goes wrong. */
  enum Operation {
    CREATE("POST /services/create", test -> hosting.ensure(app(image("1")))),
    CHANGE("POST /services/[^/]*/update", test -> hosting.ensure(app(image("2")))),
    DEPLOY("POST /services/[^/]*/update", test -> hosting.deploy(ID, image("2"))),
    DEPLOY_INSTEAD("POST /services/[^/]*/update", test -> hosting.deployInstead(ID, image("2"))),
    SETTLE("POST /services/[^/]*/update", test -> settle(hosting)),
    CONFIDE("POST /secrets/create", test -> settle(hosting)),
    ROLL_BACK("POST /services/[^/]*/update", test -> hosting.rollBack(ID, test.firstVersion)),
    SCALE("POST /services/[^/]*/update", test -> hosting.scale(ID, 3)),
    RESTART("POST /services/[^/]*/update", test -> hosting.restart(ID)),
    AVOID("POST /services/[^/]*/update", test -> hosting.avoid(ID, ELSEWHERE)),
    ALLOW("POST /services/[^/]*/update", test -> hosting.allow(ID, ELSEWHERE)),
    KEEP("POST /configs/create", test -> hosting.scale(ID, 3)),
    REMOVE("DELETE /services/", test -> hosting.remove(ID)),
    FORGET("DELETE /configs/", test -> hosting.remove(ID)),
    FORGET_SECRETS("DELETE /secrets/", test -> hosting.remove(ID)),
    FIND("GET /services/", test -> assertThat(hosting.find(ID)).isPresent()),
    DEFINITION(
        "GET /services/", test -> assertThat(hosting.definition(ID)).contains(app(image("1")))),
    OUTPUT(
        "GET /tasks/[^/]*/logs", test -> assertThat(hosting.output(ID)).isEqualTo(PRINTED + "\n")),
    START_RUN("POST /services/create", test -> runs.start(ID, RUN)),
    FIND_RUN("GET /services/", test -> assertThat(runs.find(ID, RUN)).isPresent()),
    REMOVE_RUN("DELETE /services/", test -> runs.remove(ID, RUN));

    private final String request;
    private final Consumer<SwarmFaultsIT> action;

    Operation(String request, Consumer<SwarmFaultsIT> action) {
      this.request = request;
      this.action = action;
    }
  }

  /** Of what only asks, some will do. */
  static Stream<Arguments> strikes() {
    Set<Fault> some = Set.of(Fault.SILENCE, Fault.CUT_ANSWER, Fault.STALLED_ANSWER, Fault.GARBAGE);
    return FaultProxy.strikes((Object[]) Operation.values())
        .filter(
            strike ->
                !((Operation) strike.get()[0]).request.startsWith("GET")
                    || some.contains((Fault) strike.get()[1]));
  }

  private void prepare(Operation operation) {
    // Only what runs can be started anew or print, and only that is worth the time it takes.
    switch (operation) {
      case CREATE -> {
        // It is not there.
      }
      case RESTART -> {
        direct.ensure(app(rig.unhealthyImage()));
        await()
            .atMost(rig.patience())
            .until(() -> direct.find(ID).map(AppStatus::settled).equals(Optional.of(true)));
      }
      case OUTPUT -> {
        direct.ensure(app(rig.unhealthyImage(), "sh", "-c", "echo " + PRINTED + "; sleep 1000"));
        await().atMost(rig.patience()).until(() -> direct.output(ID).contains(PRINTED));
      }
      default -> {
        direct.ensure(app(image("1")));
        change(operation);
      }
    }
  }

  private void change(Operation operation) {
    switch (operation) {
      case ROLL_BACK -> {
        firstVersion = direct.find(ID).orElseThrow().version();
        direct.deploy(ID, image("2"));
      }
      case DEPLOY_INSTEAD -> direct.deploy(ID, image("3"));
      case ALLOW -> direct.avoid(ID, ELSEWHERE);
      case FORGET -> direct.scale(ID, 2);
      case FORGET_SECRETS -> settle(direct);
      case FIND_RUN, REMOVE_RUN -> rig.runs().start(ID, RUN);
      default -> {
        // It is as it should be.
      }
    }
  }

  @ParameterizedTest
  @MethodSource("strikes")
  void theEffectComesOnce(Operation operation, Fault fault) {
    prepare(operation);

    // Its client repeats what only asks or deletes, and what a server was too busy for.
    wire.endure(
            fault,
            operation.request,
            fault == Fault.UNAVAILABLE || !operation.request.startsWith("POST"),
            () -> operation.action.accept(this))
        .ifPresent(
            e ->
                assertThat(e)
                    .hasMessageContaining("The swarm's manager at tcp://")
                    .hasMessageMatching("(?s).*(Check|Look).*"));
    operation.action.accept(this);

    Optional<JsonNode> service = rig.api().find("/services/mozilla-xy_bot");
    int definitions = rig.api().list("/configs").size();
    boolean settles = operation == Operation.SETTLE || operation == Operation.CONFIDE;
    assertThat(rig.api().list("/secrets")).hasSize(settles ? 1 : 0);
    boolean isRun = operation == Operation.START_RUN || operation == Operation.FIND_RUN;
    assertThat(rig.api().find("/services/" + ServiceName.of(Run.id(ID, RUN))).isPresent())
        .isEqualTo(isRun);
    switch (operation) {
      case REMOVE, FORGET, FORGET_SECRETS -> {
        assertThat(service).isEmpty();
        assertThat(definitions).isZero();
      }
      case CREATE, FIND, DEFINITION, OUTPUT, START_RUN, FIND_RUN, REMOVE_RUN -> {
        assertThat(service).isPresent();
        assertThat(definitions).as("nothing has been replaced").isZero();
      }
      default -> {
        JsonNode spec = service.orElseThrow().path("Spec");
        assertThat(definitions)
            .as("one has been replaced, once")
            .isEqualTo(CHANGED_BEFORE.contains(operation) ? 2 : 1);
        assertThat(spec.at("/TaskTemplate/ForceUpdate").asInt())
            .isEqualTo(operation == Operation.RESTART ? 1 : 0);
        assertThat(spec.at("/Mode/Replicated/Replicas").asInt())
            .isEqualTo(operation == Operation.SCALE || operation == Operation.KEEP ? 3 : 1);
        assertThat(spec.at("/TaskTemplate/ContainerSpec/Secrets")).hasSize(settles ? 1 : 0);
        assertThat(spec.at("/TaskTemplate/Placement/Constraints"))
            .hasSize(operation == Operation.AVOID ? 1 : 0);
        assertThat(spec.at("/TaskTemplate/ContainerSpec/Image").asText())
            .startsWith(
                switch (operation) {
                  case CHANGE, DEPLOY, DEPLOY_INSTEAD, SETTLE, CONFIDE -> image("2");
                  case RESTART -> rig.unhealthyImage();
                  default -> image("1");
                });
      }
    }
  }

  /** A first start that nobody has heard of yet is start enough. */
  @Test
  void startsNothingAnewThatHasOnlyJustBegun() {
    direct.ensure(app(image("1")));
    direct.restart(ID);

    JsonNode service = rig.api().find("/services/mozilla-xy_bot").orElseThrow();
    assertThat(service.at("/Spec/TaskTemplate/ForceUpdate").asInt()).isZero();
  }

  private static void settle(Hosting hosting) {
    hosting.deploy(ID, image("2"), new Settings(Map.of(), Map.of("TOKEN", "hidden"), "r1"));
  }

  private static App app(String image, String... command) {
    return new App(
        ID,
        image,
        List.of(command),
        Map.of(),
        Optional.empty(),
        List.of(),
        "",
        new App.Resources(0.01, 16, 0),
        1,
        Map.of(App.SERVICE, "service-1"));
  }

  /** There is none. */
  private static String image(String tag) {
    return SWARM.docker().registry() + "/none/such:" + tag;
  }
}
