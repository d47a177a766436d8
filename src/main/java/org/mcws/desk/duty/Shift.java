package org.mcws.desk.duty;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * A stretch of time for which somebody has duty, once or every so many weeks. Its times are those
 * of the clock on the wall in its time zone: a time that comes twice is the first of both, and one
 * that is left out comes as much later as the clocks are put forward.
 */
@Entity
@Table(name = "duty_shift")
class Shift {

  private static final int DAYS_OF_WEEK = 7;

  @Id private UUID id;
  private String account;
  private String timeZone;

  // Else the JDBC driver takes them through the Java process' own time zone.
  @JdbcTypeCode(SqlTypes.LOCAL_DATE_TIME)
  private LocalDateTime begins;

  @JdbcTypeCode(SqlTypes.LOCAL_DATE_TIME)
  private LocalDateTime ends;

  private Integer everyWeeks;
  private LocalDate lastDay;
  private String insteadOf;
  private String addedBy;
  private Instant addedAt;

  protected Shift() {}

  Shift(ShiftBody body, Member member, ZoneId zone, String by, Instant now) {
    this.id = UUID.randomUUID();
    this.account = member.id();
    this.timeZone = zone.getId();
    this.begins = body.from();
    this.ends = body.to();
    this.everyWeeks = body.everyWeeks();
    this.lastDay = body.lastDay();
    this.insteadOf = body.insteadOf();
    this.addedBy = by;
    this.addedAt = now;
  }

  UUID id() {
    return id;
  }

  /** Its id, beside those of a calendar's events. */
  String key() {
    return id.toString();
  }

  String account() {
    return account;
  }

  String timeZone() {
    return timeZone;
  }

  LocalDateTime begins() {
    return begins;
  }

  LocalDateTime ends() {
    return ends;
  }

  Optional<Integer> everyWeeks() {
    return Optional.ofNullable(everyWeeks);
  }

  Optional<LocalDate> lastDay() {
    return Optional.ofNullable(lastDay);
  }

  /** The shift or event whose place it takes. */
  Optional<String> insteadOf() {
    return Optional.ofNullable(insteadOf);
  }

  String addedBy() {
    return addedBy;
  }

  Instant addedAt() {
    return addedAt;
  }

  /** From its beginning to its end, without its repetitions. */
  Span span() {
    return span(0);
  }

  /** All of it that lies at least in part between two moments. */
  List<Span> spans(Instant from, Instant to) {
    if (everyWeeks == null) {
      return List.of(span()).stream().filter(span -> span.touches(from, to)).toList();
    }
    List<Span> spans = new ArrayList<>();
    long weeks = firstOfInterest(from);
    Span span = span(weeks);
    while (span.from().isBefore(to) && !isAfterLastDay(weeks)) {
      if (span.touches(from, to)) {
        spans.add(span);
      }
      weeks += everyWeeks;
      span = span(weeks);
    }
    return spans;
  }

  /** How many weeks after its first time it may be of interest first. */
  private long firstOfInterest(Instant from) {
    LocalDate earliest =
        from.atZone(ZoneId.of(timeZone))
            .toLocalDate()
            .minusDays(Duration.between(begins, ends).toDays() + 2);
    long weeks = ChronoUnit.DAYS.between(begins.toLocalDate(), earliest) / DAYS_OF_WEEK;
    return Math.max(0, weeks / everyWeeks * everyWeeks);
  }

  private boolean isAfterLastDay(long weeks) {
    return lastDay != null && begins.plusWeeks(weeks).toLocalDate().isAfter(lastDay);
  }

  private Span span(long weeks) {
    ZoneId zone = ZoneId.of(timeZone);
    return Span.of(
        begins.plusWeeks(weeks).atZone(zone).toInstant(),
        ends.plusWeeks(weeks).atZone(zone).toInstant());
  }
}
