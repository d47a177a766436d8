package org.mcws.desk.status;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mcws.desk.platform.hosting.AppStirred;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks at a service at once when something happens to its app. What is believed still takes as
 * many looks, so that one task that dies and is started anew is no outage.
 */
@Component
class StirredApps {

  private final Set<String> services = ConcurrentHashMap.newKeySet();
  private final Probes probes;
  private final Clock clock;

  StirredApps(Probes probes, Clock clock) {
    this.probes = probes;
    this.clock = clock;
  }

  /** Events come in swarms, so they are only noted here. */
  @EventListener
  void hear(AppStirred app) {
    services.add(app.appId().replaceFirst("^/", "").replaceFirst("/", "."));
  }

  @Scheduled(fixedDelayString = "${desk.status.probes-every:PT1S}")
  void lookAtThem() {
    Set<String> now = new HashSet<>(services);
    if (!now.isEmpty()) {
      services.removeAll(now);
      probes.hurry(now, clock.instant());
    }
  }
}
