package org.mcws.desk.duty;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Who is on duty, as people see it.
 *
 * @param now who is, whom to turn to first first
 * @param next whose shift begins next, if any is known of
 * @param everybody accounts of all of Ops who are not away, in their order
 * @param moduleOwner accounts of who is turned to when nobody else has answered
 * @param feed how the calendar is; nothing if none is read
 */
record DutyView(
    List<TurnView> now,
    TurnView next,
    List<String> everybody,
    List<String> moduleOwner,
    FeedView feed) {

  /**
   * A stretch of time in which somebody has duty.
   *
   * @param shift id of the shift, or of the calendar's event
   * @param from when it begins
   * @param to when it ends
   */
  record TurnView(
      String shift,
      String account,
      String name,
      String mail,
      String language,
      String timeZone,
      Instant from,
      Instant to) {

    static TurnView of(Turn turn) {
      DutyPerson person = turn.member().person();
      return new TurnView(
          turn.shift(),
          person.account(),
          person.name(),
          person.mail().orElse(null),
          person.language().toLanguageTag(),
          person.timeZone().getId(),
          turn.from(),
          turn.to());
    }
  }

  /**
   * How the calendar is.
   *
   * @param readAt when its server last said what is in it; nothing if never
   * @param age how long ago that was
   * @param changedAt since when the copy is as it is
   * @param failure why it could not be read at the last try; nothing if it could
   * @param unmatched of how many events nobody knows whom or which time they mean
   */
  record FeedView(Instant readAt, Duration age, Instant changedAt, String failure, int unmatched) {

    static FeedView of(FeedState feed, int unmatched, Instant now) {
      return new FeedView(
          feed.readAt(),
          feed.readAt() == null ? null : Duration.between(feed.readAt(), now),
          feed.changedAt(),
          feed.failure(),
          unmatched);
    }
  }
}
