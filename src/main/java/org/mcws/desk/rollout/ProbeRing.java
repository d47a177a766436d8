package org.mcws.desk.rollout;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.rollout.AffectedService.State;
import org.mcws.desk.status.ServiceProbe;
import org.mcws.desk.status.SiteProbe.Seen;
import org.springframework.stereotype.Component;

/**
 * Looks at some of what was updated in the ring, as a visitor would, before the next ring opens.
 */
@Component
class ProbeRing implements JavaDelegate {

  private final Rollouts rollouts;
  private final Rings rings;
  private final AffectedServices services;
  private final RingPolicies policies;
  private final Inventory inventory;
  private final ServiceProbe probe;

  ProbeRing(
      Rollouts rollouts,
      Rings rings,
      AffectedServices services,
      RingPolicies policies,
      Inventory inventory,
      ServiceProbe probe) {
    this.rollouts = rollouts;
    this.rings = rings;
    this.services = services;
    this.policies = policies;
    this.inventory = inventory;
    this.probe = probe;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Rollout rollout = rollouts.find(RolloutProcess.rollout(execution)).orElseThrow();
    RingPolicy policy = policies.of(rollout.riskClass());
    List<Seen> seen =
        services.sample(rollout.id(), rollout.ring(), State.UPDATED, policy.sample()).stream()
            .flatMap(service -> inventory.find(service.service()).stream())
            .map(probe::probe)
            .toList();
    List<Seen> ill = seen.stream().filter(s -> !s.reached()).toList();
    boolean unhealthy =
        RingPolicy.isTooMuch(ill.size(), seen.size(), rollout.haltFailures(), rollout.haltShare());
    rings.evidence(
        rollout.id(),
        rollout.ring(),
        (seen.size() - ill.size())
            + " of "
            + seen.size()
            + " probed services were well."
            + ill.stream().map(s -> "\n" + s.evidence()).collect(Collectors.joining()));
    execution.setVariableLocal(RolloutProcess.HEALTHY, !unhealthy);
  }
}
