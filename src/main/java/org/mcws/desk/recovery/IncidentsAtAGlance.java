package org.mcws.desk.recovery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What is down, for who looks after all of it. Rehearsals are left out. */
@Repository
@Transactional(readOnly = true)
public class IncidentsAtAGlance {

  private static final String COUNTS =
      """
      select count(*) filter (where closed_at is null) as open,
             count(*) filter (where closed_at is null and state = 'OPEN'
                              and acknowledged_by is null) as untaken,
             count(*) filter (where state = 'REVIEWING') as to_review,
             (select count(*) from signal where state = 'DOWN' and service is null and suspect is null)
               as unclaimed
        from incident
       where not rehearsal and (closed_at is null or state = 'REVIEWING')
      """;

  private static final String OPEN =
      """
      select id, title, severity, state, service, community, acknowledged_by, begun_at,
             (select count(*) from incident_member m where m.incident = i.id) as members
        from incident i
       where closed_at is null and not rehearsal
       order by state <> 'OPEN', acknowledged_by is not null, severity, begun_at, id
       limit :most
      """;

  private final JdbcClient database;

  IncidentsAtAGlance(JdbcClient database) {
    this.database = database;
  }

  public Counts counts() {
    return database
        .sql(COUNTS)
        .query(
            (row, n) ->
                new Counts(
                    row.getLong("open"),
                    row.getLong("untaken"),
                    row.getLong("to_review"),
                    row.getLong("unclaimed")))
        .single();
  }

  /** Those that are open, first what nobody has taken and what is most severe; so many. */
  public List<Line> open(int most) {
    return database.sql(OPEN).param("most", most).query((row, n) -> line(row)).list();
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        row.getString("id"),
        row.getString("title"),
        row.getString("severity"),
        row.getString("state").toLowerCase(Locale.ROOT),
        row.getString("service"),
        row.getString("community"),
        row.getLong("members"),
        row.getString("acknowledged_by"),
        row.getTimestamp("begun_at").toInstant());
  }

  /**
   * @param open are not over
   * @param untaken of these, something is down and nobody has said that they are on it
   * @param toReview are over, and what is to be learnt is not written down yet
   * @param unclaimed signals that say something is down that no service is
   */
  public record Counts(long open, long untaken, long toReview, long unclaimed) {}

  /**
   * An incident that is open.
   *
   * @param id of it and of its process instance
   * @param state open, or watching: it is well, but not for long
   * @param service null if it is the platform's
   * @param members how many services it has hit, if it is the platform's
   * @param onIt who has taken it; null if nobody has
   * @param since the first sign of it
   */
  public record Line(
      String id,
      String title,
      String severity,
      String state,
      String service,
      String community,
      long members,
      String onIt,
      Instant since) {}
}
