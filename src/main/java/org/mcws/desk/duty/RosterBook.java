package org.mcws.desk.duty;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.duty.RosterController.PersonBody;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.engine.People;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** What the people of Ops say of themselves and of one another, and who has said so. */
@Component
@Transactional
class RosterBook {

  private static final String ENGLISH = "en";
  private static final String UTC = "UTC";

  private final Roster roster;
  private final RosterEntries entries;
  private final AuditTrail audit;
  private final Clock clock;

  RosterBook(Roster roster, RosterEntries entries, AuditTrail audit, Clock clock) {
    this.roster = roster;
    this.entries = entries;
    this.audit = audit;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  List<Member> members() {
    return roster.members();
  }

  /** Sets language, time zone and place of somebody. */
  Member say(String name, PersonBody body, String by) {
    String zone = body.timeZone() == null ? UTC : body.timeZone();
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw new InvalidInput(
          "/timeZone", "'timeZone' must be a time zone of the tz database, such as Europe/Madrid.");
    }
    Member member = entered(name);
    member.entry().says(body.language() == null ? ENGLISH : body.language(), zone, body.position());
    String place = body.position() == null ? "last" : body.position().toString();
    record(
        by, "duty entry changed", member, member.entry().language() + ", " + zone + ", " + place);
    return member;
  }

  /**
   * Notes an absence.
   *
   * @param until its last day; null for one that has ended
   */
  Member away(String name, LocalDate until, String by) {
    Member member = entered(name);
    LocalDate today = LocalDate.ofInstant(clock.instant(), member.entry().timeZone());
    if (until != null && (until.isBefore(today) || until.isAfter(today.plusYears(1)))) {
      throw new InvalidInput("/until", "'until' must be today or later, within a year.");
    }
    member.entry().awayUntil(until);
    record(by, until == null ? "absence ended" : "absence noted", member, until);
    return member;
  }

  private Member entered(String name) {
    String account = People.account(name);
    Member member =
        roster.members().stream()
            .filter(one -> one.id().equals(account))
            .findFirst()
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no such account among Community Ops."));
    entries.enter(account);
    return new Member(member.account(), entries.findById(account).orElseThrow());
  }

  private void record(String by, String action, Member member, Object detail) {
    audit.record(
        by,
        Channel.ACCOUNT,
        action,
        "duty/" + member.id(),
        by.equals(member.id()) ? null : member.id(),
        detail == null ? null : detail.toString());
  }
}
