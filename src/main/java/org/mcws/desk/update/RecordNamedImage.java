package org.mcws.desk.update;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;
import org.springframework.stereotype.Component;

/** Keeps which image somebody has named. */
@Component
class RecordNamedImage implements TaskListener {

  private final ServiceUpdateProcess process;
  private final CurrentPerson person;
  private final AuditTrail audit;

  RecordNamedImage(ServiceUpdateProcess process, CurrentPerson person, AuditTrail audit) {
    this.process = process;
    this.person = person;
    this.audit = audit;
  }

  @Override
  public void notify(DelegateTask task) {
    ServiceUpdate update = process.of(task.getProcessInstanceId());
    String image = String.valueOf(task.getVariable(ServiceUpdateProcess.NEW_IMAGE)).strip();
    List<InvalidField> found = new ArrayList<>();
    NamedImage.check("/" + ServiceUpdateProcess.NEW_IMAGE, image, found);
    if (image.equals(update.imageFrom())) {
      found.add(
          new InvalidField(
              "/" + ServiceUpdateProcess.NEW_IMAGE,
              "This is what runs now. Name the fixed image: another tag, or the digest of what you"
                  + " have pushed to this one."));
    }
    if (!found.isEmpty()) {
      throw new InvalidInput(found);
    }
    update.name(image);
    audit.record(
        person.id().orElse("desk"),
        Channel.ACCOUNT,
        "fixed image named",
        "service/" + update.service(),
        image);
  }
}
