package org.mcws.desk.status.page;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mcws.desk.status.board.PublicTime;
import org.mcws.desk.status.board.Uptime;
import org.mcws.desk.status.board.Uptime.Day;

/**
 * The bars of 90 days, one a day, drawn as an SVG path for each kind of day. Bad days are taller
 * too, for those who do not see colours.
 *
 * @param text the same in words
 */
record UptimeBar(String good, String some, String bad, String unknown, String text) {

  private static final int STEP = 4;
  private static final int WIDTH = 3;
  private static final int HEIGHT = 24;

  /** So many days are named to who cannot see the bars, the last ones. */
  private static final int NAMED = 10;

  static UptimeBar of(Uptime uptime) {
    List<Day> days = uptime.days();
    return new UptimeBar(
        path(days, 18, day -> day.isKnown() && day.isClean()),
        path(days, 21, day -> day.isKnown() && !day.isClean() && !day.isBad()),
        path(days, HEIGHT, day -> day.isKnown() && day.isBad()),
        path(days, 3, day -> !day.isKnown()),
        text(uptime));
  }

  private static String path(List<Day> days, int height, Predicate<Day> kind) {
    return IntStream.range(0, days.size())
        .filter(index -> kind.test(days.get(index)))
        .mapToObj(
            index ->
                "M%d %dh%dv%dh-%dz".formatted(index * STEP, HEIGHT - height, WIDTH, height, WIDTH))
        .collect(Collectors.joining());
  }

  private static String text(Uptime uptime) {
    String share = uptime.percent().orElse(null);
    if (share == null) {
      return "No data yet.";
    }
    long known = uptime.days().stream().filter(Day::isKnown).count();
    List<Day> down = uptime.days().stream().filter(day -> !day.isClean()).toList();
    String start =
        "In order for %s of the last %d %s.".formatted(share, known, known == 1 ? "day" : "days");
    if (down.isEmpty()) {
      return start;
    }
    String named =
        down.stream()
            .skip(Math.max(0, down.size() - NAMED))
            .map(day -> PublicTime.day(day.day()) + " (" + PublicTime.length(day.down()) + ")")
            .collect(Collectors.joining(", "));
    int others = Math.max(0, down.size() - NAMED);
    return start
        + " Out of order on "
        + named
        + (others == 0
            ? "."
            : ", and on " + others + " earlier " + (others == 1 ? "day." : "days."));
  }
}
