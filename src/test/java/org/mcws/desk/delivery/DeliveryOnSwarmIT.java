package org.mcws.desk.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.platform.RealDocker;
import org.mcws.desk.platform.RealSwarm;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.swarm.SwarmEdge;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** From a push to visitors, on a machine with Docker that builds and runs. */
class DeliveryOnSwarmIT extends DeliveryStage {

  @RegisterExtension static final RealSwarm SWARM = new RealSwarm(1);

  private static final String SITE =
      "FROM "
          + RealDocker.BASE
          + "\nCOPY index.html /www/\nUSER 1000\nEXPOSE 8080\nSTOPSIGNAL KILL\n"
          + "CMD [\"httpd\", \"-f\", \"-p\", \"8080\", \"-h\", \"/www\"]\n";

  private static SwarmEdge edge;

  @DynamicPropertySource
  static void oneMachine(DynamicPropertyRegistry settings) {
    settings.add("desk.builds.engine", () -> SWARM.docker().engine().address());
    settings.add("desk.builds.repository", () -> SWARM.docker().registry() + "/communities");
    settings.add("desk.builds.pull", () -> "false");
    settings.add("desk.images.registries[0].host", () -> SWARM.docker().registry());
    settings.add("desk.images.registries[0].url", () -> "http://" + SWARM.docker().registry());
    settings.add("desk.images.registries[0].username", () -> RealDocker.USER);
    settings.add("desk.images.registries[0].password", () -> RealDocker.PASSWORD);
    settings.add("desk.hosting.platform", () -> "swarm");
    settings.add("desk.hosting.swarm.engine", () -> SWARM.docker().engine().address());
    settings.add("desk.hosting.swarm.monitor", () -> "PT1S");
    settings.add("desk.hosting.swarm.health.interval", () -> "PT1S");
    settings.add("desk.hosting.edge.port", () -> edge().port());
  }

  private static SwarmEdge edge() {
    if (edge == null) {
      try {
        edge = new SwarmEdge(SWARM);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return edge;
  }

  @AfterAll
  static void close() throws IOException {
    edge.close();
  }

  @Test
  void isBuiltStagedApprovedLiveUpdatedUnderVisitorsAndBroughtBack() {
    String byHand = SWARM.docker().registry() + "/hispano/site:1.4.0";
    SWARM.push(
        byHand,
        SITE.replace("COPY index.html /www/", "RUN mkdir /www && echo By hand > /www/index.html"));
    DeliveredSite site = connected(DeliveredSite.site(desk, byHand), "one-owner");
    assertThat(edge.visit(site.host(), "/")).contains("By hand");

    try (Visitor visitor = new Visitor(site.host())) {
      publish(site, "The first menu");
      assertThat(edge.visit("staging-" + site.host(), "/")).contains("The first menu");
      assertThat(edge.visit(site.host(), "/")).contains("By hand");
      answer(site, site.ana(), "go");
      until(site, "released");
      assertThat(edge.visit(site.host(), "/")).contains("The first menu");
      String first = newest(site).path("image").asText();
      assertThat(first).startsWith(SWARM.docker().registry()).contains("@sha256:");
      assertThat(desk.getBean(Hosting.class).find(StagingHands.staging(site))).isEmpty();

      publish(site, "The second menu");
      answer(site, site.ben(), "go");
      until(site, "released");
      assertThat(edge.visit(site.host(), "/")).contains("The second menu");

      int built = builds(site);
      bringBack(site, 2);
      until(site, "released");
      assertThat(edge.visit(site.host(), "/")).contains("The first menu");
      assertThat(site.running().orElseThrow().image()).isEqualTo(first);
      assertThat(builds(site)).isEqualTo(built);

      assertThat(visitor.visits()).isGreaterThan(10);
      assertThat(visitor.turnedAway()).isEmpty();
    }
  }

  private void publish(DeliveredSite site, String page) {
    pushAndTell(site, page, SITE, Map.of("index.html", "<p>" + page + "</p>\n"));
    untilAsked(site);
  }

  /** Comes again and again. */
  private static final class Visitor implements AutoCloseable {

    private final List<String> turnedAway = new CopyOnWriteArrayList<>();
    private final AtomicInteger visits = new AtomicInteger();
    private final ExecutorService legs = Executors.newSingleThreadExecutor();

    Visitor(String host) {
      legs.execute(
          () -> {
            while (!legs.isShutdown()) {
              String answer = edge.visit(host, "/");
              visits.incrementAndGet();
              if (!answer.startsWith("HTTP/1.1 200")) {
                turnedAway.add(answer);
              }
            }
          });
    }

    int visits() {
      return visits.get();
    }

    List<String> turnedAway() {
      return turnedAway;
    }

    @Override
    public void close() {
      legs.shutdown();
      await().until(legs::isTerminated);
    }
  }
}
