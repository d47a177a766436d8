package org.mcws.desk.status.board;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.mcws.desk.status.Impact;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Incidents and planned maintenance as far as the public may see them. */
@Repository
public class ShownNotices {

  /** So many of each kind are shown beside those that are open. */
  private static final int RECENT = 50;

  private static final String VISIBLE =
      """
      n.published_at is not null
        and exists (select 1 from status_affected a join public_service p on p.id = a.service
                     where a.notice = n.id)
      """;

  private static final String BEGUN =
      " from status_notice n where n.began_at >= :from and n.began_at < :to and " + VISIBLE;

  private final JdbcClient database;

  ShownNotices(JdbcClient database) {
    this.database = database;
  }

  /** All that are open and the last 50 of each kind, the newest first. */
  public List<ShownNotice> recent() {
    return complete(
        database.sql(
            "select n.* from status_notice n where n.ended_at is null and "
                + VISIBLE
                + " union "
                + newest(NoticeKind.INCIDENT)
                + " union "
                + newest(NoticeKind.MAINTENANCE)
                + " order by began_at desc, id"));
  }

  private static String newest(NoticeKind kind) {
    return "(select n.* from status_notice n where n.kind = '"
        + kind
        + "' and "
        + VISIBLE
        + " order by n.began_at desc, n.id limit "
        + RECENT
        + ")";
  }

  /** Some of those that began in a stretch of time, the newest first. */
  public List<ShownNotice> begun(Instant from, Instant to, int offset, int limit) {
    return complete(
        database
            .sql(
                "select n.*"
                    + BEGUN
                    + " order by n.began_at desc, n.id offset :offset limit :limit")
            .param("from", Timestamp.from(from))
            .param("to", Timestamp.from(to))
            .param("offset", offset)
            .param("limit", limit));
  }

  /** How many of these there are. */
  public int countBegun(Instant from, Instant to) {
    return database
        .sql("select count(*)" + BEGUN)
        .param("from", Timestamp.from(from))
        .param("to", Timestamp.from(to))
        .query(Integer.class)
        .single();
  }

  public Optional<ShownNotice> find(String id) {
    return complete(
            database
                .sql("select n.* from status_notice n where n.id = :id and " + VISIBLE)
                .param("id", id))
        .stream()
        .findFirst();
  }

  /** When the first of them began; empty if there is none. */
  public Optional<Instant> first() {
    return database
        .sql("select min(n.began_at) as first from status_notice n where " + VISIBLE)
        .query((row, n) -> instant(row, "first"))
        .single();
  }

  private List<ShownNotice> complete(JdbcClient.StatementSpec found) {
    List<ShownNotice> bare = found.query((row, n) -> bare(row)).list();
    String[] ids = bare.stream().map(ShownNotice::id).toArray(String[]::new);
    Map<String, List<ShownUpdate>> updates = new HashMap<>();
    Map<String, List<ServiceName>> services = new HashMap<>();
    if (ids.length > 0) {
      readUpdates(ids, updates);
      readServices(ids, services);
    }
    // What has lost its last public service between the statements is not shown.
    return bare.stream()
        .filter(notice -> services.containsKey(notice.id()))
        .map(
            notice ->
                with(
                    notice,
                    updates.getOrDefault(notice.id(), List.of()),
                    services.get(notice.id())))
        .toList();
  }

  private void readUpdates(String[] ids, Map<String, List<ShownUpdate>> found) {
    database
        .sql(
            """
            select u.id, u.notice, u.stage, u.words, u.created_at,
                   greatest(u.created_at, n.published_at) as shown_at
              from status_update u join status_notice n on n.id = u.notice
             where u.notice = any (:ids) order by u.notice, u.position desc
            """)
        .param("ids", ids)
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString("notice"), id -> new ArrayList<>())
                  .add(
                      new ShownUpdate(
                          row.getObject("id", UUID.class),
                          Stage.valueOf(row.getString("stage")),
                          row.getString("words"),
                          row.getTimestamp("created_at").toInstant(),
                          row.getTimestamp("shown_at").toInstant()));
            });
  }

  private void readServices(String[] ids, Map<String, List<ServiceName>> found) {
    database
        .sql(
            """
            select a.notice, p.id, p.community, p.community_name, p.label
              from status_affected a join public_service p on p.id = a.service
             where a.notice = any (:ids) order by p.community_name, p.community, p.label, p.id
            """)
        .param("ids", ids)
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString("notice"), id -> new ArrayList<>())
                  .add(
                      new ServiceName(
                          row.getString("id"),
                          row.getString("community"),
                          row.getString("community_name"),
                          row.getString("label")));
            });
  }

  private static ShownNotice bare(ResultSet row) throws SQLException {
    return new ShownNotice(
        row.getString("id"),
        NoticeKind.valueOf(row.getString("kind")),
        row.getString("title"),
        Impact.valueOf(row.getString("impact")),
        Stage.valueOf(row.getString("stage")),
        row.getTimestamp("began_at").toInstant(),
        instant(row, "until_at"),
        row.getTimestamp("published_at").toInstant(),
        row.getTimestamp("updated_at").toInstant(),
        instant(row, "monitoring_at"),
        instant(row, "ended_at"),
        row.getInt("revision"),
        List.of(),
        List.of());
  }

  private static ShownNotice with(
      ShownNotice bare, List<ShownUpdate> updates, List<ServiceName> services) {
    return new ShownNotice(
        bare.id(),
        bare.kind(),
        bare.title(),
        bare.impact(),
        bare.stage(),
        bare.beganAt(),
        bare.until(),
        bare.publishedAt(),
        bare.updatedAt(),
        bare.monitoringAt(),
        bare.endedAt(),
        bare.revision(),
        updates,
        services);
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
