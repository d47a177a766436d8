package org.mcws.desk.status.board;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcws.desk.inventory.ServiceKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How the public services fare: two statements, however many there are. A published incident says
 * more about a service than the probes do, until it should be over; a maintenance explains what the
 * probes see.
 */
@Repository
class ShownServices {

  private static final String SERVICES =
      """
      select p.*, w.since as watched_since
        from public_service p
        left join (select service, min(created_at) as since from probe group by service) w
               on w.service = p.id
       order by lower(p.community_name), p.community, p.label, p.id
      """;

  private static final String DOWNTIMES =
      """
      select o.service, o.began_at, o.ended_at from outage o join public_service p on p.id = o.service
       where o.ended_at is null or o.ended_at > :from
       order by o.began_at
      """;

  private final JdbcClient database;

  ShownServices(JdbcClient database) {
    this.database = database;
  }

  List<ShownCommunity> read(List<ShownNotice> notices, Instant now) {
    Map<String, List<Downtime>> downtimes = downtimes(now);
    Map<String, ServiceState> told = told(notices);
    Map<String, List<ShownService>> communities = new LinkedHashMap<>();
    database
        .sql(SERVICES)
        .query(
            row -> {
              String id = row.getString("id");
              communities
                  .computeIfAbsent(row.getString("community"), slug -> new ArrayList<>())
                  .add(service(row, downtimes.getOrDefault(id, List.of()), told.get(id)));
            });
    return communities.entrySet().stream()
        .map(
            community ->
                new ShownCommunity(
                    community.getKey(),
                    community.getValue().get(0).name().communityName(),
                    List.copyOf(community.getValue())))
        .toList();
  }

  private Map<String, List<Downtime>> downtimes(Instant now) {
    Map<String, List<Downtime>> downtimes = new HashMap<>();
    database
        .sql(DOWNTIMES)
        .param("from", Timestamp.from(Uptime.from(now)))
        .query(
            row -> {
              downtimes
                  .computeIfAbsent(row.getString("service"), id -> new ArrayList<>())
                  .add(
                      new Downtime(
                          row.getTimestamp("began_at").toInstant(),
                          Optional.ofNullable(row.getTimestamp("ended_at"))
                              .map(Timestamp::toInstant)));
            });
    return downtimes;
  }

  /** What open notices say about services, by the services' ids. */
  private static Map<String, ServiceState> told(List<ShownNotice> notices) {
    Map<String, ServiceState> told = new HashMap<>();
    for (ShownNotice notice : notices) {
      ServiceState state =
          notice.isIncident() ? ServiceState.of(notice.impact()) : ServiceState.MAINTENANCE;
      boolean tells =
          notice.isIncident()
              ? notice.isOpen() && notice.stage() != Stage.MONITORING
              : notice.isUnderWay();
      if (tells) {
        notice.services().forEach(one -> told.merge(one.id(), state, ServiceState::worse));
      }
    }
    return told;
  }

  private static ShownService service(ResultSet row, List<Downtime> downtimes, ServiceState told)
      throws SQLException {
    Instant created = row.getTimestamp("created_at").toInstant();
    Optional<Instant> watched =
        Optional.ofNullable(row.getTimestamp("watched_since")).map(Timestamp::toInstant);
    return new ShownService(
        new ServiceName(
            row.getString("id"),
            row.getString("community"),
            row.getString("community_name"),
            row.getString("label")),
        ServiceKind.valueOf(row.getString("kind")),
        state(watched, downtimes, told),
        created,
        downtimes.stream()
            .map(down -> down.until().orElse(down.from()))
            .max(Instant::compareTo)
            .orElse(created),
        watched,
        downtimes);
  }

  private static ServiceState state(
      Optional<Instant> watched, List<Downtime> downtimes, ServiceState told) {
    if (told == ServiceState.MAINTENANCE) {
      return told;
    }
    ServiceState seen =
        downtimes.stream().anyMatch(down -> down.until().isEmpty())
            ? ServiceState.DOWN
            : watched.isPresent() ? ServiceState.WORKS : ServiceState.UNWATCHED;
    return told == null ? seen : told.worse(seen);
  }
}
