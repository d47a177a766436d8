package org.mcws.desk.hostmaintenance;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.mcws.desk.engine.ProcessBean;
import org.springframework.stereotype.Component;

/** What tasks show of the maintenance of a machine. */
@Component
@ProcessBean
public class HostFacts {

  private final HostMaintenanceProcess process;

  HostFacts(HostMaintenanceProcess process) {
    this.process = process;
  }

  /** Whether the machine was taken down, so that Ops can work on it. */
  public boolean isDown(DelegateExecution execution) {
    return process.of(execution).state() == HostMaintenance.State.DOWN;
  }

  /** Whether Ops want the machine back without the work. */
  public boolean isCancelled(DelegateExecution execution) {
    return process.of(execution).isCancelled();
  }

  public String host(DelegateExecution execution) {
    return process.of(execution).host();
  }

  public String reason(DelegateExecution execution) {
    return process.of(execution).reason();
  }

  /** What was seen, in words if nothing was. */
  public String evidence(DelegateExecution execution) {
    String evidence = process.of(execution).evidence();
    return evidence.isEmpty() ? "- nothing out of the ordinary" : evidence;
  }

  /** The apps that run elsewhere now. */
  public String moved(DelegateExecution execution) {
    return listed(process.of(execution).moved());
  }

  /** The apps that were left on the machine. */
  public String skipped(DelegateExecution execution) {
    return listed(process.of(execution).skipped());
  }

  private static String listed(List<String> apps) {
    return apps.isEmpty() ? "none" : String.join(", ", apps);
  }
}
