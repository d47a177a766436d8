package org.mcws.desk.update;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.Communities;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.update.ServiceUpdateProcess.Decision;
import org.springframework.stereotype.Component;

/** Keeps what Ops decide about an update that failed, if it can be done. */
@Component
class RecordDecision implements TaskListener {

  private final ServiceUpdateProcess process;
  private final UpdateLimits limits;
  private final Communities communities;
  private final CurrentPerson person;
  private final AuditTrail audit;
  private final Clock clock;

  RecordDecision(
      ServiceUpdateProcess process,
      UpdateLimits limits,
      Communities communities,
      CurrentPerson person,
      AuditTrail audit,
      Clock clock) {
    this.process = process;
    this.limits = limits;
    this.communities = communities;
    this.person = person;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateTask task) {
    ServiceUpdate update = process.of(task.getProcessInstanceId());
    Decision decision = Decision.of(task.getVariable(ServiceUpdateProcess.DECISION));
    String image = text(task, ServiceUpdateProcess.NEW_IMAGE);
    String why = text(task, ServiceUpdateProcess.WHY);
    List<InvalidField> found = new ArrayList<>();
    NamedImage.check("/" + ServiceUpdateProcess.NEW_IMAGE, image, found);
    LocalDate until =
        decision == Decision.KEEP_OLD
            ? checkExemption(update, text(task, ServiceUpdateProcess.UNTIL), found)
            : null;
    boolean anyImage = image != null || update.imageTo() != null;
    if (!anyImage && decision == Decision.FIXED) {
      found.add(
          new InvalidField(
              "/" + ServiceUpdateProcess.NEW_IMAGE, "Name the image that runs and is fixed."));
    }
    if (!found.isEmpty()) {
      throw new InvalidInput(found);
    }
    String who = person.id().orElse("desk");
    update.decided(who, why);
    switch (decision) {
      case TRY_AGAIN -> {
        named(update, image);
        update.tryAgain();
        update.insist(Boolean.TRUE.equals(task.getVariable(ServiceUpdateProcess.AT_ONCE)));
      }
      case KEEP_OLD -> {
        update.exempt(until);
        update.note(who + " keeps the old version until " + until + ": " + why);
      }
      case LEAVE -> update.note(who + " leaves it as it is: " + why);
      case FIXED -> named(update, image);
    }
    audit.record(
        who,
        Channel.ACCOUNT,
        "failed update: " + label(decision),
        "service/" + update.service(),
        String.join(
                " ",
                image == null ? "" : image,
                until == null ? "" : "until " + until,
                why == null ? "" : why)
            .strip());
  }

  private LocalDate checkExemption(ServiceUpdate update, String text, List<InvalidField> found) {
    String field = "/" + ServiceUpdateProcess.UNTIL;
    if (update.isBroken()) {
      found.add(
          new InvalidField(
              "/" + ServiceUpdateProcess.DECISION,
              "The old version does not run, so it cannot be kept: repair the service first."));
      return null;
    }
    if (text == null) {
      found.add(new InvalidField(field, "Say until when the old version is kept."));
      return null;
    }
    LocalDate until = LocalDate.parse(text);
    LocalDate today =
        LocalDate.now(
            clock.withZone(communities.findById(update.community()).orElseThrow().timeZone()));
    LocalDate latest = today.plus(limits.of(update.riskClass()).longestExemption());
    if (!until.isAfter(today) || until.isAfter(latest)) {
      found.add(
          new InvalidField(
              field,
              "The old version can be kept until a day between "
                  + today.plusDays(1)
                  + " and "
                  + latest
                  + "."));
    }
    return until;
  }

  private static void named(ServiceUpdate update, String image) {
    if (image != null) {
      update.name(image);
    }
  }

  private static String label(Decision decision) {
    return switch (decision) {
      case TRY_AGAIN -> "try again";
      case KEEP_OLD -> "keep the old version";
      case LEAVE -> "leave as it is";
      case FIXED -> "repaired by hand";
    };
  }

  private static String text(DelegateTask task, String name) {
    return task.getVariable(name) instanceof String text && !text.isBlank() ? text.strip() : null;
  }
}
