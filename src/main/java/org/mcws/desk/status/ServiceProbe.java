package org.mcws.desk.status;

import java.time.Duration;
import java.util.Optional;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.status.SiteProbe.Seen;
import org.springframework.stereotype.Component;

/** Tries a service from outside: its page if it has one, else whether its tasks run. */
@Component
public class ServiceProbe {

  private final SiteProbe sites;
  private final Hosting hosting;

  ServiceProbe(SiteProbe sites, Hosting hosting) {
    this.sites = sites;
    this.hosting = hosting;
  }

  /**
   * @throws PlatformUnavailable if the hosting platform does not tell
   */
  public Seen probe(DeliveredService service) {
    return service.isExposed() ? sites.probe(service.host()) : tasks(service);
  }

  private Seen tasks(DeliveredService service) {
    Optional<AppStatus> app = hosting.find(service.appId());
    boolean settled = app.map(AppStatus::settled).orElse(false);
    String found =
        app.isEmpty()
            ? " does not run at all."
            : settled ? " runs as it should." : " does not run as it should.";
    return new Seen(settled, Duration.ZERO, service.id() + found);
  }
}
