package org.mcws.desk.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.status.ServicesAtAGlance.OfCommunity;
import org.mcws.desk.status.board.Downtime;
import org.mcws.desk.status.board.Uptime;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;

/** How much of the time the services of a community were in order. */
@ProcessTest
class ServicesAtAGlanceProcessTests {

  private static final Instant MIDNIGHT = Instant.parse("2027-03-02T00:00:00Z");
  private static final int ALL = 10_000;

  @Autowired private ConfigurableApplicationContext desk;
  @Autowired private ServicesAtAGlance services;

  private StatusStage gulls;

  @BeforeEach
  void stage() {
    ClockUtil.setCurrentTime(Date.from(MIDNIGHT));
    gulls = StatusStage.of(desk, "Community of Gulls");
  }

  @AfterEach
  void clear() {
    ClockUtil.reset();
    gulls.remove();
  }

  @Test
  void whatNobodyWatchesHasNoUptime() {
    gulls.site("www");
    assertThat(find()).isEmpty();
    gulls.watched(gulls.site("wiki"), MIDNIGHT.plusSeconds(60));
    assertThat(find()).as("watched from the future on").isEmpty();
  }

  @Test
  void theTimesOfAllServicesCountTogetherHiddenOnesToo() {
    String www = gulls.site("www");
    String hidden = gulls.hiddenByOwners("wiki");
    gulls.watched(www, daysAgo(10));
    gulls.watched(hidden, daysAgo(10));
    gulls.down(www, daysAgo(3), daysAgo(2));
    assertThat(find().orElseThrow())
        .satisfies(
            hers -> {
              assertThat(hers.services()).isEqualTo(2);
              assertThat(hers.percent30()).isEqualTo("95.00 %");
              assertThat(hers.percent90()).isEqualTo("95.00 %");
            });
  }

  @Test
  void onlyThatPartOfAnOutageCountsThatLiesInTheTimeAndWasWatched() {
    String www = gulls.site("www");
    gulls.watched(www, daysAgo(40));
    gulls.down(www, daysAgo(50), daysAgo(36));
    gulls.down(www, daysAgo(30), daysAgo(28));
    gulls.down(www, daysAgo(1), null);
    OfCommunity hers = find().orElseThrow();
    assertThat(hers.percent30()).isEqualTo("93.10 %");
    assertThat(hers.percent90()).isEqualTo("82.50 %");
  }

  @Test
  void itIsMeasuredAsOnTheStatusPage() {
    String www = gulls.site("www");
    gulls.watched(www, daysAgo(200));
    List<Downtime> downtimes =
        List.of(
            new Downtime(daysAgo(120), Optional.of(daysAgo(80))),
            new Downtime(daysAgo(7), Optional.of(daysAgo(7).plusSeconds(61))));
    downtimes.forEach(one -> gulls.down(www, one.from(), one.until().orElseThrow()));
    for (Instant now : List.of(MIDNIGHT, MIDNIGHT.plus(Duration.ofHours(13)))) {
      ClockUtil.setCurrentTime(Date.from(now));
      assertThat(find().orElseThrow().percent90())
          .isEqualTo(Uptime.of(Optional.of(daysAgo(200)), downtimes, now).percent().orElseThrow());
    }
  }

  private Optional<OfCommunity> find() {
    return services.uptimes(ALL).stream()
        .filter(one -> one.community().equals(gulls.slug()))
        .findFirst();
  }

  private static Instant daysAgo(int days) {
    return MIDNIGHT.minus(Duration.ofDays(days));
  }
}
