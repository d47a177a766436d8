package org.mcws.desk.status;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.mcws.desk.status.board.PublicText;

/**
 * What the public is to be told of an incident or a planned maintenance.
 *
 * @param title in public words, cut at 200 characters
 * @param services the ids of the services that are affected; those that the public may not see are
 *     kept and not shown
 * @param beganAt since when; of a maintenance its beginning counts instead
 */
public record Notice(String title, Impact impact, List<String> services, Instant beganAt) {

  /**
   * @throws IllegalArgumentException if the title says nothing
   */
  public Notice {
    title = PublicText.title(title);
    Objects.requireNonNull(impact, "impact");
    services = List.copyOf(services);
    Objects.requireNonNull(beganAt, "beganAt");
  }
}
