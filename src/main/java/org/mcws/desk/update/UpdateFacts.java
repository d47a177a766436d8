package org.mcws.desk.update;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.ProcessBean;
import org.springframework.stereotype.Component;

/** What tasks show of an update, and whom they ask. */
@Component
@ProcessBean
public class UpdateFacts {

  private final ServiceUpdateProcess process;

  UpdateFacts(ServiceUpdateProcess process) {
    this.process = process;
  }

  public boolean isImageKnown(DelegateExecution execution) {
    return process.of(execution).imageTo() != null;
  }

  /** Whether neither version runs as it should. */
  public boolean isBroken(DelegateExecution execution) {
    return process.of(execution).isBroken();
  }

  /** Whether it is its author's affair: what is broken is one of Ops in any case. */
  public boolean isLeft(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    return update.leaves() && !update.isBroken();
  }

  /** The groups that may name an image: the community's owners, and Ops. */
  public List<String> namers(DelegateExecution execution) {
    return List.of(People.ownersOf(process.of(execution).community()), People.OPS);
  }

  public String service(DelegateExecution execution) {
    return process.of(execution).service();
  }

  public String reason(DelegateExecution execution) {
    return process.of(execution).reason();
  }

  public String oldImage(DelegateExecution execution) {
    return process.of(execution).imageFrom();
  }

  /** The image that was to run, in words if there is none. */
  public String wantedImage(DelegateExecution execution) {
    String image = process.of(execution).imageTo();
    return image == null ? "(not known)" : image;
  }

  public String evidence(DelegateExecution execution) {
    return process.of(execution).evidence();
  }

  /** How the service stands now. */
  public String standing(DelegateExecution execution) {
    ServiceUpdate update = process.of(execution);
    return isBroken(execution)
        ? "The service does not run as it should."
        : "The service runs its old version, " + update.imageFrom() + ".";
  }
}
