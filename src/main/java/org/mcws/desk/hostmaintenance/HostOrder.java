package org.mcws.desk.hostmaintenance;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * What somebody wants done.
 *
 * @param host the machine's host name
 * @param reason why, for people
 * @param begin when it is to begin; null if what was sent is no moment
 * @param hours how long the machine will be away
 */
record HostOrder(String host, String reason, Instant begin, int hours) {

  /** How long a machine is away if nobody says. */
  private static final int USUAL_HOURS = 2;

  /**
   * What a process is started with; nothing is checked here.
   *
   * @param now when it begins if nobody says
   */
  static HostOrder of(Map<String, Object> variables, Instant now) {
    String begin = text(variables, HostMaintenanceProcess.BEGIN);
    return new HostOrder(
        text(variables, HostMaintenanceProcess.HOST),
        text(variables, HostMaintenanceProcess.REASON),
        begin.isEmpty() ? stored(now) : moment(begin),
        variables.get(HostMaintenanceProcess.HOURS) instanceof Number hours
            ? hours.intValue()
            : USUAL_HOURS);
  }

  private static Instant moment(String text) {
    try {
      return stored(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Mesos must be asked for the same moment again and again, so it is one that a row can keep. */
  private static Instant stored(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MICROS);
  }

  private static String text(Map<String, Object> variables, String name) {
    return variables.get(name) instanceof String text ? text.strip() : "";
  }
}
