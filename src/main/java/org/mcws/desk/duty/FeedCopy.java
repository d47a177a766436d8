package org.mcws.desk.duty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.mcws.desk.duty.ics.IcsFile;
import org.mcws.desk.duty.ics.NoCalendar;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The desk's copy of the calendar: the last file that could be read, and what it says of the weeks
 * to come. Only a file that can be read takes the place of another.
 */
@Component
@Transactional
class FeedCopy {

  /**
   * How far ahead the calendar is told; a day more than others look, so that once a day is enough.
   */
  private static final Duration AHEAD = DutyRota.AHEAD.plusDays(1);

  private static final Duration BEHIND = Duration.ofDays(8);

  private final Feeds feeds;
  private final FeedTurns turns;
  private final Clock clock;

  FeedCopy(Feeds feeds, FeedTurns turns, Clock clock) {
    this.feeds = feeds;
    this.turns = turns;
    this.clock = clock;
  }

  /**
   * What is known of the calendar, for the one desk that is to read it now.
   *
   * @param source hash of its address
   * @param every when it is due again
   */
  Optional<Feed> take(String source, Duration every) {
    Instant now = clock.instant();
    return feeds.take(now, now.plus(every), source) == 1
        ? feeds.findById(Feed.ID)
        : Optional.empty();
  }

  /** Keeps what the server has answered. */
  void keep(FeedAnswer answer) throws NoCalendar {
    Instant now = clock.instant();
    Feed feed = feeds.lock();
    if (answer.isChanged()) {
      tell(feed, answer.body(), now);
      feed.changed(answer, now);
    } else {
      feed.unchanged(now);
      goOn(feed, now);
    }
  }

  /** Notes that the calendar could not be read; the copy stays, and goes on with time. */
  void keepWithout(String why) throws NoCalendar {
    Feed feed = feeds.lock();
    feed.failed(why);
    goOn(feed, clock.instant());
  }

  private void goOn(Feed feed, Instant now) throws NoCalendar {
    if (feed.body() != null && !feed.isToldUntil(now.plus(DutyRota.AHEAD))) {
      tell(feed, feed.body(), now);
    }
  }

  private void tell(Feed feed, byte[] file, Instant now) throws NoCalendar {
    Instant until = now.plus(AHEAD);
    IcsFile.Read read = IcsFile.read(file).between(now.minus(BEHIND), until);
    turns.deleteAll();
    turns.saveAll(
        Stream.concat(
                read.turns().stream().map(FeedTurn::new),
                read.troubles().stream().map(FeedTurn::new))
            .toList());
    feed.toldUntil(until);
  }
}
