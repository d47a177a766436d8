package org.mcws.desk.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.platform.RealDocker;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.swarm.OneMachine;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** From a push to visitors, on a machine with Docker that builds and runs. */
class DeliveryOnSwarmIT extends DeliveryStage {

  @RegisterExtension static final OneMachine MACHINE = new OneMachine();

  private static final String SITE =
      "FROM "
          + RealDocker.BASE
          + "\nCOPY index.html /www/\nUSER 1000\nEXPOSE 8080\nSTOPSIGNAL KILL\n"
          + "CMD [\"httpd\", \"-f\", \"-p\", \"8080\", \"-h\", \"/www\"]\n";

  @DynamicPropertySource
  static void oneMachine(DynamicPropertyRegistry settings) {
    MACHINE.set(settings);
  }

  @Test
  void isBuiltStagedApprovedLiveUpdatedUnderVisitorsAndBroughtBack() {
    String byHand = MACHINE.registry() + "/hispano/site:1.4.0";
    MACHINE
        .swarm()
        .push(
            byHand,
            SITE.replace(
                "COPY index.html /www/", "RUN mkdir /www && echo By hand > /www/index.html"));
    DeliveredSite site = connected(DeliveredSite.site(desk, byHand), "one-owner");
    assertThat(MACHINE.edge().visit(site.host(), "/")).contains("By hand");

    try (Visitors visitors = new Visitors(site.host())) {
      publish(site, "The first menu");
      assertThat(MACHINE.edge().visit("staging-" + site.host(), "/")).contains("The first menu");
      assertThat(MACHINE.edge().visit(site.host(), "/")).contains("By hand");
      answer(site, site.ana(), "go");
      until(site, "released");
      visitors.haveComeMeanwhile();
      assertThat(MACHINE.edge().visit(site.host(), "/")).contains("The first menu");
      String first = newest(site).path("image").asText();
      assertThat(first).startsWith(MACHINE.registry()).contains("@sha256:");
      assertThat(desk.getBean(Hosting.class).find(StagingHands.staging(site))).isEmpty();

      publish(site, "The second menu");
      answer(site, site.ben(), "go");
      until(site, "released");
      visitors.haveComeMeanwhile();
      assertThat(MACHINE.edge().visit(site.host(), "/")).contains("The second menu");

      int built = builds(site);
      bringBack(site, 2);
      until(site, "released");
      visitors.haveComeMeanwhile();
      assertThat(MACHINE.edge().visit(site.host(), "/")).contains("The first menu");
      assertThat(site.running().orElseThrow().image()).isEqualTo(first);
      assertThat(builds(site)).isEqualTo(built);
    }
  }

  private void publish(DeliveredSite site, String page) {
    pushAndTell(site, page, SITE, Map.of("index.html", "<p>" + page + "</p>\n"));
    untilAsked(site);
  }

  /** Two who come again and again, each as soon as they have been served. */
  private static final class Visitors implements AutoCloseable {

    private static final int FEW = 10;

    private final List<String> turnedAway = new CopyOnWriteArrayList<>();
    private final AtomicInteger served = new AtomicInteger();
    private final ExecutorService legs = Executors.newFixedThreadPool(2);

    Visitors(String host) {
      for (int i = 0; i < 2; i++) {
        legs.execute(() -> visit(host));
      }
    }

    private void visit(String host) {
      while (!legs.isShutdown()) {
        String answer;
        try {
          answer = MACHINE.edge().visit(host, "/");
        } catch (RuntimeException | AssertionError e) {
          answer = e.toString();
        }
        if (answer.startsWith("HTTP/1.1 200")) {
          served.incrementAndGet();
        } else {
          turnedAway.add(answer);
        }
      }
    }

    /** Since this was asked last, and all were served. */
    void haveComeMeanwhile() {
      assertThat(turnedAway).isEmpty();
      assertThat(served.getAndSet(0)).isGreaterThan(FEW);
    }

    @Override
    public void close() {
      legs.shutdown();
      await().until(legs::isTerminated);
    }
  }
}
