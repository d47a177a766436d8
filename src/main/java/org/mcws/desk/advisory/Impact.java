package org.mcws.desk.advisory;

import java.util.List;
import org.mcws.desk.inventory.DeliveredService;
import org.springframework.stereotype.Component;

/** Finds out whom an advisory affects, by what the inventory knows to run. */
@Component
public class Impact {

  /** The services that run what the advisory says is affected, one entry a service. */
  public List<Affected> of(Advisory advisory) {
    throw new UnsupportedOperationException();
  }

  /**
   * An affected service.
   *
   * @param service the service
   * @param components what of it is affected, one or more
   */
  public record Affected(DeliveredService service, List<Component> components) {

    public Affected {
      components = List.copyOf(components);
    }

    /** Whether each of them has a version that ends the problem. */
    public boolean isFixable() {
      return components.stream().allMatch(component -> component.fixed() != null);
    }
  }

  /**
   * An affected part of a service.
   *
   * @param type package URL type
   * @param name the package
   * @param version the version that runs
   * @param fixed the lowest version above it that ends the problem; null if there is none
   * @param problem id of the problem, such as a CVE number
   */
  public record Component(String type, String name, String version, String fixed, String problem) {}
}
