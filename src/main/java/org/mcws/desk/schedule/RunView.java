package org.mcws.desk.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A run as people see it.
 *
 * @param state ordered, started, succeeded, failed, stopped or skipped
 * @param orderedBy an account, or {@code timetable}
 * @param startedAt when the platform was told to begin with it
 * @param endedAt when the desk saw that it had ended
 * @param exitCode what its program has ended with
 * @param message why it waits, or ended as it did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunView(
    UUID id,
    String service,
    String state,
    Instant dueAt,
    String orderedBy,
    Instant startedAt,
    Instant endedAt,
    Integer exitCode,
    String message) {

  RunView(
      UUID id,
      String service,
      ScheduledRun.State state,
      Instant dueAt,
      String orderedBy,
      Instant startedAt,
      Instant endedAt,
      Integer exitCode,
      String message) {
    this(
        id,
        service,
        state.name().toLowerCase(Locale.ROOT),
        dueAt,
        orderedBy,
        startedAt,
        endedAt,
        exitCode,
        message);
  }
}
