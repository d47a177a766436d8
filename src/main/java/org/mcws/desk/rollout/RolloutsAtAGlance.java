package org.mcws.desk.rollout;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.mcws.desk.rollout.Rollout.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rollouts that are not over, for who looks after all of them. */
@Repository
@Transactional(readOnly = true)
public class RolloutsAtAGlance {

  private static final String NEWEST =
      """
      select r.id, r.process_instance_id, r.advisory, r.title, r.state, r.note, r.ring, r.rings,
             r.created_at, c.*
        from (select * from rollout where state = any(:states)
               order by state <> 'HALTED', created_at desc, id limit :most) r
       cross join lateral
             (select count(*) as services,
                     count(*) filter (where state = 'UPDATED') as updated,
                     count(*) filter (where state in ('WAITING', 'UNFIXED', 'PAUSED')) as waiting,
                     count(*) filter (where state in ('UPDATING', 'REVERTING')) as working,
                     count(*) filter (where state in ('ROLLED_BACK', 'BROKEN')) as failed
                from rollout_service s where s.rollout = r.id) c
       order by r.state <> 'HALTED', r.created_at desc, r.id
      """;

  private static final String[] UNDER_WAY =
      State.JOINED.stream().map(State::name).toArray(String[]::new);

  private final JdbcClient database;

  RolloutsAtAGlance(JdbcClient database) {
    this.database = database;
  }

  /** How many are running, halted or resting. */
  public long count() {
    return database
        .sql("select count(*) from rollout where state = any(:states)")
        .param("states", UNDER_WAY)
        .query(Long.class)
        .single();
  }

  /** What is halted first, then the newest; at most so many. */
  public List<Line> newest(int most) {
    return database
        .sql(NEWEST)
        .param("states", UNDER_WAY)
        .param("most", most)
        .query((row, n) -> line(row))
        .list();
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        row.getObject("id", UUID.class),
        row.getString("process_instance_id"),
        row.getString("advisory"),
        row.getString("title"),
        State.valueOf(row.getString("state")).label(),
        row.getString("note"),
        row.getInt("ring"),
        row.getInt("rings"),
        row.getLong("services"),
        row.getLong("updated"),
        row.getLong("working"),
        row.getLong("waiting"),
        row.getLong("failed"),
        row.getTimestamp("created_at").toInstant());
  }

  /**
   * A rollout, and how many of its services stand how; what does not stand in one of these ways has
   * its turn later, or needs no update any more.
   *
   * @param state running, halted or resting
   * @param note why it is halted; empty if there is nothing to say
   * @param ring the ring that is open, 0 for none, of so many rings
   * @param updated run the new version
   * @param working are updated or brought back just now
   * @param waiting wait for a person's answer, or for a fix
   * @param failed came back or are broken, and are with Ops
   */
  public record Line(
      UUID id,
      String processInstanceId,
      String advisory,
      String title,
      String state,
      String note,
      int ring,
      int rings,
      long services,
      long updated,
      long working,
      long waiting,
      long failed,
      Instant startedAt) {}
}
