package org.mcws.desk.approval;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mcws.desk.community.Owner;
import org.springframework.stereotype.Component;

/** What an owner's answer must be like, by the approval's own policy; the same at every door. */
@Component
class AnswerRules {

  private final Clock clock;

  AnswerRules(Clock clock) {
    this.clock = clock;
  }

  /**
   * @throws RefusedAnswer with everything that is wrong
   */
  void check(Approval approval, Owner owner, GivenAnswer answer) {
    List<Flaw> flaws = new ArrayList<>();
    if (answer.says(Choice.NO_GO) && answer.reason() == null) {
      flaws.add(new Flaw(field(OwnerApprovalProcess.REASON), "flaw.reason", ""));
    }
    checkDate(approval, owner, answer, flaws);
    checkExceptions(approval, answer, flaws);
    if (answer.choice() == Choice.GO
        && approval.state() == State.ASKED
        && owner.email().equals(approval.firstGoBy())) {
      flaws.add(new Flaw(field(OwnerApprovalProcess.ANSWER), "flaw.samePerson", ""));
    }
    if (!flaws.isEmpty()) {
      throw new RefusedAnswer(flaws);
    }
  }

  private void checkDate(Approval approval, Owner owner, GivenAnswer answer, List<Flaw> flaws) {
    if (!answer.says(Choice.WAIT)) {
      if (answer.until() != null) {
        flaws.add(new Flaw(field(OwnerApprovalProcess.UNTIL), "flaw.untilAlone", ""));
      }
      return;
    }
    LocalDate today = LocalDate.now(clock.withZone(ZoneId.of(owner.timeZone())));
    LocalDate last = today.plusDays(approval.ladder().longestWait().toDays());
    if (answer.until() == null || !answer.until().isAfter(today) || answer.until().isAfter(last)) {
      flaws.add(new Flaw(field(OwnerApprovalProcess.UNTIL), "flaw.until", last.toString()));
    }
  }

  private static void checkExceptions(Approval approval, GivenAnswer answer, List<Flaw> flaws) {
    String services = field(OwnerApprovalProcess.EXCEPT_FOR);
    String other = field(OwnerApprovalProcess.EXCEPT_ANSWER);
    if (answer.exceptFor().isEmpty()) {
      if (answer.exceptChoice().isPresent()) {
        flaws.add(new Flaw(services, "flaw.exceptNone", ""));
      }
      return;
    }
    Set<String> unknown = new HashSet<>(answer.exceptFor());
    List<String> all = approval.matter().serviceIds();
    all.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      flaws.add(new Flaw(services, "flaw.exceptUnknown", String.join(", ", all)));
    } else if (answer.exceptFor().size() == all.size()) {
      flaws.add(new Flaw(services, "flaw.exceptAll", ""));
    }
    if (approval.matter().destructive()) {
      flaws.add(new Flaw(services, "flaw.exceptDestructive", ""));
    }
    if (answer.exceptChoice().filter(answer.choice()::equals).isPresent()) {
      flaws.add(new Flaw(other, "flaw.exceptSame", ""));
    }
  }

  private static String field(String name) {
    return "/" + name;
  }
}
