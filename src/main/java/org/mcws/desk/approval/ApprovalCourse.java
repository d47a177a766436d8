package org.mcws.desk.approval;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.mcws.desk.community.Communities;
import org.mcws.desk.engine.ProcessBean;
import org.springframework.stereotype.Component;

/**
 * What the model asks about an approval: where it goes from here, and for how long it waits. The
 * answers stand in the desk's own records, so that the engine has fewer variables to keep.
 */
@Component
@ProcessBean
public class ApprovalCourse {

  private static final int LONGEST_SITUATION = 3900;

  private final Approvals approvals;
  private final Communities communities;
  private final ApprovalMail mail;
  private final Voices voices;
  private final Waits waits;

  ApprovalCourse(
      Approvals approvals, Communities communities, ApprovalMail mail, Voices voices, Waits waits) {
    this.approvals = approvals;
    this.communities = communities;
    this.voices = voices;
    this.mail = mail;
    this.waits = waits;
  }

  /** The answer to what was decided. */
  public String of(DelegateExecution execution) {
    return approval(execution).state().course().label();
  }

  /** Whether the owners are told and may object, and not asked. */
  public boolean isNotice(DelegateExecution execution) {
    return ladder(execution).isNotice();
  }

  /** The cycle in which the silent are reminded. */
  public String reminders(DelegateExecution execution) {
    return waits.paced(ladder(execution).reminders());
  }

  public String opsAfter(DelegateExecution execution) {
    return waits.paced(ladder(execution).opsAfter()).toString();
  }

  public String deadline(DelegateExecution execution) {
    return waits.until(approval(execution).deadlineAt());
  }

  /** How long a go can be undone. */
  public String undo(DelegateExecution execution) {
    return waits.until(approval(execution).undoUntil());
  }

  /** How long until the date to which it is put off. */
  public String date(DelegateExecution execution) {
    return waits.until(approval(execution).until());
  }

  public String goLasts(DelegateExecution execution) {
    return waits.paced(ladder(execution).goLasts()).toString();
  }

  public String opsReminders(DelegateExecution execution) {
    return waits.paced(ladder(execution).opsReminders());
  }

  /** What a task of Ops shows. */
  public String situation(DelegateExecution execution) {
    Approval approval = approval(execution);
    Matter matter = approval.matter();
    StringBuilder text = new StringBuilder();
    text.append("**").append(matter.title()).append("**, ").append(name(matter.community()));
    Standing standing = mail.opsStanding(approval);
    text.append("\n\n").append(standing.of(approval));
    String said = voices.of(approval, standing);
    if (!said.isEmpty()) {
      text.append("\n\nWhat the owners said:\n\n").append(said);
    }
    if (approval.measure() != null) {
      text.append("\n\nReason: ").append(approval.reason());
      text.append("\n\nMeanwhile against the risk: ").append(approval.measure());
    }
    text.append("\n\nWhat it is about:\n");
    matter.services().forEach(service -> text.append("\n- ").append(service.line()));
    return text.length() > LONGEST_SITUATION
        ? text.substring(0, LONGEST_SITUATION) + " …"
        : text.toString();
  }

  private String name(String community) {
    return communities.findById(community).orElseThrow().name() + " (" + community + ")";
  }

  static UUID id(DelegateExecution execution) {
    return UUID.fromString(execution.getProcessBusinessKey());
  }

  private Approval approval(DelegateExecution execution) {
    return approvals.findById(id(execution)).orElseThrow();
  }

  private Ladder ladder(DelegateExecution execution) {
    return approval(execution).ladder();
  }
}
