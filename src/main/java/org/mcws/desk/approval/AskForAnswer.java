package org.mcws.desk.approval;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.spin.plugin.variable.SpinValues;
import org.mcws.desk.community.Communities;
import org.springframework.stereotype.Component;

/** Puts the question to the owners, from the first rung of its ladder on. */
@Component
class AskForAnswer implements JavaDelegate {

  private final Approvals approvals;
  private final Communities communities;
  private final ApprovalMail mail;
  private final LadderInWords ladder;
  private final Waits waits;
  private final Clock clock;

  AskForAnswer(
      Approvals approvals,
      Communities communities,
      ApprovalMail mail,
      LadderInWords ladder,
      Waits waits,
      Clock clock) {
    this.approvals = approvals;
    this.communities = communities;
    this.mail = mail;
    this.ladder = ladder;
    this.waits = waits;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Approval approval = approvals.findById(ApprovalCourse.id(execution)).orElseThrow();
    approval.ask(clock.instant(), waits.paced(approval.ladder().deadline()));
    execution.getProcessInstance().setVariable(OwnerApprovalProcess.ASKED, shown(approval));
    if (approval.askedBecause() != Because.OWNER_SPEAKS) {
      mail.ask(approval);
      if (mail.allAreAway(approval)) {
        mail.tellOpsOfSilence(approval);
      }
    }
  }

  /** What the task's form shows. */
  private Object shown(Approval approval) {
    Matter matter = approval.matter();
    List<String> rungs =
        ladder.lines(
            approval,
            Words.ENGLISH,
            communities.findById(matter.community()).orElseThrow().timeZone());
    return SpinValues.jsonValue(
            Json.write(
                Map.of(
                    "title", matter.title(),
                    "detail", matter.detail() == null ? "" : matter.detail(),
                    "why", mail.opsStanding(approval).why(approval),
                    "note", Standing.note(approval),
                    "changes", list(matter.services().stream().map(ServiceChange::line).toList()),
                    "ladder", list(rungs),
                    "rule", Words.ENGLISH.say(ladder.rule(approval)),
                    "services",
                        matter.serviceIds().stream()
                            .map(id -> Map.of("label", id, "value", id))
                            .toList())))
        .create();
  }

  private static String list(List<String> lines) {
    return "- " + String.join("\n- ", lines);
  }
}
