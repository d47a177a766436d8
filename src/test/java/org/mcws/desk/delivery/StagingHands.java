package org.mcws.desk.delivery;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.mcws.desk.platform.dns.DnsZones;
import org.mcws.desk.platform.dns.RecordSet;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.BeanFactory;

/** Gives the sandbox's platform the time that it needs. */
final class StagingHands {

  private static final String ZONE = "example";

  private StagingHands() {}

  /** What runs of a service, and of its staging, is as it was asked for, or has failed. */
  static void settle(BeanFactory desk, DeliveredSite site) {
    Hosting hosting = desk.getBean(Hosting.class);
    for (String app : List.of(site.app(), staging(site))) {
      await(app + " has come to rest")
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(50))
          .until(
              () ->
                  hosting
                      .find(app)
                      .map(found -> found.settled() || found.failing().isPresent())
                      .orElse(true));
    }
  }

  /** The names under which visitors find it. */
  static List<String> names(BeanFactory desk, DeliveredSite site) {
    return desk.getBean(DnsZones.class).recordsOf(ZONE, owner(site)).stream()
        .map(RecordSet::name)
        .distinct()
        .toList();
  }

  static void takeNames(BeanFactory desk, DeliveredSite site) {
    desk.getBean(DnsZones.class).removeRecords(ZONE, owner(site));
  }

  private static String owner(DeliveredSite site) {
    return site.id() + "@staging";
  }

  static String staging(DeliveredSite site) {
    return site.app() + "-staging";
  }
}
