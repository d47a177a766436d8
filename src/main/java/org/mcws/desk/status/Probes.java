package org.mcws.desk.status;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.status.ProbeIntervals.Interval;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The probes that there are. Hundreds of them are taken in a second, so this speaks SQL: one
 * statement takes a handful with everything their looks need.
 */
@Repository
class Probes {

  private static final String TAKE =
      """
      with due as (
        select service, kind, next_at from probe
         where next_at <= :now order by next_at limit :most for update skip locked),
      taken as (
        update probe p
           set next_at = p.every_millis * interval '1 ms'
                 + case when d.next_at + p.every_millis * interval '1 ms' > :now
                        then d.next_at else cast(:now as timestamptz) end
          from due d where p.service = d.service and p.kind = d.kind
        returning p.service, p.kind, d.next_at as due_at, p.heard_at, p.down, p.streak)
      select t.*, s.kind as service_kind, s.community, s.name, s.host,
             w.page_path, w.page_status, w.page_text
        from taken t join delivered_service s on s.id = t.service
        left join service_watch w on w.service = t.service
      """;

  private static final String MISSING =
      """
      insert into probe (service, kind, next_at, every_millis, bad_wanted, good_wanted, created_at)
      select s.id, :kind, cast(:now as timestamptz) + random() * :every * interval '1 ms',
             :every, :bad, :good, :now
        from delivered_service s left join service_watch w on w.service = s.id
       where s.state = 'DELIVERED' and s.kind in (:kinds)
         and coalesce(w.importance, 'NORMAL') = :importance
         and s.id = coalesce(cast(:service as varchar), s.id)
         and not exists (select 1 from probe p where p.service = s.id and p.kind = :kind)
      on conflict do nothing
      """;

  private static final String CHANGED =
      """
      update probe p set every_millis = :every, bad_wanted = :bad, good_wanted = :good,
             next_at = case when p.kind = 'HEARTBEAT' then p.next_at
                       else least(p.next_at, cast(:now as timestamptz) + :every * interval '1 ms') end
        from delivered_service s left join service_watch w on w.service = s.id
       where s.id = p.service and p.kind = :kind and coalesce(w.importance, 'NORMAL') = :importance
         and s.id = coalesce(cast(:service as varchar), s.id)
         and (p.every_millis, p.bad_wanted, p.good_wanted) is distinct from (:every, :bad, :good)
      """;

  private final JdbcClient database;

  Probes(JdbcClient database) {
    this.database = database;
  }

  /** Takes some that are due and moves them on to their next time, so that nobody else has them. */
  List<DueProbe> takeDue(Instant now, int most) {
    return database
        .sql(TAKE)
        .param("now", Timestamp.from(now))
        .param("most", most)
        .query((row, n) -> due(row))
        .list();
  }

  /** All opinions about a service, which nobody else changes until the transaction ends. */
  List<Opinion> lock(String service) {
    return database
        .sql("select * from probe where service = :service order by kind for update")
        .param("service", service)
        .query((row, n) -> opinion(row))
        .list();
  }

  /** What the looks have come to about a service, by kind. */
  List<Opinion> of(String service) {
    return database
        .sql("select * from probe where service = :service order by kind")
        .param("service", service)
        .query((row, n) -> opinion(row))
        .list();
  }

  /**
   * How long all that is bad of a service takes at least to be found well, but for its certificate,
   * which nothing that runs can help. A heartbeat comes when it comes next.
   */
  Duration timeToBeWell(String service) {
    return Duration.ofMillis(
        database
            .sql(
                """
                select coalesce(max(case when p.kind = 'HEARTBEAT'
                                         then (w.heartbeat_every_seconds
                                               + w.heartbeat_grace_seconds) * 1000
                                         else p.every_millis * p.good_wanted end), 0)
                  from probe p left join service_watch w on w.service = p.service
                 where p.service = :service and p.down
                   and p.kind not in ('CERTIFICATE', 'TRUST')
                """)
            .param("service", service)
            .query(Long.class)
            .single());
  }

  void save(Opinion opinion) {
    database
        .sql(
            "update probe set down = :down, streak = :streak, streak_since = :since,"
                + " changed_at = case when down <> :down then cast(:since as timestamptz)"
                + " else changed_at end,"
                + " evidence = :evidence where service = :service and kind = :kind")
        .param("down", opinion.down())
        .param("streak", opinion.streak())
        .param("since", opinion.streakSince().map(Timestamp::from).orElse(null))
        .param("evidence", opinion.evidence())
        .param("service", opinion.service())
        .param("kind", opinion.kind().name())
        .update();
  }

  void remove(String service, ProbeKind kind) {
    database
        .sql("delete from probe where service = :service and kind = :kind")
        .param("service", service)
        .param("kind", kind.name())
        .update();
  }

  /** Whether the service has told that it is at work since this look was taken. */
  boolean isHeardSince(DueProbe look) {
    return database
        .sql(
            "select exists (select from probe"
                + " where service = :service and kind = :kind"
                + " and heard_at is distinct from cast(:heard as timestamptz))")
        .param("service", look.service())
        .param("kind", look.kind().name())
        .param("heard", look.heardAt().map(Timestamp::from).orElse(null))
        .query(Boolean.class)
        .single();
  }

  /**
   * Makes the probes of this kind that services lack, spread over the interval.
   *
   * @param service the only service that matters; empty for all
   */
  void provide(
      ProbeKind kind,
      Collection<ServiceKind> kinds,
      Importance importance,
      Interval interval,
      Optional<String> service,
      Instant now) {
    with(MISSING, kind, importance, interval, service, now)
        .param("kinds", kinds.stream().map(Enum::name).toList())
        .update();
  }

  /**
   * Changes the probes of this kind that are otherwise than they should be. When a service has to
   * tell that it is at work does not change by that.
   *
   * @param service the only service that matters; empty for all
   */
  void adjust(
      ProbeKind kind,
      Importance importance,
      Interval interval,
      Optional<String> service,
      Instant now) {
    with(CHANGED, kind, importance, interval, service, now).update();
  }

  /** The next look is made as soon as possible. */
  void hurry(String service, Instant now) {
    database
        .sql(
            "update probe set next_at = :now"
                + " where service = :service and next_at > :now and kind <> 'HEARTBEAT'")
        .param("now", Timestamp.from(now))
        .param("service", service)
        .update();
  }

  /**
   * The next looks at what services run are made as soon as possible, but where looks are being
   * counted already.
   */
  void hurry(Collection<String> services, Instant now) {
    database
        .sql(
            "update probe set next_at = :now where service in (:services) and next_at > :now"
                + " and kind in ('PAGE', 'TASKS') and streak = 0")
        .param("now", Timestamp.from(now))
        .param("services", services)
        .update();
  }

  /** How long the look that is most overdue has been waiting for. */
  Duration lateness(Instant now) {
    return database
        .sql("select min(next_at) from probe")
        .query(Timestamp.class)
        .optional()
        .map(next -> Duration.between(next.toInstant(), now))
        .filter(late -> !late.isNegative())
        .orElse(Duration.ZERO);
  }

  private JdbcClient.StatementSpec with(
      String sql,
      ProbeKind kind,
      Importance importance,
      Interval interval,
      Optional<String> service,
      Instant now) {
    return database
        .sql(sql)
        .param("kind", kind.name())
        .param("importance", importance.name())
        .param("every", interval.every().toMillis())
        .param("bad", interval.badWanted())
        .param("good", interval.goodWanted())
        .param("service", service.orElse(null))
        .param("now", Timestamp.from(now));
  }

  private static DueProbe due(ResultSet row) throws SQLException {
    return new DueProbe(
        row.getString("service"),
        ProbeKind.valueOf(row.getString("kind")),
        ServiceKind.valueOf(row.getString("service_kind")),
        row.getString("community"),
        row.getString("name"),
        row.getString("host"),
        row.getTimestamp("due_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("heard_at")).map(Timestamp::toInstant),
        row.getBoolean("down"),
        row.getInt("streak"),
        new ExpectedPage(
            Optional.ofNullable(row.getString("page_path")).orElse("/"),
            Optional.ofNullable((Integer) row.getObject("page_status")),
            Optional.ofNullable(row.getString("page_text"))));
  }

  private static Opinion opinion(ResultSet row) throws SQLException {
    return new Opinion(
        row.getString("service"),
        ProbeKind.valueOf(row.getString("kind")),
        row.getBoolean("down"),
        row.getInt("streak"),
        Optional.ofNullable(row.getTimestamp("streak_since")).map(Timestamp::toInstant),
        row.getInt("bad_wanted"),
        row.getInt("good_wanted"),
        row.getString("evidence"));
  }
}
