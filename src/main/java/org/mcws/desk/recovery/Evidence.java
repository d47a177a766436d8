package org.mcws.desk.recovery;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found out about a service that is down, before anything is touched.
 *
 * @param lines what was seen, for people, one thing a line
 * @param facts what {@code recovery-playbook.dmn} looks at
 * @param agent the machine that its tasks run on or ran on
 * @param appVersion what runs, as the hosting platform names it
 * @param condition how it fares, to be compared with later
 */
record Evidence(
    List<String> lines,
    Map<String, Object> facts,
    Optional<String> agent,
    Optional<String> appVersion,
    Condition condition) {

  Evidence {
    lines = List.copyOf(lines);
  }

  String words() {
    return String.join("\n", lines.stream().map(line -> "- " + line).toList());
  }

  /**
   * How a service's tasks fare. What only the looks at records, certificate or mail find does not
   * count: only a change of the tasks can be taken back.
   *
   * @param healthy how many of its tasks are healthy
   * @param bad how many kinds of probes find them bad
   */
  record Condition(long healthy, int bad) {

    private static final String SEPARATOR = "/";

    static Condition parse(String text) {
      int at = text.indexOf(SEPARATOR);
      return new Condition(
          Long.parseLong(text.substring(0, at)), Integer.parseInt(text.substring(at + 1)));
    }

    boolean isWorseThan(Condition before) {
      return healthy < before.healthy || bad > before.bad;
    }

    @Override
    public String toString() {
      return healthy + SEPARATOR + bad;
    }
  }
}
