package org.mcws.desk.status.board;

import java.time.Clock;
import java.time.Instant;
import org.mcws.desk.status.BoardSettings;
import org.springframework.stereotype.Component;

/** What the public sees now, read from the database once for all who ask within a few seconds. */
@Component
public class Snapshots {

  private final ShownServices services;
  private final ShownNotices notices;
  private final BoardSettings settings;
  private final Clock clock;

  private Snapshot last;

  Snapshots(ShownServices services, ShownNotices notices, BoardSettings settings, Clock clock) {
    this.services = services;
    this.notices = notices;
    this.settings = settings;
    this.clock = clock;
  }

  /** At most as old as {@code desk.status.remember-for}. */
  public synchronized Snapshot now() {
    Instant now = clock.instant();
    if (last == null
        || now.isBefore(last.at())
        || !now.isBefore(last.at().plus(settings.rememberFor()))) {
      var shown = notices.recent();
      last = new Snapshot(now, services.read(shown, now), shown);
    }
    return last;
  }
}
