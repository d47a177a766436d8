package org.mcws.desk.inventory;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that has changed about a service.
 *
 * @param what delivered, image or sbom
 * @param from what was, or null
 * @param to what is, or null
 * @param by a mail address, an account, or {@code desk}
 */
public record RecentChange(Instant at, String what, String from, String to, String by, String why) {

  static RecentChange of(ServiceChange change) {
    return new RecentChange(
        change.at(),
        change.what().name().toLowerCase(Locale.ROOT),
        change.from(),
        change.to(),
        change.by(),
        change.why());
  }

  /** Whether another image runs since then. */
  public boolean isImage() {
    return "image".equals(what);
  }
}
