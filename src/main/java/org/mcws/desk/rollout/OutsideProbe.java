package org.mcws.desk.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.dns.AuthoritativeLookup;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.PageFetch;
import org.springframework.stereotype.Component;

/** Looks at a service from outside: its page if it has one, else whether its tasks run. */
@Component
class OutsideProbe {

  private final Inventory inventory;
  private final AuthoritativeLookup names;
  private final PageFetch pages;
  private final Hosting hosting;

  OutsideProbe(Inventory inventory, AuthoritativeLookup names, PageFetch pages, Hosting hosting) {
    this.inventory = inventory;
    this.names = names;
    this.pages = pages;
    this.hosting = hosting;
  }

  /**
   * What was seen of a service.
   *
   * @param evidence for people
   */
  record Seen(boolean healthy, String evidence) {}

  /**
   * @throws PlatformUnavailable if the platform's own servers don't let the desk look
   */
  Seen of(String serviceId) {
    Optional<DeliveredService> service = inventory.find(serviceId);
    if (service.isEmpty()) {
      return new Seen(true, serviceId + " is not there any more.");
    }
    return service.get().isExposed() ? page(service.get()) : tasks(service.get());
  }

  private Seen page(DeliveredService service) {
    List<String> addresses = new ArrayList<>(names.lookup(service.host(), "A"));
    addresses.addAll(names.lookup(service.host(), "AAAA"));
    if (addresses.isEmpty()) {
      return new Seen(false, "The name server has no address for " + service.host() + ".");
    }
    try {
      PageFetch.Page page = pages.fetch(service.host(), addresses);
      return new Seen(
          page.isThere(), service.host() + " answers with status " + page.status() + ".");
    } catch (PlatformUnavailable silent) {
      return new Seen(false, silent.getMessage());
    }
  }

  private Seen tasks(DeliveredService service) {
    Optional<AppStatus> app = hosting.find(service.appId());
    boolean settled = app.map(AppStatus::settled).orElse(false);
    return new Seen(
        settled,
        service.id()
            + (app.isEmpty()
                ? " does not run at all."
                : settled ? " runs as it should." : " does not run as it should."));
  }
}
