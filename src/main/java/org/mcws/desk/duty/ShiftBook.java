package org.mcws.desk.duty;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The shifts that the desk itself keeps, and who has changed them. */
@Component
@Transactional
class ShiftBook {

  private final Shifts shifts;
  private final ShiftCheck check;
  private final Roster roster;
  private final AuditTrail audit;

  ShiftBook(Shifts shifts, ShiftCheck check, Roster roster, AuditTrail audit) {
    this.shifts = shifts;
    this.check = check;
    this.roster = roster;
    this.audit = audit;
  }

  @Transactional(readOnly = true)
  Paged<ShiftView> list(PageQuery query) {
    Set<String> members = members();
    return Paged.of(
        shifts.findAll(query.newestFirst("begins", "id")),
        shift -> ShiftView.of(shift, members.contains(shift.account())));
  }

  @Transactional(readOnly = true)
  Optional<ShiftView> show(UUID id) {
    return shifts
        .findById(id)
        .map(shift -> ShiftView.of(shift, members().contains(shift.account())));
  }

  /**
   * Adds a shift.
   *
   * @param by whose account does so
   */
  ShiftView add(ShiftBody body, String by) {
    Shift shift = shifts.save(check.checked(body, by));
    record(shift, by, "shift added");
    return ShiftView.of(shift, true);
  }

  /**
   * Removes a shift, and those that take its place.
   *
   * @return whether it was there
   */
  boolean remove(UUID id, String by) {
    Optional<Shift> shift = shifts.findById(id);
    shift.ifPresent(one -> remove(one, by));
    return shift.isPresent();
  }

  private void remove(Shift shift, String by) {
    shifts.findByInsteadOf(shift.key()).forEach(substitute -> remove(substitute, by));
    shifts.delete(shift);
    record(shift, by, "shift removed");
  }

  private void record(Shift shift, String by, String action) {
    audit.record(
        by,
        Channel.ACCOUNT,
        action,
        "duty/shift/" + shift.id(),
        by.equals(shift.account()) ? null : shift.account(),
        shift.begins()
            + " to "
            + shift.ends()
            + " "
            + shift.timeZone()
            + shift.everyWeeks().map(weeks -> ", every " + weeks + " weeks").orElse("")
            + shift.lastDay().map(day -> " until " + day).orElse("")
            + shift.insteadOf().map(other -> ", instead of " + other).orElse(""));
  }

  private Set<String> members() {
    return roster.members().stream().map(Member::id).collect(Collectors.toSet());
  }
}
