package org.mcws.desk.delivery;

import java.util.List;
import org.mcws.desk.platform.dns.DnsZones;
import org.mcws.desk.status.WantedRecords;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.BeanFactory;

/** Takes a site's name away, so that no visitor gets through, and gives it back. */
final class ProductionNames {

  private static final String ZONE = "example";

  private ProductionNames() {}

  static List<String> take(BeanFactory desk, DeliveredSite site) {
    desk.getBean(DnsZones.class).removeRecords(ZONE, site.slug());
    return List.of(site.host());
  }

  static void give(BeanFactory desk, DeliveredSite site, List<String> names) {
    names.forEach(
        name ->
            desk.getBean(DnsZones.class)
                .ensureRecords(ZONE, site.slug(), desk.getBean(WantedRecords.class).ofSite(name)));
  }
}
