package org.mcws.desk.advisory;

import java.util.List;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.RunningComponent;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is known to be wrong with an image, before it runs anywhere. */
@Component
public class KnownHoles {

  private final Inventory inventory;
  private final AdvisoryRegister register;
  private final Impact impact;

  KnownHoles(Inventory inventory, AdvisoryRegister register, Impact impact) {
    this.inventory = inventory;
    this.register = register;
    this.impact = impact;
  }

  /**
   * The open problems of what the image's bill of materials lists; none if it has no bill.
   *
   * @param image image reference with digest
   * @param score from which severity on (CVSS base score) a problem counts; those that are
   *     exploited always do
   */
  @Transactional(readOnly = true)
  public List<Hole> in(DeliveredService service, String image, double score) {
    List<RunningComponent> packages = inventory.packagesIn(service, image);
    if (packages.isEmpty()) {
      return List.of();
    }
    return register.openFrom(score).stream()
        .flatMap(id -> register.find(id).stream())
        .flatMap(advisory -> impact.in(packages, advisory).stream())
        .map(found -> new Hole(found.problem(), found.name(), found.version(), found.fixed()))
        .distinct()
        .toList();
  }

  /**
   * A problem of a package in an image.
   *
   * @param problem its id, such as a CVE number
   * @param name the package
   * @param version the version that is in the image; empty if nobody knows it
   * @param fixed the lowest version above it that ends the problem; null if there is none
   */
  public record Hole(String problem, String name, String version, String fixed) {

    /** Whether there is a version that ends it. */
    public boolean isFixable() {
      return fixed != null;
    }
  }
}
