package org.mcws.desk.duty;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the calendar says and the desk can't put to anybody. */
@Component
class Unmatched {

  private final FeedTurns feed;
  private final Roster roster;
  private final DutySettings settings;
  private final Clock clock;

  Unmatched(FeedTurns feed, Roster roster, DutySettings settings, Clock clock) {
    this.feed = feed;
    this.roster = roster;
    this.settings = settings;
    this.clock = clock;
  }

  /** Each event once: first those of which the time is not known, then by their first time. */
  List<UnmatchedView> all() {
    if (settings.feed().isEmpty()) {
      return List.of();
    }
    Map<String, UnmatchedView> events = new LinkedHashMap<>();
    Stream.concat(unreadable(), ofNobody())
        .forEach(event -> events.putIfAbsent(event.event(), event));
    return List.copyOf(events.values());
  }

  private Stream<UnmatchedView> unreadable() {
    return feed.findByBeginsIsNullOrderById().stream()
        .map(turn -> UnmatchedView.of(turn, turn.trouble().orElseThrow()));
  }

  private Stream<UnmatchedView> ofNobody() {
    Instant now = clock.instant();
    WhoIsMeant who = new WhoIsMeant(roster.members());
    return feed.findByEndsAfterAndBeginsBefore(now, now.plus(DutyRota.AHEAD)).stream()
        .sorted(Comparator.comparing(FeedTurn::begins))
        .flatMap(
            turn -> Stream.ofNullable(who.by(turn).why()).map(why -> UnmatchedView.of(turn, why)));
  }
}
