package org.mcws.desk.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.mcws.desk.approval.ResponseTimes;
import org.mcws.desk.recovery.Figure;
import org.mcws.desk.recovery.RecoveryFigures;
import org.mcws.desk.status.ServicesAtAGlance;
import org.springframework.data.domain.Page;
import org.springframework.stereotype.Component;

/**
 * How fast owners answer and Ops recover, and how much of the time services were in order. A
 * quarter of a year is read from the database once a minute, however many look at it.
 */
@Component
class Trends {

  private static final int DAYS = 90;

  /** A quarter of a year, with the present week. */
  private static final int WEEKS = 13;

  /** As many as a plot can show on a phone. */
  private static final int SHOWN = 12;

  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final ResponseTimes responses;
  private final RecoveryFigures recoveries;
  private final ServicesAtAGlance services;
  private final Clock clock;

  private Quarter last;

  Trends(
      ResponseTimes responses,
      RecoveryFigures recoveries,
      ServicesAtAGlance services,
      Clock clock) {
    this.responses = responses;
    this.recoveries = recoveries;
    this.services = services;
    this.clock = clock;
  }

  synchronized Quarter lastQuarter() {
    Instant now = clock.instant();
    if (last == null || now.isBefore(last.at()) || now.isAfter(last.at().plus(REMEMBERED))) {
      last =
          new Quarter(
              now,
              responses.slowest(Duration.ofDays(DAYS), SHOWN),
              recoveries.weeks(WEEKS),
              recoveries.ofAll(DAYS),
              recoveries.byCommunity(DAYS, SHOWN),
              recoveries.byService(DAYS, SHOWN),
              services.uptimes(SHOWN));
    }
    return last;
  }

  /**
   * The last quarter of a year.
   *
   * @param at when it was read
   */
  record Quarter(
      Instant at,
      List<ResponseTimes.OfList> responses,
      List<RecoveryFigures.Week> weeks,
      Figure all,
      Page<Figure> byCommunity,
      Page<Figure> byService,
      List<ServicesAtAGlance.OfCommunity> uptimes) {}
}
