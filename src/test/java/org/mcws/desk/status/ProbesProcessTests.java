package org.mcws.desk.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.onboarding.PlatformOutside;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.AppStirred;
import org.mcws.desk.sandbox.Sandbox;
import org.mcws.desk.sandbox.SandboxHands;
import org.mcws.desk.sandbox.marathon.MarathonSandbox;
import org.mcws.desk.status.events.ProbeVerdict;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Services in the sandbox die and come back, and the probes notice. */
@ProcessTest
class ProbesProcessTests {

  private static final Instant TUESDAY = Instant.parse("2027-03-02T11:00:00Z");

  @Autowired private ConfigurableApplicationContext desk;
  @Autowired private JdbcTemplate database;
  @Autowired private Door door;
  @Autowired private Probes probes;

  private MarathonSandbox marathon;
  private PlatformOutside platform;
  private final List<DeliveredSite> sites = new ArrayList<>();
  private final List<ProbeVerdict> verdicts = new CopyOnWriteArrayList<>();
  private final ApplicationListener<PayloadApplicationEvent<?>> ears =
      new ApplicationListener<>() {
        @Override
        public void onApplicationEvent(PayloadApplicationEvent<?> event) {
          if (event.getPayload() instanceof ProbeVerdict verdict) {
            verdicts.add(verdict);
          }
        }
      };

  @BeforeEach
  void stage(@Autowired Sandbox sandbox, @Autowired Environment settings) {
    marathon = SandboxHands.marathon(sandbox);
    platform = new PlatformOutside(settings);
    desk.addApplicationListener(ears);
    ClockUtil.setCurrentTime(Date.from(TUESDAY));
  }

  @AfterEach
  void clear() {
    desk.removeApplicationListener(ears);
    ClockUtil.reset();
    for (String server : new String[] {"marathon", "dns"}) {
      door.send(null, "DELETE", "/api/sandbox/" + server + "/faults", null);
    }
    sites.forEach(DeliveredSite::remove);
  }

  @Test
  void aTaskThatDiesIsLookedAtAtOnceAndOnce() {
    DeliveredSite site = site();
    ProbeHands.look(desk);
    assertThat(due(site)).isZero();
    await()
        .until(
            () -> {
              marathon.killTasks(site.app());
              desk.getBean(StirredApps.class).lookAtThem();
              return due(site) > 0;
            });

    database.update("update probe set streak = 1 where service = ? and kind = 'PAGE'", site.id());
    database.update(
        "update probe set next_at = next_at + interval '1 minute' where service = ?", site.id());
    desk.publishEvent(new AppStirred(site.app()));
    desk.getBean(StirredApps.class).lookAtThem();
    assertThat(due(site)).as("looks are counted already, each at its time").isZero();
  }

  private int due(DeliveredSite site) {
    return database.queryForObject(
        "select count(*) from probe where service = ? and kind = 'PAGE' and next_at <= ?",
        Integer.class,
        site.id(),
        Timestamp.from(ClockUtil.getCurrentTime().toInstant()));
  }

  @Test
  void threeBadLooksMakeASiteDownAndThreeGoodOnesBringItBack() {
    DeliveredSite site = site();
    ProbeHands.look(desk);
    assertThat(verdicts).isEmpty();

    makeUnhealthy(site);
    ProbeHands.lookForMinutes(desk, 2);
    assertThat(ProbeHands.down(desk, site.id())).isEmpty();
    ProbeHands.lookForMinutes(desk, 1);

    assertThat(ProbeHands.down(desk, site.id())).containsExactly("PAGE");
    assertThat(verdicts).hasSize(1);
    assertThat(verdicts.get(0).since()).isEqualTo(TUESDAY.plus(Duration.ofMinutes(1)));
    assertThat(verdicts.get(0).evidence()).contains(site.host()).contains("status 5");

    mend(site);
    ProbeHands.lookForMinutes(desk, 2);
    assertThat(ProbeHands.down(desk, site.id())).containsExactly("PAGE");
    ProbeHands.lookForMinutes(desk, 1);

    assertThat(ProbeHands.down(desk, site.id())).isEmpty();
    assertThat(verdicts).last().extracting(ProbeVerdict::up).isEqualTo(true);
    assertThat(
            database.queryForList(
                "select extract(epoch from ended_at - began_at) from outage where service = ?",
                Double.class,
                site.id()))
        .containsExactly(180.0);
  }

  @Test
  void oneGoodLookForgivesTwoBadOnes() {
    DeliveredSite site = site();
    makeUnhealthy(site);
    ProbeHands.lookForMinutes(desk, 2);
    mend(site);
    ProbeHands.lookForMinutes(desk, 1);
    makeUnhealthy(site);
    ProbeHands.lookForMinutes(desk, 2);

    assertThat(verdicts).isEmpty();
  }

  @Test
  void aRecordThatSomebodyChangesByHandIsNoticed() {
    DeliveredSite site = site();
    platform.makeAddress("example", site.host());
    ProbeHands.lookForMinutes(desk, 6);

    assertThat(ProbeHands.down(desk, site.id())).containsExactly("PAGE", "RECORDS");
    assertThat(verdicts).extracting(ProbeVerdict::evidence).allMatch(e -> e.contains("wanted is"));
  }

  @Test
  void aWorkerWhoseTasksAreGoneIsDown() {
    DeliveredSite worker = DeliveredSite.worker(desk, "ghcr.io/hispano/bot:1");
    sites.add(worker);
    ProbeHands.watch(desk, worker.id());
    ProbeHands.look(desk);
    platform.removeApp(worker.app());
    ProbeHands.lookForMinutes(desk, 3);

    assertThat(ProbeHands.down(desk, worker.id())).containsExactly("TASKS");
  }

  @Test
  void aHostingPlatformThatDoesNotAnswerSaysNothingAboutAWorker() {
    DeliveredSite worker = DeliveredSite.worker(desk, "ghcr.io/hispano/bot:1");
    sites.add(worker);
    ProbeHands.watch(desk, worker.id());
    door.post(
        null,
        "/api/sandbox/marathon/faults",
        "{\"kind\": \"error\", \"status\": 503, \"times\": 50}");
    ProbeHands.lookForMinutes(desk, 5);

    assertThat(verdicts).isEmpty();
  }

  @Test
  void twoDesksMakeEachLookOnce() throws Exception {
    DeliveredSite site = site();
    database.update(
        "insert into delivered_service (id, community, kind, name, managed_by, state,"
            + " specification, created_at) select community || '.w' || n, community, 'WORKER',"
            + " 'w' || n, 'OPS', 'DELIVERED', '{}', created_at"
            + " from delivered_service, generate_series(1, 300) n where id = ?",
        site.id());
    ProbeHands.watch(desk);
    database.update(
        "update probe set next_at = ? where kind = 'TASKS' and service like ?",
        Timestamp.from(TUESDAY),
        site.slug() + ".w%");
    ExecutorService desks = Executors.newFixedThreadPool(2);
    try {
      Callable<List<String>> takeAll =
          () -> {
            List<String> taken = new ArrayList<>();
            for (List<DueProbe> due = probes.takeDue(TUESDAY, 7);
                !due.isEmpty();
                due = probes.takeDue(TUESDAY, 7)) {
              due.forEach(probe -> taken.add(probe.service()));
            }
            return taken;
          };
      List<Future<List<String>>> taken = desks.invokeAll(List.of(takeAll, takeAll));
      List<String> all = new ArrayList<>(taken.get(0).get());
      all.addAll(taken.get(1).get());
      assertThat(all).hasSize(300).doesNotHaveDuplicates();
    } finally {
      desks.shutdownNow();
      database.update("delete from delivered_service where id like ?", site.slug() + ".w%");
    }
  }

  private void makeUnhealthy(DeliveredSite site) {
    marathon.markUnhealthy(site.app(), true);
    await().until(() -> site.running().filter(AppStatus::settled).isEmpty());
  }

  private void mend(DeliveredSite site) {
    marathon.markUnhealthy(site.app(), false);
    site.awaitSettled();
    await().until(() -> desk.getBean(SiteProbe.class).probe(site.host()).reached());
  }

  private DeliveredSite site() {
    DeliveredSite site = DeliveredSite.site(desk, "ghcr.io/hispano/site:1.4.0");
    sites.add(site);
    ProbeHands.watch(desk, site.id());
    return site;
  }
}
