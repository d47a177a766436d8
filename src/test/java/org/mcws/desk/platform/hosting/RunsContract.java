package org.mcws.desk.platform.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;

/** What every hosting platform must do for runs of apps. */
public abstract class RunsContract {

  protected static final String ID = "/mozilla-xy/backup";
  protected static final String RUN = "20261128t0200z1f9c03ab";

  /** The platform, with nothing on it at the start of each test. */
  protected abstract Hosting hosting();

  protected abstract Runs runs();

  /** A scheduled app that prints something and ends with this. */
  protected abstract App ending(int exitCode);

  /** One that goes on for as long as nobody stops it. */
  protected abstract App endless();

  /** One whose image does not exist. */
  protected abstract App missing();

  /** What {@link #ending} prints, or a part of it. */
  protected abstract String printed();

  /** How long what has been asked for may take. */
  protected Duration patience() {
    return Duration.ofSeconds(10);
  }

  /** A scheduled app. */
  protected static App app(String image, List<String> command) {
    return new App(
        ID,
        image,
        command,
        Map.of("LANG", "eo"),
        Optional.empty(),
        List.of(),
        "",
        new App.Resources(0.1, 32, 0),
        0,
        Map.of(App.SERVICE, "service-1", App.SCHEDULED, "yes"));
  }

  protected final Run eventually(Predicate<Run> wanted) {
    return await()
        .atMost(patience())
        .pollInterval(Duration.ofMillis(20))
        .until(() -> runs().find(ID, RUN), run -> run.isPresent() && wanted.test(run.get()))
        .orElseThrow();
  }

  /** What is being deployed lets no other change in. */
  private AppStatus settled(App app) {
    return await()
        .atMost(patience())
        .ignoreExceptionsInstanceOf(PlatformUnavailable.class)
        .until(
            () -> {
              hosting().ensure(app);
              return hosting().find(ID).orElseThrow();
            },
            AppStatus::settled);
  }

  @Test
  void runsToItsEndOnceAndTellsWhatItPrinted() {
    hosting().ensure(ending(0));

    runs().start(ID, RUN);

    assertThat(eventually(Run::hasEnded)).isEqualTo(Run.SUCCEEDED);
    assertThat(runs().output(ID, RUN)).containsOnlyOnce(printed());
  }

  @Test
  void tellsWhatAProgramThatFailedHasEndedWith() {
    hosting().ensure(ending(1));

    runs().start(ID, RUN);

    Run end = eventually(Run::hasEnded);
    assertThat(end.state()).isEqualTo(Run.State.FAILED);
    assertThat(end.exitCode()).contains(1);
    assertThat(runs().output(ID, RUN)).containsOnlyOnce(printed());
  }

  @Test
  void beginsNothingAnewThatIsThereAlready() {
    hosting().ensure(ending(0));
    runs().start(ID, RUN);
    runs().start(ID, RUN);
    eventually(Run::hasEnded);

    runs().start(ID, RUN);

    assertThat(runs().find(ID, RUN)).contains(Run.SUCCEEDED);
    assertThat(runs().output(ID, RUN)).containsOnlyOnce(printed());
  }

  @Test
  void runsBesideAnother() {
    String other = "20261128t0200z2f9c03ab";
    hosting().ensure(endless());
    runs().start(ID, RUN);
    runs().start(ID, other);
    eventually(Run.RUNNING::equals);
    await().atMost(patience()).until(() -> runs().find(ID, other).equals(Optional.of(Run.RUNNING)));

    runs().remove(ID, other);

    gone(other);
    assertThat(runs().find(ID, RUN)).contains(Run.RUNNING);
  }

  @Test
  void leavesTheAppItselfAlone() {
    AppStatus before = settled(endless());
    runs().start(ID, RUN);
    eventually(Run.RUNNING::equals);

    assertThat(hosting().find(ID)).contains(before);
    assertThat(before.tasks()).isEmpty();
    assertThat(before.isSuspended()).isFalse();
    hosting().remove(ID);
    assertThat(runs().find(ID, RUN)).as("it is let end").contains(Run.RUNNING);
  }

  @Test
  void runsWhatTheAppIsThen() {
    settled(missing());
    hosting().deploy(ID, ending(0).image());
    settled(ending(0));

    runs().start(ID, RUN);

    assertThat(eventually(Run::hasEnded)).isEqualTo(Run.SUCCEEDED);
  }

  @Test
  void tellsWhyItCannotBegin() {
    hosting().ensure(missing());

    runs().start(ID, RUN);

    Run end = eventually(Run::hasEnded);
    assertThat(end.state()).isEqualTo(Run.State.FAILED);
    assertThat(end.exitCode()).isEmpty();
    assertThat(end.message()).contains(missing().image());
  }

  @Test
  void stopsWhatStillRuns() {
    hosting().ensure(endless());
    runs().start(ID, RUN);
    eventually(Run.RUNNING::equals);

    runs().remove(ID, RUN);
    runs().remove(ID, RUN);

    gone(RUN);
  }

  private void gone(String run) {
    await()
        .atMost(patience())
        .pollInterval(Duration.ofMillis(20))
        .until(() -> runs().find(ID, run).isEmpty());
  }

  @Test
  void keepsItsOutputIfItSaysSo() {
    hosting().ensure(ending(0));
    runs().start(ID, RUN);
    eventually(Run::hasEnded);

    runs().remove(ID, RUN);
    gone(RUN);

    assertThat(runs().output(ID, RUN).contains(printed())).isEqualTo(runs().keepOutput());
  }

  @Test
  void cannotRunWhatIsNotThere() {
    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> runs().start(ID, RUN))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("appMissing"))
        .withMessageContaining(ID);
    assertThat(runs().find(ID, RUN)).isEmpty();
    assertThat(runs().output(ID, RUN)).doesNotContain(printed());
  }
}
