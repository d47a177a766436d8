package org.mcws.desk.build;

import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Forgets builds that nobody asks for any more. */
@Component
class OldBuilds {

  private final ImageBuilds builds;
  private final BuildOrderSettings settings;
  private final Clock clock;

  OldBuilds(ImageBuilds builds, BuildOrderSettings settings, Clock clock) {
    this.builds = builds;
    this.settings = settings;
    this.clock = clock;
  }

  @Transactional
  @Scheduled(cron = "0 17 4 * * *")
  public void forget() {
    builds.deleteEndedBefore(clock.instant().minus(settings.keepFor()));
  }
}
