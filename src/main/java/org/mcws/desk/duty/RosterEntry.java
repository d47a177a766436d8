package org.mcws.desk.duty;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** What somebody of Ops says of themselves. */
@Entity
@Table(name = "duty_person")
class RosterEntry {

  @Id private String account;
  private String language;
  private String timeZone;
  private Integer position;
  private LocalDate awayUntil;

  protected RosterEntry() {}

  /** What holds for somebody who has said nothing. */
  RosterEntry(String account) {
    this.account = account;
    this.language = Locale.ENGLISH.getLanguage();
    this.timeZone = "UTC";
  }

  String account() {
    return account;
  }

  Locale language() {
    return Locale.forLanguageTag(language);
  }

  ZoneId timeZone() {
    return ZoneId.of(timeZone);
  }

  /** Place in the order in which all of Ops are written to; null for one behind all others. */
  Integer position() {
    return position;
  }

  /** The last day of an absence, or null. */
  LocalDate awayUntil() {
    return awayUntil;
  }

  /** When the person is there again, if they are away or were. */
  Optional<Instant> backAt() {
    return Optional.ofNullable(awayUntil)
        .map(day -> day.plusDays(1).atStartOfDay(timeZone()).toInstant());
  }

  void says(String language, String timeZone, Integer position) {
    this.language = language;
    this.timeZone = timeZone;
    this.position = position;
  }

  void awayUntil(LocalDate lastDay) {
    this.awayUntil = lastDay;
  }
}
