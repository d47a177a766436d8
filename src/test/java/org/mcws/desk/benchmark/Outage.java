package org.mcws.desk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.camunda.bpm.engine.ManagementService;

/**
 * All machines of the hosting platform are cut off, and come back once everybody knows of it; until
 * the incident is closed and the last mail has left.
 *
 * @param knownAfter until the last site was found to be down, all times from the cut on
 * @param toldAfter until the last mail about that had left
 * @param backAt when the machines came back
 * @param wellAfter from then until the last site was found to be well
 * @param closedAfter from then until the incident was closed, which it is when all has been well
 *     for a while
 * @param opened how many incidents there were besides that of the platform, until the many became
 *     one
 * @param mails to owners about it
 */
record Outage(
    int sites,
    Duration knownAfter,
    Duration toldAfter,
    Duration backAt,
    Duration wellAfter,
    Duration closedAfter,
    long opened,
    long mails) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int OWNERS_EACH = 2;

  static Outage run(DeskUnderLoad desk, int machines, int sites) {
    Instant cut = Instant.now();
    connect(desk, machines, false);
    Waiting.until(
        "all are members of one incident",
        PATIENCE,
        () ->
            count(desk, "incident where closed_at is null and scope = 'SERVICE'") == 0
                && count(desk, "incident_member where up_at is null") == sites);
    Duration known = Duration.between(cut, Instant.now());
    Waiting.until(
        "the owners are told",
        PATIENCE,
        () ->
            count(desk, "incident where closed_at is null and announced_at is null") == 0
                && isAllSent(desk));
    Duration told = Duration.between(cut, Instant.now());
    connect(desk, machines, true);
    Instant back = Instant.now();
    Waiting.until(
        "all are well", PATIENCE, () -> count(desk, "incident_member where up_at is null") == 0);
    Duration well = Duration.between(back, Instant.now());
    Waiting.until(
        "the incident is closed",
        PATIENCE,
        () -> count(desk, "incident where closed_at is null") == 0 && isAllSent(desk));
    Duration closed = Duration.between(back, Instant.now());
    return new Outage(
        sites,
        known,
        told,
        Duration.between(cut, back),
        well,
        closed,
        count(desk, "incident where scope = 'SERVICE' and opened_at >= ?", cut),
        count(desk, "outbox_mail where recipient like 'owner-%' and created_at >= ?", cut));
  }

  /**
   * That there was one incident, and each owner heard once that it began and once that it ended.
   */
  void check(DeskUnderLoad desk, Instant begun) {
    assertThat(count(desk, "incident where scope = 'PLATFORM' and opened_at >= ?", begun))
        .as("incidents of the platform")
        .isEqualTo(1);
    assertThat(mails(desk, "Down: %", begun))
        .as("mails that it is down, to each owner")
        .hasSize(sites / Population.SERVICES_EACH * OWNERS_EACH)
        .containsOnly(1L);
    assertThat(mails(desk, "Up again: %", begun))
        .as("mails that it is over, to each owner")
        .hasSize(sites / Population.SERVICES_EACH * OWNERS_EACH)
        .containsOnly(1L);
    assertThat(count(desk, "probe where down")).isZero();
    assertThat(count(desk, "signal where state = 'DOWN'")).isZero();
    assertThat(desk.bean(ManagementService.class).createJobQuery().noRetriesLeft().count())
        .as("failed jobs")
        .isZero();
  }

  /** How many such mails went to each owner who got any. */
  private static List<Long> mails(DeskUnderLoad desk, String subject, Instant since) {
    return desk.jdbc()
        .queryForList(
            "select count(*) from outbox_mail where recipient like 'owner-%'"
                + " and subject like ? and created_at >= ? group by recipient",
            Long.class, subject, Timestamp.from(since));
  }

  private static void connect(DeskUnderLoad desk, int machines, boolean connected) {
    Caller hands = desk.caller("ops", "ops");
    for (int n = 1; n <= machines; n++) {
      hands.put(
          "/api/sandbox/marathon/agents/agent-" + n,
          String.format(Locale.ROOT, "{\"connected\": %s}", connected));
    }
  }

  private static boolean isAllSent(DeskUnderLoad desk) {
    return count(desk, "outbox_mail where state = 'WAITING' and next_attempt_at <= now()") == 0;
  }

  private static long count(DeskUnderLoad desk, String of) {
    return desk.jdbc().queryForObject("select count(*) from " + of, Long.class);
  }

  private static long count(DeskUnderLoad desk, String of, Instant since) {
    return desk.jdbc()
        .queryForObject("select count(*) from " + of, Long.class, Timestamp.from(since));
  }
}
