package org.mcws.desk.approval;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.mcws.desk.community.Communities;
import org.springframework.stereotype.Component;

/** The ladder of an approval, as its owners read it: what happens when, by their own clock. */
@Component
class LadderInWords {

  private final Communities communities;
  private final Waits waits;

  LadderInWords(Communities communities, Waits waits) {
    this.communities = communities;
    this.waits = waits;
  }

  /** The name of the sentence that says whose answers it takes. */
  String rule(Approval approval) {
    return approval.ladder().goPeople() > 1 ? "rule.two" : "rule.one";
  }

  List<String> lines(Approval approval, Words words, ZoneId zone) {
    Ladder ladder = approval.ladder();
    Instant start = approval.askedAt();
    List<String> lines = new ArrayList<>();
    if (ladder.isNotice() && ladder.silence() == Ladder.Silence.GO) {
      lines.add(words.say("ladder.notice", words.date(approval.deadlineAt(), zone)));
    } else {
      if (!ladder.isNotice()) {
        boolean contact = hasContact(approval);
        lines.addAll(rungs(ladder, contact ? ladder.contactsAt() : 0, start, words, zone));
      }
      lines.add(
          words.say(
              "ladder.deadline",
              words.date(approval.deadlineAt(), zone),
              words.say("silence." + ladder.silence())));
    }
    if (ladder.quietHours()) {
      lines.add(words.say("ladder.quiet"));
    }
    return lines;
  }

  private boolean hasContact(Approval approval) {
    return communities.findById(approval.matter().community()).orElseThrow().contact() != null;
  }

  /** Reminders, and Ops joining in, in the order of time. */
  private List<String> rungs(
      Ladder ladder, int contactsAt, Instant start, Words words, ZoneId zone) {
    List<String> rungs = new ArrayList<>();
    Instant ops = waits.after(start, ladder.opsAfter());
    boolean opsTold = false;
    for (int i = 1; i <= ladder.reminderCount(); i++) {
      Instant at = waits.after(start, ladder.reminderGap().multipliedBy(i));
      if (!opsTold && ops.isBefore(at)) {
        rungs.add(words.say("ladder.ops", words.date(ops, zone)));
        opsTold = true;
      }
      rungs.add(
          words.say(i == contactsAt ? "ladder.contacts" : "ladder.remind", words.date(at, zone)));
    }
    if (!opsTold) {
      rungs.add(words.say("ladder.ops", words.date(ops, zone)));
    }
    return rungs;
  }
}
