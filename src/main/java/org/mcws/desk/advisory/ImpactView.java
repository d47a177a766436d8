package org.mcws.desk.advisory;

import java.util.List;
import java.util.Locale;
import org.mcws.desk.advisory.Impact.Affected;
import org.mcws.desk.advisory.Impact.Component;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;

/**
 * Whom an advisory affects.
 *
 * @param advisory the advisory
 * @param fixable of how many affected services every affected part has a fixed version
 * @param services the affected services, by their ids
 */
record ImpactView(AdvisoryView advisory, int fixable, Paged<AffectedView> services) {

  static ImpactView of(Advisory advisory, List<Affected> affected, PageQuery query) {
    return new ImpactView(
        AdvisoryView.of(advisory),
        (int) affected.stream().filter(Affected::isFixable).count(),
        Paged.slice(affected, query, AffectedView::of));
  }

  /**
   * @param managedBy ops or community
   * @param components what of it is affected
   */
  record AffectedView(
      String id, String community, String image, String managedBy, List<ComponentView> components) {

    private static AffectedView of(Affected affected) {
      return new AffectedView(
          affected.service().id(),
          affected.service().community(),
          affected.service().image(),
          affected.service().managedBy().name().toLowerCase(Locale.ROOT),
          affected.components().stream().map(ComponentView::of).toList());
    }
  }

  /**
   * @param name the package as {@code type/name}
   * @param version the version that runs; absent if nobody knows it
   * @param fixed the lowest version above it that ends the problem; absent if there is none
   * @param problem id of the problem
   */
  record ComponentView(String name, String version, String fixed, String problem) {

    private static ComponentView of(Component component) {
      return new ComponentView(
          component.type() + "/" + component.name(),
          component.version().isEmpty() ? null : component.version(),
          component.fixed(),
          component.problem());
    }
  }
}
