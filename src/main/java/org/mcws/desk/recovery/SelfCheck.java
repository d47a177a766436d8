package org.mcws.desk.recovery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mcws.desk.status.events.ProbesLate;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks whether the desk itself does what it should: timers that should have fired and have not, a
 * rehearsal that did not go through. Ops hear of it by mail, once in a while and not from each
 * desk.
 */
@Component
class SelfCheck {

  /** The engine is at most some seconds late; ten minutes are more than any load explains. */
  private static final Duration LATE = Duration.ofMinutes(10);

  private static final Duration LONGEST_WITHOUT_REHEARSAL = Duration.ofHours(36);
  private static final Duration BETWEEN_MAILS = Duration.ofHours(6);

  private static final String OVERDUE_TIMERS =
      "select count(*) from act_ru_job where retries_ > 0 and suspension_state_ = 1"
          + " and (lock_exp_time_ is null or lock_exp_time_ < :now) and duedate_ < :late";

  private final JdbcClient database;
  private final Rehearsal rehearsal;
  private final RecoveryMail mail;
  private final Clock clock;

  SelfCheck(JdbcClient database, Rehearsal rehearsal, RecoveryMail mail, Clock clock) {
    this.database = database;
    this.rehearsal = rehearsal;
    this.mail = mail;
    this.clock = clock;
  }

  /** What the desk can find; each is told by itself. */
  enum Finding {
    LATE_TIMERS(1),
    NO_REHEARSAL(2);

    /** As it is kept. */
    private final int id;

    Finding(int id) {
      this.id = id;
    }
  }

  @Scheduled(
      fixedDelayString = "${desk.recovery.self-check-every:PT15M}",
      initialDelayString = "PT5M")
  @Transactional
  public void check() {
    Instant now = clock.instant();
    List<String> news = new ArrayList<>();
    findings(now)
        .forEach(
            (kind, words) -> {
              if (isFirstToTell(kind, now)) {
                news.add(words);
              }
            });
    if (!news.isEmpty()) {
      mail.tellFindings(news);
    }
  }

  /** The probes watch themselves, and say so once an hour on one desk. */
  @EventListener
  void hear(ProbesLate late) {
    mail.tellFindings(
        List.of(
            late.count()
                + " looks at services are late, one of them by "
                + RecoveryMail.inWords(late.lateness())
                + ". Raise desk.status.at-once, or start another desk."));
  }

  /** What is not as it should be, in words. */
  Map<Finding, String> findings(Instant now) {
    Map<Finding, String> found = new EnumMap<>(Finding.class);
    long timers = overdueTimers(now);
    if (timers > 0) {
      found.put(
          Finding.LATE_TIMERS,
          timers
              + " timers of processes are more than ten minutes late. Does a desk run whose job"
              + " executor works?");
    }
    rehearsal
        .sinceLast()
        .filter(since -> since.compareTo(LONGEST_WITHOUT_REHEARSAL) > 0)
        .ifPresent(
            since ->
                found.put(
                    Finding.NO_REHEARSAL,
                    "No rehearsal has gone through for "
                        + RecoveryMail.inWords(since)
                        + ". Look for the last one among the incidents."));
    return found;
  }

  private long overdueTimers(Instant now) {
    return database
        .sql(OVERDUE_TIMERS)
        .param("now", Timestamp.from(now))
        .param("late", Timestamp.from(now.minus(LATE)))
        .query(Long.class)
        .single();
  }

  /** Of all desks one tells, and the same not again for some hours. */
  private boolean isFirstToTell(Finding kind, Instant now) {
    return database
            .sql(
                "insert into self_check (id, told_at) values (:id, :now) on conflict (id) do update"
                    + " set told_at = :now where self_check.told_at < :before")
            .param("id", kind.id)
            .param("now", Timestamp.from(now))
            .param("before", Timestamp.from(now.minus(BETWEEN_MAILS)))
            .update()
        > 0;
  }
}
