package org.mcws.desk.sandbox.dns;

import java.time.LocalDate;

/** The serial inside a SOA record's data. */
final class SoaSerial {

  private static final int FIELD = 2;

  private SoaSerial() {}

  static long of(String soa) {
    return Long.parseLong(soa.split(" ")[FIELD]);
  }

  /**
   * The data with a serial that has risen: today's date and 01, or one more than before if that is
   * higher. This is what PowerDNS calls {@code DEFAULT}.
   */
  static String raise(String soa, LocalDate today) {
    long date = today.getYear() * 10_000L + today.getMonthValue() * 100L + today.getDayOfMonth();
    String[] fields = soa.split(" ");
    fields[FIELD] = Long.toString(Math.max(of(soa) + 1, date * 100 + 1));
    return String.join(" ", fields);
  }
}
