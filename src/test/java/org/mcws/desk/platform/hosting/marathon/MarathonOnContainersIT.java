package org.mcws.desk.platform.hosting.marathon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.RealDocker;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.HostingContract;
import org.mcws.desk.platform.hosting.HostingPlatform;
import org.mcws.desk.sandbox.marathon.Containers;

/** The contract with a sandbox whose tasks are containers. */
class MarathonOnContainersIT extends HostingContract {

  @RegisterExtension static final RealDocker DOCKER = new RealDocker();

  private static final String NAME = "registry.example/xy/site:";

  @TempDir Path folder;
  private SandboxRig rig;
  private Hosting hosting;

  @BeforeAll
  static void images() {
    for (String tag : List.of("1", "2")) {
      serve(NAME + tag, NAME + tag);
    }
    DOCKER.build(
        NAME + "broken",
        "FROM " + RealDocker.BASE + "\nCMD [\"sleep\", \"100000\"]\nSTOPSIGNAL KILL\n");
    serve(DOCKER.registry() + "/xy/site:2", NAME + "2");
    DOCKER.push(DOCKER.registry() + "/xy/site:2");
  }

  private static void serve(String image, String text) {
    DOCKER.build(
        image,
        "FROM "
            + RealDocker.BASE
            + "\nCMD [\"sh\", \"-c\", \"mkdir /www; echo $MARATHON_APP_ID "
            + text
            + " > /www/index.html; exec httpd -f -p 8080 -h /www\"]\nSTOPSIGNAL KILL\n");
  }

  @BeforeEach
  void start() throws IOException {
    rig =
        new SandboxRig(
            SandboxRig.FAST.withSpeed(Duration.ofMillis(60), 0.5),
            folder,
            new Containers(DOCKER.engine().address(), DOCKER.host(), folder.toString()));
    hosting = rig.hosting();
  }

  @AfterEach
  void stop() {
    rig.close();
    assertThat(containers()).as("nothing is left").isEmpty();
  }

  @Override
  protected HostingPlatform platform() {
    return new Platform(hosting, rig);
  }

  @Test
  void keepsWhatACommunitysProgramUsesWithinItsLimits() {
    App greedy = withResources(worker(goodImage(1)), new App.Resources(0.1, 16, 0));
    hosting.ensure(
        new App(
            greedy.id(),
            greedy.image(),
            List.of("sh", "-c", "x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done"),
            Map.of(),
            greedy.port(),
            greedy.hostNames(),
            greedy.healthPath(),
            greedy.resources(),
            1,
            greedy.labels()));

    AppStatus status = eventually(found -> found.lastFailure().isPresent());

    assertThat(status.lastFailure().orElseThrow().message()).contains("status 137");
  }

  @Test
  void tellsAProgramItsSettings() {
    DOCKER.build(NAME + "teller", teller(RealDocker.BASE));
    seesItsSettings(NAME + "teller");
  }

  @Test
  void startsAnotherWhenAContainerDies() {
    AppStatus before = running(site(goodImage(1)));

    DOCKER.client().killContainerCmd(containers().get(0)).exec();

    AppStatus after =
        eventually(found -> found.settled() && !taskIds(found).equals(taskIds(before)));
    assertThat(after.lastFailure().orElseThrow().message()).contains("status 137");
    assertThat(visit("xy.example")).contains(goodImage(1));
  }

  /** A program that has done its work is started anew, but not at once. */
  @Test
  void doesNotTurnInCirclesWithAProgramThatEnds() {
    App ending = worker(goodImage(1));
    hosting.ensure(
        new App(
            ending.id(),
            ending.image(),
            List.of("true"),
            Map.of(),
            ending.port(),
            ending.hostNames(),
            ending.healthPath(),
            ending.resources(),
            1,
            ending.labels()));

    assertThat(eventually(found -> found.waitingFor().isPresent()).waitingFor().orElseThrow())
        .contains("Backoff");
  }

  @Test
  void goesOnWhenTheEngineHasBeenAway() throws Exception {
    running(site(goodImage(1)));
    DOCKER.kill();
    DOCKER.startAgain();

    hosting.remove(ID);

    await().atMost(patience()).until(() -> containers().isEmpty());
    hosting.ensure(site(goodImage(1)));
    settled();
  }

  @Test
  void removesWhatAnEarlierSandboxLeftBehind() throws IOException {
    running(site(goodImage(1)));
    List<String> left = containers();
    assertThat(left).isNotEmpty();

    try (Containers next =
        new Containers(DOCKER.engine().address(), DOCKER.host(), folder.toString())) {
      assertThat(next).isNotNull();
      assertThat(containers()).as("the earlier one makes others").doesNotContainAnyElementsOf(left);
    }
  }

  private static List<String> containers() {
    return DOCKER.client().listContainersCmd().withShowAll(true).exec().stream()
        .map(Container::getId)
        .toList();
  }

  private record Platform(Hosting hosting, SandboxRig rig) implements HostingPlatform {

    @Override
    public String goodImage(int version) {
      return NAME + version;
    }

    @Override
    public String pinned(int version) {
      return DOCKER.registry()
          + "/xy/site:"
          + version
          + "@"
          + DOCKER.digest("xy/site", Integer.toString(version)).orElseThrow();
    }

    @Override
    public String unhealthyImage() {
      return NAME + "broken";
    }

    @Override
    public String missingImage() {
      return DOCKER.registry() + "/xy/site:missing";
    }

    @Override
    public String visit(String hostName) {
      return rig.visit(hostName, "/");
    }

    @Override
    public int processors() {
      return 64;
    }

    @Override
    public Duration patience() {
      return Duration.ofMinutes(1);
    }
  }
}
