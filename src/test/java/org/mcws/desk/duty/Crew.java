package org.mcws.desk.duty;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.mcws.desk.engine.Account;

/** Some of Community Ops, and their shifts. */
final class Crew {

  static final Member ANA = member("ana", "Ana María", "García", "ana@ops.test");
  static final Member BEN = member("ben", "Ben", "Okafor", "ben@ops.test");
  static final Member ZOE = member("zoe", "Zoë", "García", null);

  private Crew() {}

  static Member member(String id, String first, String last, String mail) {
    return new Member(new Account(id, first, last, Optional.ofNullable(mail)), new RosterEntry(id));
  }

  /** Until the end of that day. */
  static Member away(Member member, String lastDay) {
    RosterEntry entry = new RosterEntry(member.id());
    entry.awayUntil(LocalDate.parse(lastDay));
    return new Member(member.account(), entry);
  }

  /** A shift in UTC. */
  static Shift shift(Member member, String from, String to) {
    return shift(member, from, to, null, null, "UTC", null, Instant.EPOCH);
  }

  static Shift weekly(String from, String to, int weeks, String lastDay, String zone) {
    return shift(ANA, from, to, weeks, lastDay, zone, null, Instant.EPOCH);
  }

  static Shift instead(Shift other, Member member, String from, String to, int order) {
    return shift(
        member, from, to, null, null, "UTC", other.key(), Instant.EPOCH.plusSeconds(order));
  }

  private static Shift shift(
      Member member,
      String from,
      String to,
      Integer weeks,
      String lastDay,
      String zone,
      String insteadOf,
      Instant added) {
    return new Shift(
        new ShiftBody(
            member.id(),
            LocalDateTime.parse(from),
            LocalDateTime.parse(to),
            null,
            weeks,
            lastDay == null ? null : LocalDate.parse(lastDay),
            insteadOf),
        member,
        ZoneId.of(zone),
        "ops",
        added);
  }
}
