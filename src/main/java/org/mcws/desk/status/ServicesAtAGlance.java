package org.mcws.desk.status;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.status.board.Uptime;
import org.mcws.desk.status.events.ProbesLate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How the services fare by what the desk sees, for who looks after all of them. */
@Repository
@Transactional(readOnly = true)
public class ServicesAtAGlance {

  private static final String UPTIMES =
      """
      with watched as (
        select s.id, s.community, min(p.created_at) as since
          from delivered_service s join probe p on p.service = s.id
         where s.state = 'DELIVERED'
         group by s.id
      ), lost as (
        select o.service, sum(o.ended_at - greatest(o.began_at, o.since, :from90)) as down90,
               sum(greatest(interval '0', o.ended_at - greatest(o.began_at, o.since, :from30))) as down30
          from (select w.since, o.service, o.began_at, coalesce(o.ended_at, :now) as ended_at
                  from outage o join watched w on w.id = o.service) o
         where o.ended_at > greatest(o.since, :from90) and o.began_at < :now
         group by o.service
      )
      select u.*, c.name, count(*) over () as communities
        from (select w.community, count(*) as services,
                     extract(epoch from sum(:now - greatest(w.since, :from30))) as watched30,
                     extract(epoch from sum(:now - greatest(w.since, :from90))) as watched90,
                     coalesce(extract(epoch from sum(l.down30)), 0) as down30,
                     coalesce(extract(epoch from sum(l.down90)), 0) as down90
                from watched w left join lost l on l.service = w.id
               where w.since < :now
               group by w.community) u
        join community c on c.slug = u.community
       order by u.down90 / nullif(u.watched90, 0) desc nulls last, c.name, u.community
       limit :most
      """
          .replaceAll("(:now|:from30|:from90)", "cast($1 as timestamptz)");

  private final JdbcClient database;
  private final ProbeReports reports;
  private final Clock clock;

  ServicesAtAGlance(JdbcClient database, ProbeReports reports, Clock clock) {
    this.database = database;
    this.reports = reports;
    this.clock = clock;
  }

  /** How many services are out of order now. */
  public long down() {
    return reports.servicesDown();
  }

  /** How late the looks at services are; empty if they are in time. */
  public Optional<ProbesLate> lateProbes() {
    return reports.late(clock.instant());
  }

  /**
   * By community, that which fared worst first; so many of them. Measured as on the status page,
   * but with the services that are not shown there.
   */
  public List<OfCommunity> uptimes(int most) {
    Instant now = clock.instant();
    Instant from90 = Uptime.from(now);
    Instant from30 = from90.plus(Uptime.DAYS - 30L, ChronoUnit.DAYS);
    return database
        .sql(UPTIMES)
        .param("now", Timestamp.from(now))
        .param("from30", Timestamp.from(from30))
        .param("from90", Timestamp.from(from90))
        .param("most", most)
        .query((row, n) -> ofCommunity(row))
        .list();
  }

  private static OfCommunity ofCommunity(ResultSet row) throws SQLException {
    return new OfCommunity(
        row.getString("community"),
        row.getString("name"),
        row.getLong("services"),
        percent(row, "30"),
        percent(row, "90"),
        row.getLong("communities"));
  }

  private static String percent(ResultSet row, String days) throws SQLException {
    return Uptime.percent(time(row, "watched" + days), time(row, "down" + days)).orElse(null);
  }

  private static Duration time(ResultSet row, String column) throws SQLException {
    return Duration.ofMillis(Math.round(row.getDouble(column) * 1000));
  }

  /**
   * How the services of a community fared.
   *
   * @param services how many are watched
   * @param percent30 the share of the last 30 days in which they were in order, such as {@code
   *     99.98 %}, cut and not rounded; null if they were not watched
   * @param percent90 the same of 90 days
   * @param communities how many lines like this there are in all
   */
  public record OfCommunity(
      String community,
      String name,
      long services,
      String percent30,
      String percent90,
      long communities) {}
}
