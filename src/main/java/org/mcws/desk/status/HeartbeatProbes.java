package org.mcws.desk.status;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.mcws.desk.status.ProbeIntervals.Interval;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The probes of services that tell by themselves that they are at work: such a one becomes due when
 * the service should have told, and whatever it tells moves that on. Who tells holds what was
 * promised as it is, so that a renewed promise and an old address never mix.
 */
@Repository
class HeartbeatProbes {

  private static final String PROMISE =
      """
      select service, (heartbeat_every_seconds + heartbeat_grace_seconds) * interval '1 s' as patience
        from service_watch where heartbeat_hash = :hash for share
      """;

  private static final String MOVE_ON =
      """
      with promise as (%s)
      update probe p set heard_at = :now, next_at = cast(:now as timestamptz) + promise.patience
        from promise where p.service = promise.service and p.kind = 'HEARTBEAT'
      """
          .formatted(PROMISE);

  private static final String WHILE_WELL = " and not p.down and p.streak = 0";

  private final JdbcClient database;

  HeartbeatProbes(JdbcClient database) {
    this.database = database;
  }

  /**
   * The service has told something.
   *
   * @param hash of its token
   */
  void moveOn(String hash, Instant now) {
    move(MOVE_ON, hash, now);
  }

  /**
   * The service has told that it is at work, and that is no news.
   *
   * @return false if it is news, or if there is no such token
   */
  boolean moveOnIfWell(String hash, Instant now) {
    return move(MOVE_ON + WHILE_WELL, hash, now) > 0;
  }

  /** The service that has this token, and keeps it until the transaction ends. */
  Optional<String> holderOf(String hash) {
    return database
        .sql(PROMISE)
        .param("hash", hash)
        .query((row, n) -> row.getString("service"))
        .optional();
  }

  /**
   * The service tells from now on.
   *
   * @param due when it should have told for the first time
   */
  void expect(String service, Interval interval, Instant due, Instant now) {
    database
        .sql(
            """
            insert into probe
              (service, kind, next_at, every_millis, bad_wanted, good_wanted, created_at)
            values (:service, 'HEARTBEAT', :due, :every, :bad, :good, :now)
            on conflict (service, kind) do update
               set next_at = excluded.next_at, every_millis = excluded.every_millis,
                   bad_wanted = excluded.bad_wanted, good_wanted = excluded.good_wanted
            """)
        .param("service", service)
        .param("due", Timestamp.from(due))
        .param("every", interval.every().toMillis())
        .param("bad", interval.badWanted())
        .param("good", interval.goodWanted())
        .param("now", Timestamp.from(now))
        .update();
  }

  private int move(String sql, String hash, Instant now) {
    return database.sql(sql).param("hash", hash).param("now", Timestamp.from(now)).update();
  }
}
