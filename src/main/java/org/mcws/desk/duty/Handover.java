package org.mcws.desk.duty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes to those whose duty begins, unless they were on duty just before. Each is written to once
 * for a shift, whichever desk of a cluster looks first: that is noted in the same transaction. What
 * began while no desk was running, and longer ago than an hour, is nobody's news any more.
 */
@Component
class Handover {

  private static final Duration NEWS = Duration.ofHours(1);
  private static final Duration REMEMBERED = Duration.ofDays(7);

  private final Turns turns;
  private final Handovers told;
  private final HandoverMail mail;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Handover(
      Turns turns,
      Handovers told,
      HandoverMail mail,
      TransactionTemplate transaction,
      Clock clock) {
    this.turns = turns;
    this.told = told;
    this.mail = mail;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Writes to all whose duty has begun. */
  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
  void tell() {
    Instant now = clock.instant();
    List<Turn> begun =
        turns.at(now).stream()
            .filter(turn -> turn.from().isAfter(now.minus(NEWS)))
            .filter(turn -> !wasOnDutyBefore(turn))
            .toList();
    begun.forEach(turn -> transaction.executeWithoutResult(status -> tell(turn)));
    transaction.executeWithoutResult(status -> told.forget(now.minus(REMEMBERED)));
  }

  private void tell(Turn turn) {
    if (told.note(turn)) {
      mail.begins(turn);
    }
  }

  private boolean wasOnDutyBefore(Turn turn) {
    return turns.at(turn.from().minusMillis(1)).stream()
        .anyMatch(before -> before.isOf(turn.member()));
  }
}
