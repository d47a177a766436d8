package org.mcws.desk.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * How fast communities' owner lists answer: from the moment in which they were asked until the
 * first of them answers, whatever the answer. Only what they were asked counts, not what was
 * announced to them; of a question that was asked several times, the last time.
 */
@Repository
@Transactional(readOnly = true)
public class ResponseTimes {

  private static final String TIMES =
      """
      select t.community, c.name, t.kind, count(*) as asked, count(t.seconds) as answered,
             percentile_cont(0.5) within group (order by t.seconds) as median,
             percentile_cont(0.9) within group (order by t.seconds) as ninetieth,
             count(*) over () as lists
        from (select a.community, a.kind,
                     cast(extract(epoch from n.first_at - a.asked_at) as float8) as seconds
                from approval a
                left join (select approval, round, min(given_at) as first_at
                             from approval_answer group by approval, round) n
                  on n.approval = a.id and n.round = a.round
               where a.asked_at >= :from and %s) t
        join community c on c.slug = t.community
       group by t.community, c.name, t.kind
       order by ninetieth desc nulls first, asked desc, t.community, t.kind
       limit :most
      """
          .formatted(ApprovalsAtAGlance.IS_QUESTION);

  private final JdbcClient database;
  private final Clock clock;

  ResponseTimes(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Of what was asked in this time up to now, by community and kind; the slowest, so many. */
  public List<OfList> slowest(Duration time, int most) {
    return database
        .sql(TIMES)
        .param("from", Timestamp.from(clock.instant().minus(time)))
        .param("most", most)
        .query((row, n) -> ofList(row))
        .list();
  }

  private static OfList ofList(ResultSet row) throws SQLException {
    boolean silent = row.getLong("answered") == 0;
    return new OfList(
        row.getString("community"),
        row.getString("name"),
        row.getString("kind"),
        row.getLong("asked"),
        row.getLong("answered"),
        silent ? null : Math.round(row.getDouble("median")),
        silent ? null : Math.round(row.getDouble("ninetieth")),
        row.getLong("lists"));
  }

  /**
   * How fast one community's owner list answers questions of one kind.
   *
   * @param asked how many there were
   * @param answered how many of them an owner has answered
   * @param medianSeconds of those that were answered; null if none was
   * @param ninetiethSeconds nine of ten were answered within; null if none was
   * @param lists how many lines like this there are in all
   */
  public record OfList(
      String community,
      String name,
      String kind,
      long asked,
      long answered,
      Long medianSeconds,
      Long ninetiethSeconds,
      long lists) {}
}
