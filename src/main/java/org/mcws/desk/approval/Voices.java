package org.mcws.desk.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What owners have said since they were asked the last time, as Ops read it. */
@Component
class Voices {

  private final Answers answers;

  Voices(Answers answers) {
    this.answers = answers;
  }

  /** A line for each answer; empty if nobody has said anything. */
  String of(Approval approval, Standing standing) {
    return answers.findByApprovalOrderById(approval.id()).stream()
        .filter(answer -> answer.round() == approval.round())
        .map(answer -> line(answer, standing))
        .collect(Collectors.joining("\n"));
  }

  private static String line(Answer answer, Standing standing) {
    Words words = standing.words();
    List<String> parts = new ArrayList<>();
    parts.add(
        (answer.effect() == Effect.UNDONE ? "taken back: " : "")
            + words.say("answer." + answer.choice().label())
            + ", "
            + words.say("via." + answer.channel())
            + ".");
    parts.addAll(more(answer, words));
    return "- " + standing.person(answer.who()) + ": " + String.join(" ", parts);
  }

  /** What was said besides. */
  static List<String> more(Answer answer, Words words) {
    List<String> more = new ArrayList<>();
    if (answer.reason() != null) {
      more.add(words.say("more.reason", answer.reason()));
    }
    if (answer.until() != null) {
      more.add(words.say("more.until", words.day(answer.until())));
    }
    if (!answer.exceptFor().isEmpty()) {
      more.add(
          words.say(
              "more.except",
              String.join(", ", answer.exceptFor()),
              words.say("answer." + answer.exceptChoice().map(Choice::label).orElse("later"))));
    }
    return more;
  }
}
