package org.mcws.desk.status.page;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.mcws.desk.status.board.PublicTime;

/**
 * A moment on a page.
 *
 * @param iso for programs
 * @param text for people
 */
record TimeView(String iso, String text) {

  static TimeView of(Instant moment) {
    return new TimeView(
        moment.truncatedTo(ChronoUnit.SECONDS).toString(), PublicTime.moment(moment));
  }
}
