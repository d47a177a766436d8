package org.mcws.desk.rollout;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.approval.asking.OwnerQuestions;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.stereotype.Component;

/**
 * Asks the owners of some communities, each once: about what they manage themselves, and about what
 * Ops manage for them. As many as one transaction should hold; the model comes back for the rest.
 */
@Component
class AskCommunities implements JavaDelegate {

  private static final int AT_ONCE = 50;

  /** What a question takes. */
  private static final int MOST_SERVICES = 500;

  private final Rollouts rollouts;
  private final AffectedServices services;
  private final AskedServices askedServices;
  private final Questions questions;
  private final OwnerQuestions owners;
  private final Clock clock;

  AskCommunities(
      Rollouts rollouts,
      AffectedServices services,
      AskedServices askedServices,
      Questions questions,
      OwnerQuestions owners,
      Clock clock) {
    this.rollouts = rollouts;
    this.services = services;
    this.askedServices = askedServices;
    this.questions = questions;
    this.owners = owners;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    // What belongs to it does not change the rollout's row; answers must wait for the whole batch.
    Rollout rollout = rollouts.lock(RolloutProcess.rollout(execution));
    String[] communities = services.communitiesWith(rollout.id(), State.PLANNED, AT_ONCE);
    Questions.Writer writer = questions.about(rollout);
    services.in(rollout.id(), State.PLANNED, communities).stream()
        .collect(
            Collectors.groupingBy(
                AffectedService::community,
                TreeMap::new,
                Collectors.groupingBy(
                    AffectedService::managedBy, TreeMap::new, Collectors.toList())))
        .forEach((community, groups) -> ask(rollout, writer, community, groups));
    execution.setVariableLocal(
        RolloutProcess.MORE_TO_ASK, services.any(rollout.id(), Set.of(State.PLANNED)));
  }

  private void ask(
      Rollout rollout,
      Questions.Writer writer,
      String community,
      Map<String, List<AffectedService>> groups) {
    groups.forEach(
        (managedBy, asked) -> {
          for (int from = 0, part = 0; from < asked.size(); from += MOST_SERVICES, part++) {
            List<AffectedService> some =
                asked.subList(from, Math.min(asked.size(), from + MOST_SERVICES));
            UUID approval = owners.ask(writer.write(community, managedBy, some, part));
            askedServices.asked(
                rollout.id(),
                community,
                some.stream().map(AffectedService::service).toList(),
                approval,
                clock.instant());
          }
        });
  }
}
