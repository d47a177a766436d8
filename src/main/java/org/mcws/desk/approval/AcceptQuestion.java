package org.mcws.desk.approval;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;
import org.springframework.stereotype.Component;

/**
 * Takes a question into the desk's own records, in the transaction that starts the process, and
 * leaves the process hardly a variable: there may be thousands of approvals waiting.
 */
@Component
class AcceptQuestion implements ExecutionListener {

  private final QuestionReader reader;
  private final SentFields sent;
  private final Approvals approvals;
  private final ApprovalPolicy policy;
  private final CurrentPerson person;
  private final AuditTrail audit;
  private final Clock clock;

  AcceptQuestion(
      QuestionReader reader,
      SentFields sent,
      Approvals approvals,
      ApprovalPolicy policy,
      CurrentPerson person,
      AuditTrail audit,
      Clock clock) {
    this.reader = reader;
    this.sent = sent;
    this.approvals = approvals;
    this.policy = policy;
    this.person = person;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    String question = sent.json(execution, OwnerApprovalProcess.QUESTION);
    Approval approval = question == null ? part(execution) : asked(execution, question);
    approval.begin(execution.getProcessInstanceId());
    execution.removeVariable(OwnerApprovalProcess.QUESTION);
    execution.setVariable(OwnerApprovalProcess.SUBJECT, approval.matter().subject());
  }

  private Approval asked(DelegateExecution execution, String json) {
    List<InvalidField> found = new ArrayList<>();
    // Another process that calls this one has not passed the check of starts.
    Question question = reader.read(json, found);
    UUID id = id(execution.getProcessBusinessKey(), found);
    if (!found.isEmpty()) {
      throw new InvalidInput(found);
    }
    execution.setProcessBusinessKey(id.toString());
    Matter matter = new Matter(question);
    Ladder ladder = policy.ladder(matter).with(question.owners() == null ? 1 : question.owners());
    String starter = person.id().orElse(Approval.DESK);
    Approval approval = approvals.save(new Approval(id, matter, ladder, starter, clock.instant()));
    audit.record(
        starter,
        starter.equals(Approval.DESK) ? Channel.DESK : Channel.ACCOUNT,
        "approval wanted",
        approval.name(),
        matter.community() + ": " + matter.title());
    return approval;
  }

  /** Services that were split off are in the records already; nothing else starts without words. */
  private Approval part(DelegateExecution execution) {
    String key = execution.getProcessBusinessKey();
    List<InvalidField> found = new ArrayList<>();
    UUID id = id(key == null ? "" : key, found);
    return (found.isEmpty() ? approvals.lock(id) : java.util.Optional.<Approval>empty())
        .filter(approval -> approval.processInstanceId().isEmpty())
        .filter(approval -> approval.matter().community().equals(execution.getTenantId()))
        .orElseThrow(
            () ->
                new InvalidInput(
                    "/" + OwnerApprovalProcess.QUESTION,
                    "'"
                        + OwnerApprovalProcess.QUESTION
                        + "' is missing: send the variable (type Json)."));
  }

  private UUID id(String key, List<InvalidField> found) {
    if (key == null) {
      return UUID.randomUUID();
    }
    try {
      return UUID.fromString(key);
    } catch (IllegalArgumentException e) {
      found.add(
          new InvalidField(
              "/businessKey", "The business key must be a new UUID; or leave it out to get one."));
      return null;
    }
  }
}
