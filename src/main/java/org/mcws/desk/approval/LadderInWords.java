package org.mcws.desk.approval;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The ladder of an approval, as its owners read it: what happens when, by their own clock. */
@Component
class LadderInWords {

  private final Waits waits;

  LadderInWords(Waits waits) {
    this.waits = waits;
  }

  List<String> lines(Approval approval, Words words, ZoneId zone) {
    Ladder ladder = approval.ladder();
    Instant start = approval.askedAt();
    List<String> lines = new ArrayList<>();
    if (ladder.isNotice()) {
      lines.add(words.say("ladder.notice", words.date(approval.deadlineAt(), zone)));
    } else {
      if (ladder.goPeople() > 1) {
        lines.add(words.say("ladder.two"));
      }
      lines.addAll(rungs(ladder, start, words, zone));
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

  /** Reminders, and Ops joining in, in the order of time. */
  private List<String> rungs(Ladder ladder, Instant start, Words words, ZoneId zone) {
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
          words.say(
              i == ladder.contactsAt() ? "ladder.contacts" : "ladder.remind",
              words.date(at, zone)));
    }
    if (!opsTold) {
      rungs.add(words.say("ladder.ops", words.date(ops, zone)));
    }
    return rungs;
  }
}
