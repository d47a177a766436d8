package org.mcws.desk.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The open approvals for which a person is waited for, by how long that has been so: since the
 * owners were last asked. Announcements, to which owners may but need not say anything, wait for
 * nobody.
 */
@Repository
@Transactional(readOnly = true)
public class ApprovalsAtAGlance {

  /** So many days part the bands of age. */
  private static final List<Integer> BANDS = List.of(1, 3, 7);

  private static final String[] WITH_OPS = names(true);
  private static final String[] WITH_SOMEBODY = names(false);

  /**
   * Whether owners were asked, and not only told. The ladder is searched and not parsed: it is as
   * the desk writes it, and there are thousands.
   */
  static final String IS_QUESTION = "a.ladder like '%\"mode\":\"QUESTION\"%'";

  private static final String WAITING =
      """
      from approval a
       where a.ended_at is null and a.state = any(:states)
         and (a.state <> 'ASKED' or %s)
      """
          .formatted(IS_QUESTION);

  private static final String COUNTS =
      """
      select width_bucket(cast(:now as timestamptz) - coalesce(a.asked_at, a.created_at),
                          array[%s]) as band,
             count(*) filter (where a.state = 'ASKED') as owners,
             count(*) filter (where a.state <> 'ASKED') as ops
      """
          .formatted(
              BANDS.stream()
                  .map(days -> "interval '" + days + " days'")
                  .collect(Collectors.joining(", ")));

  private static final String OLDEST =
      """
      select a.id, a.process_instance_id, a.community, a.title, a.state = any(:ops) as with_ops,
             a.waits_since, a.deadline_at, t.id_ as task
        from (select a.*, coalesce(a.asked_at, a.created_at) as waits_since
                %s
               order by waits_since, a.id limit :most) a
        left join lateral
             (select id_ from act_ru_task where proc_inst_id_ = a.process_instance_id
               order by create_time_ desc, id_ limit 1) t on true
       order by a.waits_since, a.id
      """
          .replace("%s", WAITING);

  private final JdbcClient database;
  private final Clock clock;

  ApprovalsAtAGlance(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** How many wait for how long: four bands, the shortest first. */
  public List<Band> bands() {
    List<Band> filled =
        database
            .sql(COUNTS + WAITING + "group by 1")
            .param("now", Timestamp.from(clock.instant()))
            .param("states", WITH_SOMEBODY)
            .query((row, n) -> band(row.getInt("band"), row.getLong("owners"), row.getLong("ops")))
            .list();
    return IntStream.rangeClosed(0, BANDS.size())
        .mapToObj(number -> band(number, 0, 0))
        .map(
            empty ->
                filled.stream()
                    .filter(band -> band.fromDays() == empty.fromDays())
                    .findFirst()
                    .orElse(empty))
        .toList();
  }

  /** Those that have waited longest, at most so many. */
  public List<Line> oldest(int most) {
    return database
        .sql(OLDEST)
        .param("states", WITH_SOMEBODY)
        .param("ops", WITH_OPS)
        .param("most", most)
        .query((row, n) -> line(row))
        .list();
  }

  /** How many are open in all: also what waits for a date, is carried out, or was announced. */
  public long countOfOpen() {
    return database
        .sql("select count(*) from approval where ended_at is null")
        .query(Long.class)
        .single();
  }

  private static Band band(int number, long owners, long ops) {
    return new Band(
        number == 0 ? 0 : BANDS.get(number - 1),
        number == BANDS.size() ? 0 : BANDS.get(number),
        owners,
        ops);
  }

  private static Line line(ResultSet row) throws SQLException {
    Timestamp deadline = row.getTimestamp("deadline_at");
    boolean ops = row.getBoolean("with_ops");
    return new Line(
        row.getObject("id", UUID.class),
        row.getString("process_instance_id"),
        row.getString("task"),
        row.getString("community"),
        row.getString("title"),
        ops,
        row.getTimestamp("waits_since").toInstant(),
        ops || deadline == null ? null : deadline.toInstant());
  }

  private static String[] names(boolean onlyOps) {
    Set<State> states = EnumSet.allOf(State.class);
    states.removeIf(state -> !state.isWithOps() && (onlyOps || state != State.ASKED));
    return states.stream().map(State::name).toArray(String[]::new);
  }

  /**
   * How many have waited for from so many days to less than so many.
   *
   * @param untilDays 0 for the last band, which has no end
   * @param owners wait for a community's owners
   * @param ops wait for Community Ops
   */
  public record Band(int fromDays, int untilDays, long owners, long ops) {

    public long total() {
      return owners + ops;
    }
  }

  /**
   * An approval that waits.
   *
   * @param task the newest task of its instance, by which it is opened in Tasklist; null if it has
   *     none
   * @param withOps whether Community Ops have to do something, and not the owners
   * @param waitsSince when the owners were last asked
   * @param deadline when the owners' silence counts; null if it is with Ops
   */
  public record Line(
      UUID id,
      String processInstanceId,
      String task,
      String community,
      String title,
      boolean withOps,
      Instant waitsSince,
      Instant deadline) {}
}
