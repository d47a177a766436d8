package org.mcws.desk.status;

import java.time.Duration;
import java.util.Optional;
import org.mcws.desk.platform.PlatformComponent;
import org.mcws.desk.platform.PlatformUnavailable;

/**
 * What one look at a service has found.
 *
 * @param well whether it is as it should be
 * @param took how long the answer took; zero if none came
 * @param evidence what was seen, for people
 * @param component the part of the platform that is to blame, if one did not answer at all
 */
record Sighting(
    boolean well, Duration took, String evidence, Optional<PlatformComponent> component) {

  private static final int LONGEST = 1000;

  Sighting {
    String line = evidence.strip().replaceAll("\\s+", " ");
    evidence = line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
  }

  static Sighting well(String evidence) {
    return new Sighting(true, Duration.ZERO, evidence, Optional.empty());
  }

  static Sighting bad(String evidence) {
    return new Sighting(false, Duration.ZERO, evidence, Optional.empty());
  }

  /** Whoever serves it does not answer, or not about it. */
  static Sighting bad(PlatformUnavailable silent) {
    return new Sighting(false, Duration.ZERO, silent.getMessage(), silent.component());
  }
}
