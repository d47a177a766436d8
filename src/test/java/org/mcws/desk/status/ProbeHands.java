package org.mcws.desk.status;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Lets tests make the looks that wait for their clock, at the services that they play with. */
public final class ProbeHands {

  private static final Timestamp NEVER = Timestamp.from(Instant.parse("2100-01-01T00:00:00Z"));

  private ProbeHands() {}

  /** Gives these services probes, whose first looks are due now, and lets those of others rest. */
  public static void watch(ApplicationContext desk, String... services) {
    desk.getBean(ProbePlan.class).provide();
    JdbcTemplate database = desk.getBean(JdbcTemplate.class);
    // The sandbox issues certificates by the machine's clock, and tests live by another one.
    database.update("delete from probe where kind in ('CERTIFICATE', 'TRUST')");
    database.update("update probe set next_at = ?", NEVER);
    Arrays.stream(services)
        .forEach(
            service ->
                database.update(
                    "update probe set next_at = ? where service = ?",
                    Timestamp.from(now()),
                    service));
  }

  /** Has the certificate of a service looked at as well, and now. */
  public static void watchCertificate(ApplicationContext desk, String service) {
    desk.getBean(ProbePlan.class).provide(service);
    desk.getBean(JdbcTemplate.class)
        .update(
            "update probe set next_at = ?"
                + " where service = ? and kind in ('CERTIFICATE', 'TRUST')",
            Timestamp.from(now()),
            service);
  }

  /** Makes all looks that are due. */
  public static void look(ApplicationContext desk) {
    desk.getBean(Prober.class).lookAtAllDue();
  }

  /** Has the probes look whether they are late. */
  public static void checkWhetherTheyAreLate(ApplicationContext desk) {
    desk.getBean(ProbeWatchdog.class).check();
  }

  /** Lets minutes pass, one after the other, and looks in each. */
  public static void lookForMinutes(ApplicationContext desk, int minutes) {
    for (int i = 0; i < minutes; i++) {
      ClockUtil.setCurrentTime(Date.from(now().plus(Duration.ofMinutes(1))));
      look(desk);
    }
  }

  /** The kinds of probes by which a service is down. */
  public static List<String> down(ApplicationContext desk, String service) {
    return desk.getBean(Probes.class).of(service).stream()
        .filter(Opinion::down)
        .map(opinion -> opinion.kind().name())
        .toList();
  }

  private static Instant now() {
    return ClockUtil.getCurrentTime().toInstant();
  }
}
