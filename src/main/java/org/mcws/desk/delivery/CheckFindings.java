package org.mcws.desk.delivery;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.advisory.KnownHoles;
import org.mcws.desk.advisory.KnownHoles.Hole;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.springframework.stereotype.Component;

/**
 * Compares what the image is made of with what the desk knows of critical holes. What nobody can
 * mend yet stands in nobody's way.
 */
@Component
class CheckFindings implements JavaDelegate {

  private static final int MOST_NAMED = 20;

  private final DeliveryProcess process;
  private final Inventory inventory;
  private final KnownHoles holes;
  private final DeliveryLimits limits;

  CheckFindings(
      DeliveryProcess process, Inventory inventory, KnownHoles holes, DeliveryLimits limits) {
    this.process = process;
    this.inventory = inventory;
    this.holes = holes;
    this.limits = limits;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Delivery delivery = process.of(execution);
    DeliveredService service = inventory.find(delivery.service()).orElseThrow();
    List<Hole> found =
        holes.in(service, delivery.image().orElseThrow(), limits.now().criticalFrom()).stream()
            .filter(Hole::isFixable)
            .toList();
    boolean stopped = !found.isEmpty() && delivery.accepted().isEmpty();
    if (stopped) {
      delivery.note(words(found, remedy(delivery)), "");
    }
    DeliveryProcess.answer(execution, stopped ? Outcome.HOLES : Outcome.CLEAN);
  }

  private static String words(List<Hole> found, String remedy) {
    return found.stream()
        .limit(MOST_NAMED)
        .map(
            hole ->
                "- "
                    + hole.problem()
                    + ": "
                    + hole.name()
                    + " "
                    + hole.version()
                    + ", mended in "
                    + hole.fixed())
        .collect(
            Collectors.joining(
                "\n", "The image has critical holes that can be mended:\n", "\n" + remedy));
  }

  private static String remedy(Delivery delivery) {
    return delivery.dockerfile().isPresent()
        ? "Use the newer versions and upload it again; or say why the holes are accepted when you do."
        : "Use the newer versions and push again; or deliver it by hand and say why the holes are"
            + " accepted.";
  }

  /** What was seen. */
  enum Outcome {
    CLEAN,
    HOLES
  }
}
