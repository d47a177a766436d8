package org.mcws.desk.sandbox.marathon;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Marathon's way to write a moment, which is also how it names versions. */
final class Timestamps {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private Instant last = Instant.EPOCH;

  static String text(Instant at) {
    return FORMAT.format(at);
  }

  /** The name of the next version: now, but never the same twice. */
  synchronized String next() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    last = now.isAfter(last) ? now : last.plusMillis(1);
    return text(last);
  }
}
