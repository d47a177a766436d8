package org.mcws.desk.platform.hosting.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.mcws.desk.platform.hosting.Settings;

/** A bad wire to a real swarm: whatever happens to a request, its effect comes once. */
class SwarmFaultsIT {

  @RegisterExtension static final RealSwarm SWARM = new RealSwarm(1);

  private static final String ID = "/mozilla-xy/bot";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static SwarmRig rig;
  private static FaultProxy wire;
  private static DockerHttpClient http;
  private static Hosting direct;
  private static Hosting hosting;

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
    CREATE("POST /services/create", hosting -> hosting.ensure(app(image("1")))),
    CHANGE("POST /services/[^/]*/update", hosting -> hosting.ensure(app(image("2")))),
    DEPLOY("POST /services/[^/]*/update", hosting -> hosting.deploy(ID, image("2"))),
    SETTLE("POST /services/[^/]*/update", SwarmFaultsIT::settle),
    CONFIDE("POST /secrets/create", SwarmFaultsIT::settle),
    SCALE("POST /services/[^/]*/update", hosting -> hosting.scale(ID, 3)),
    RESTART("POST /services/[^/]*/update", hosting -> hosting.restart(ID)),
    AVOID("POST /services/[^/]*/update", hosting -> hosting.avoid(ID, "elsewhere")),
    KEEP("POST /configs/create", hosting -> hosting.scale(ID, 3)),
    REMOVE("DELETE /services/", hosting -> hosting.remove(ID)),
    FORGET("DELETE /configs/", hosting -> hosting.remove(ID)),
    FORGET_SECRETS("DELETE /secrets/", hosting -> hosting.remove(ID)),
    FIND("GET /services/", hosting -> hosting.find(ID)),
    OUTPUT("GET /tasks/[^/]*/logs", hosting -> hosting.output(ID));

    private final String request;
    private final Consumer<Hosting> action;

    Operation(String request, Consumer<Hosting> action) {
      this.request = request;
      this.action = action;
    }
  }

  static Stream<Arguments> strikes() {
    return FaultProxy.strikes((Object[]) Operation.values());
  }

  @ParameterizedTest
  @MethodSource("strikes")
  void theEffectComesOnce(Operation operation, Fault fault) {
    // Only what runs can be started anew, and only that is worth the time it takes.
    String image = operation == Operation.RESTART ? rig.unhealthyImage() : image("1");
    if (operation != Operation.CREATE) {
      direct.ensure(app(image));
    }
    if (operation == Operation.RESTART || operation == Operation.OUTPUT) {
      await()
          .atMost(rig.patience())
          .until(() -> direct.find(ID).map(AppStatus::settled).equals(Optional.of(true)));
    }
    if (operation == Operation.FORGET) {
      direct.scale(ID, 2);
    }
    if (operation == Operation.FORGET_SECRETS) {
      settle(direct);
    }
    // Its client repeats what only asks or deletes, and what a server was too busy for.
    wire.endure(
        fault,
        operation.request,
        fault == Fault.UNAVAILABLE || !operation.request.startsWith("POST"),
        () -> operation.action.accept(hosting));
    operation.action.accept(hosting);

    Optional<JsonNode> service = rig.api().find("/services/mozilla-xy_bot");
    int definitions = rig.api().list("/configs").size();
    boolean settles = operation == Operation.SETTLE || operation == Operation.CONFIDE;
    assertThat(rig.api().list("/secrets")).hasSize(settles ? 1 : 0);
    switch (operation) {
      case REMOVE, FORGET, FORGET_SECRETS -> {
        assertThat(service).isEmpty();
        assertThat(definitions).isZero();
      }
      case CREATE, FIND, OUTPUT -> {
        assertThat(service).isPresent();
        assertThat(definitions).as("nothing has been replaced").isZero();
      }
      default -> {
        JsonNode spec = service.orElseThrow().path("Spec");
        assertThat(definitions).as("one has been replaced, once").isEqualTo(1);
        assertThat(spec.at("/TaskTemplate/ForceUpdate").asInt())
            .isEqualTo(operation == Operation.RESTART ? 1 : 0);
        assertThat(spec.at("/Mode/Replicated/Replicas").asInt())
            .isEqualTo(operation == Operation.SCALE || operation == Operation.KEEP ? 3 : 1);
        assertThat(spec.at("/TaskTemplate/ContainerSpec/Secrets")).hasSize(settles ? 1 : 0);
        assertThat(spec.at("/TaskTemplate/ContainerSpec/Image").asText())
            .startsWith(
                settles || operation == Operation.DEPLOY || operation == Operation.CHANGE
                    ? image("2")
                    : image);
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

  private static App app(String image) {
    return new App(
        ID,
        image,
        List.of(),
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
