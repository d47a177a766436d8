package org.mcws.desk.status;

import java.time.Duration;
import java.time.Instant;
import org.mcws.desk.inventory.DeliveredService;

/**
 * How a service is watched and shown.
 *
 * @param page what its page should be like; nothing if it has none
 * @param shownByOwner whether the owners let the public see how it fares
 * @param shownByOps whether Ops do
 * @param pause the time in which nobody is woken about it; nothing if there is none
 * @param heartbeat how often it has to tell that it is at work; nothing if it need not
 */
record WatchView(
    Importance importance,
    Page page,
    boolean shownByOwner,
    boolean shownByOps,
    ServiceWatch.Pause pause,
    Heartbeat heartbeat) {

  static WatchView of(DeliveredService service, ServiceWatch watch, Instant now) {
    ExpectedPage page = watch.page();
    return new WatchView(
        watch.importance(),
        service.isExposed()
            ? new Page(page.path(), page.status().orElse(null), page.text().orElse(null))
            : null,
        watch.shownByOwner(),
        watch.shownByOps(),
        watch.pause(now).orElse(null),
        watch
            .heartbeatEvery()
            .map(every -> new Heartbeat(every, watch.heartbeatGrace().orElseThrow()))
            .orElse(null));
  }

  /**
   * @param status nothing for any that tells that a site is there
   * @param text what must stand in it; nothing if anything may
   */
  record Page(String path, Integer status, String text) {}

  /**
   * @param grace by how much it may be late
   */
  record Heartbeat(Duration every, Duration grace) {}
}
