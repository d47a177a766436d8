package org.mcws.desk.recovery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * How fast what was down was noticed, taken and brought back. Incidents count by when they were
 * opened. A rehearsal does not count, nor does what became part of an incident of the platform:
 * that one counts for each community and service that it has hit, with the times of these.
 */
@Repository
@Transactional(readOnly = true)
public class RecoveryFigures {

  private static final String COUNTS =
      "not i.rehearsal and i.folded_into is null and i.opened_at >= :from";

  private static final String HITS =
      """
      with hit as (
        select i.id, coalesce(m.service, i.service) as service,
               coalesce(m.community, i.community) as community,
               coalesce(m.down_at, i.begun_at) as begun_at, i.opened_at,
               i.first_acknowledged_at as taken_at,
               case when m.incident is null then i.recovered_at else m.up_at end as recovered_at
          from incident i left join incident_member m on m.incident = i.id
         where %s
           and (cast(:service as varchar) is null or coalesce(m.service, i.service) = :service)
           and (cast(:communities as varchar[]) is null
                or coalesce(m.community, i.community) = any(cast(:communities as varchar[])))
      ), one as (
        select %s, min(begun_at) as begun_at, min(opened_at) as opened_at, min(taken_at) as taken_at,
               case when count(recovered_at) = count(*) then max(recovered_at) end as recovered_at
          from hit group by id, 1, 2
      ), took as (
        select community, service,
               extract(epoch from greatest(opened_at, begun_at) - begun_at) as detect,
               extract(epoch from taken_at - opened_at) as acknowledge,
               extract(epoch from recovered_at - begun_at) as recover
          from one
      )
      select community, service, count(*) as incidents, %s, count(*) over () as lines
        from took
      """;

  private static final String TIMES =
      Stream.of("detect", "acknowledge", "recover")
          .map(RecoveryFigures::times)
          .collect(Collectors.joining(", "));

  private static final String EACH =
      " group by community, service having community is not null"
          + " order by incidents desc, community, service offset :offset limit :limit";

  private static final String WEEKS =
      """
      select cast(w.week as date) as week, count(i.id) as incidents,
             count(i.recovered_at) as recovered,
             percentile_cont(0.5) within group
               (order by extract(epoch from i.recovered_at - i.begun_at)) as median
        from generate_series(cast(:first as timestamp), cast(:last as timestamp),
                             interval '1 week') as w(week)
        left join incident i on i.opened_at >= w.week at time zone 'UTC'
              and i.opened_at < (w.week + interval '1 week') at time zone 'UTC'
              and %s
       group by w.week order by w.week
      """
          .formatted(COUNTS);

  private static final String OF_COMMUNITY = "community, cast(null as varchar) as service";
  private static final String OF_SERVICE = "community, service";
  private static final String OF_ALL =
      "cast(null as varchar) as community, cast(null as varchar) as service";

  private final JdbcClient database;
  private final Clock clock;

  RecoveryFigures(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Of all incidents of these days up to now together. */
  public Figure ofAll(int days) {
    return ofAll(new Wanted(days, null, null));
  }

  /** By community, that with the most incidents first; so many of them. */
  public Page<Figure> byCommunity(int days, int most) {
    return byCommunity(new Wanted(days, null, null), PageRequest.of(0, most));
  }

  /** By service, that with the most incidents first; so many of them. */
  public Page<Figure> byService(int days, int most) {
    return byService(new Wanted(days, null, null), PageRequest.of(0, most));
  }

  Figure ofAll(Wanted wanted) {
    return select(OF_ALL, " group by community, service", wanted)
        .query((row, n) -> Figure.of(row))
        .optional()
        .orElseGet(RecoveryFigures::nothing);
  }

  Page<Figure> byCommunity(Wanted wanted, Pageable page) {
    return page(OF_COMMUNITY, wanted, page);
  }

  Page<Figure> byService(Wanted wanted, Pageable page) {
    return page(OF_SERVICE, wanted, page);
  }

  /**
   * The last weeks, from Monday in UTC, the oldest first and the present one last; those without
   * incidents too.
   */
  public List<Week> weeks(int number) {
    Instant now = clock.instant();
    LocalDate last =
        LocalDate.ofInstant(now, ZoneOffset.UTC)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    LocalDate first = last.minusWeeks(number - 1L);
    return database
        .sql(WEEKS)
        .param("first", first.toString())
        .param("last", last.toString())
        .param("from", Timestamp.from(first.atStartOfDay(ZoneOffset.UTC).toInstant()))
        .query(
            (row, n) ->
                new Week(
                    row.getObject("week", LocalDate.class),
                    row.getLong("incidents"),
                    row.getLong("recovered") == 0 ? null : Math.round(row.getDouble("median"))))
        .list();
  }

  private Page<Figure> page(String key, Wanted wanted, Pageable page) {
    long[] lines = new long[1];
    List<Figure> figures =
        select(key, EACH, wanted)
            .param("offset", page.getOffset())
            .param("limit", page.getPageSize())
            .query(
                (row, n) -> {
                  lines[0] = row.getLong("lines");
                  return Figure.of(row);
                })
            .list();
    if (figures.isEmpty() && page.getOffset() > 0) {
      // Behind the last line there is none to tell how many there are.
      return new PageImpl<>(figures, page, page(key, wanted, page.first()).getTotalElements());
    }
    return new PageImpl<>(figures, page, lines[0]);
  }

  private JdbcClient.StatementSpec select(String key, String group, Wanted wanted) {
    return database
        .sql(HITS.formatted(COUNTS, key, TIMES) + group)
        .param("from", Timestamp.from(clock.instant().minus(Duration.ofDays(wanted.days()))))
        .param("service", wanted.service())
        .param("communities", wanted.communities());
  }

  private static String times(String name) {
    return """
        count(%1$s) as %1$s_count, max(%1$s) as %1$s_worst,
        percentile_cont(0.5) within group (order by %1$s) as %1$s_median"""
        .formatted(name);
  }

  private static Figure nothing() {
    Figure.Times none = new Figure.Times(0, null, null);
    return new Figure(null, null, 0, none, none, none);
  }

  /**
   * Which incidents count.
   *
   * @param days opened in so many days up to now
   * @param service of this service; null for all
   * @param communities of these communities; null for all
   */
  record Wanted(int days, String service, String[] communities) {}

  /**
   * The incidents that were opened in a week.
   *
   * @param monday in UTC
   * @param medianSeconds how long it took to recover, half of the time at most; null if none has
   */
  public record Week(LocalDate monday, long incidents, Long medianSeconds) {}
}
