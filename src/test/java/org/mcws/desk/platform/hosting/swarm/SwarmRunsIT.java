package org.mcws.desk.platform.hosting.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.platform.RealSwarm;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.Run;
import org.mcws.desk.platform.hosting.Runs;
import org.mcws.desk.platform.hosting.RunsContract;

/** Runs in a real swarm. */
class SwarmRunsIT extends RunsContract {

  @RegisterExtension static final RealSwarm SWARM = new RealSwarm(1);

  private static SwarmRig rig;

  @BeforeAll
  static void begin() throws IOException {
    rig = new SwarmRig(SWARM);
    rig.pushImages();
  }

  @AfterAll
  static void end() throws IOException {
    rig.close();
  }

  @AfterEach
  void clear() {
    rig.clear();
    // The next test has a run of the same name.
    await().atMost(patience()).until(() -> rig.api().list("/tasks").isEmpty());
  }

  @Override
  protected Hosting hosting() {
    return rig.hosting();
  }

  @Override
  protected Runs runs() {
    return rig.runs();
  }

  @Override
  protected App ending(int exitCode) {
    return app(
        rig.goodImage(1),
        List.of("sh", "-c", "echo this is $LANG; echo alas >&2; exit " + exitCode));
  }

  @Override
  protected App endless() {
    return app(rig.unhealthyImage(), List.of());
  }

  @Override
  protected App missing() {
    return app(rig.missingImage(), List.of());
  }

  @Override
  protected String printed() {
    return "this is eo\n";
  }

  @Override
  protected Duration patience() {
    return Duration.ofMinutes(1);
  }

  @Test
  void keepsTheLastOfWhatIsPrintedHoweverMuchItIs() {
    String many = "i=0; while [ $i -lt 5000 ]; do i=$((i+1)); echo line $i; done; echo '—the end—'";
    hosting().ensure(app(rig.goodImage(1), List.of("sh", "-c", many)));

    runs().start(ID, RUN);

    eventually(Run::hasEnded);
    assertThat(runs().output(ID, RUN))
        .hasSize(Runs.LONGEST_OUTPUT)
        .endsWith("line 5000\n—the end—\n");
  }

  @Test
  void tellsThatAProgramWantedTooMuchMemory() {
    String greedy = "x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done";
    hosting().ensure(app(rig.goodImage(1), List.of("sh", "-c", greedy)));

    runs().start(ID, RUN);

    assertThat(eventually(Run::hasEnded).exitCode()).contains(137);
  }
}
