package org.mcws.desk.duty;

import java.time.Instant;
import java.util.List;

/**
 * An event of the calendar by which nobody has duty.
 *
 * @param event its id
 * @param summary its title
 * @param people the mail addresses of those who take part
 * @param from when it takes place first; nothing if that is not known
 * @param to when that ends
 * @param why what is wrong with it
 */
record UnmatchedView(
    String event, String summary, List<String> people, Instant from, Instant to, String why) {

  static UnmatchedView of(FeedTurn turn, String why) {
    return new UnmatchedView(
        turn.uid(), turn.summary(), turn.people(), turn.begins(), turn.ends(), why);
  }
}
