package org.mcws.desk.status;

import java.time.Duration;

/**
 * What one look at a service has found.
 *
 * @param well whether it is as it should be
 * @param took how long the answer took; zero if none came
 * @param evidence what was seen, for people
 */
record Sighting(boolean well, Duration took, String evidence) {

  private static final int LONGEST = 1000;

  Sighting {
    String line = evidence.strip().replaceAll("\\s+", " ");
    evidence = line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
  }

  static Sighting well(String evidence) {
    return new Sighting(true, Duration.ZERO, evidence);
  }

  static Sighting bad(String evidence) {
    return new Sighting(false, Duration.ZERO, evidence);
  }
}
