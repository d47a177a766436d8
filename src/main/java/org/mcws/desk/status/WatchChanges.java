package org.mcws.desk.status;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.inventory.DeliveredService;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Takes down what owners and Ops say about how a service is watched and shown. */
@Service
class WatchChanges {

  private final ServiceWatches watches;
  private final ProbePlan plan;
  private final AuditTrail audit;
  private final Clock clock;

  WatchChanges(ServiceWatches watches, ProbePlan plan, AuditTrail audit, Clock clock) {
    this.watches = watches;
    this.plan = plan;
    this.audit = audit;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public WatchView of(DeliveredService service) {
    ServiceWatch watch =
        watches.findById(service.id()).orElseGet(() -> new ServiceWatch(service.id()));
    return WatchView.of(service, watch, clock.instant());
  }

  /**
   * Changes what differs. The service is watched by it from the next look on.
   *
   * @param byOps whether Ops say so, and not an owner
   */
  @Transactional
  public WatchView change(
      DeliveredService service, WatchChange wanted, String actor, boolean byOps) {
    ServiceWatch watch = watches.toChange(service.id());
    List<String> changes = new ArrayList<>();
    if (wanted.importance() != null && wanted.importance() != watch.importance()) {
      matter(watch, wanted.importance(), byOps);
      changes.add("importance " + wanted.importance().name().toLowerCase(Locale.ROOT));
      watches.flush();
      plan.provide(service.id());
    }
    if (wanted.page() != null && !wanted.page().wish().equals(watch.page())) {
      changes.add(expect(service, watch, wanted.page().wish()));
    }
    if (wanted.shown() != null) {
      show(watch, wanted.shown(), byOps, changes);
    }
    if (!changes.isEmpty()) {
      audit.record(
          actor,
          Channel.ACCOUNT,
          "watch changed",
          "service/" + service.id(),
          String.join(", ", changes));
    }
    return WatchView.of(service, watch, clock.instant());
  }

  private static void matter(ServiceWatch watch, Importance importance, boolean byOps) {
    if (!byOps) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN,
          "Only Community Ops say how important a service is: ask them, or leave 'importance' out.");
    }
    watch.matter(importance);
  }

  private static String expect(DeliveredService service, ServiceWatch watch, ExpectedPage page) {
    if (!service.isExposed()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "Only a site has a page: leave 'page' out.");
    }
    watch.expect(page);
    return "page %s, status %s, text %s"
        .formatted(
            page.path(),
            page.status().map(String::valueOf).orElse("any"),
            page.text().map(text -> '"' + text + '"').orElse("any"));
  }

  private static void show(ServiceWatch watch, boolean shown, boolean byOps, List<String> changes) {
    if (byOps && shown != watch.shownByOps()) {
      watch.showByOps(shown);
      changes.add(shown ? "shown by Ops" : "hidden by Ops");
    } else if (!byOps && shown != watch.shownByOwner()) {
      watch.showByOwner(shown);
      changes.add(shown ? "shown by the owners" : "hidden by the owners");
    }
  }
}
