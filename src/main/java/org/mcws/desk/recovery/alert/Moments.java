package org.mcws.desk.recovery.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/**
 * Moments as monitoring systems write them: ISO 8601 with up to nine digits of a second and an
 * offset or none (UTC is meant), and Unix times in seconds or milliseconds.
 */
final class Moments {

  private static final int LONGEST = 40;

  /** From this on a Unix time is in milliseconds: as seconds it would be the year 5138. */
  private static final long MILLISECONDS = 100_000_000_000L;

  /** Go writes year 1 for a time that is not set, others the beginning of Unix time. */
  private static final Instant NOT_SET = Instant.EPOCH;

  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[' '][XXX][XX][X]")
          .toFormatter();

  private Moments() {}

  /** The moment, if it is one. */
  static Optional<Instant> of(JsonNode node) {
    // A floating-point number would be written with an exponent.
    String text =
        node.isFloatingPointNumber() ? String.valueOf(node.longValue()) : node.asText().strip();
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    return (text.matches("\\d{1,15}") ? Optional.of(unix(Long.parseLong(text))) : iso(text))
        .filter(moment -> moment.isAfter(NOT_SET) && moment.isBefore(LATEST));
  }

  private static Instant unix(long time) {
    return time < MILLISECONDS ? Instant.ofEpochSecond(time) : Instant.ofEpochMilli(time);
  }

  private static Optional<Instant> iso(String text) {
    try {
      TemporalAccessor time = FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      return Optional.of(
          time instanceof OffsetDateTime moment
              ? moment.toInstant()
              : ((LocalDateTime) time).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
