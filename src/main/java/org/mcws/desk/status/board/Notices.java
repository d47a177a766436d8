package org.mcws.desk.status.board;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mcws.desk.status.Impact;
import org.mcws.desk.status.Notice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Incidents and planned maintenance, drafts included. The row of a notice is its lock: who changes
 * it holds it until the transaction ends.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class Notices {

  private final JdbcClient database;

  Notices(JdbcClient database) {
    this.database = database;
  }

  /**
   * Enters a notice without updates.
   *
   * @param until when a maintenance ends; null for an incident
   * @param publishAt when a draft is published by itself; null to publish at once
   * @return false if there is one of this id already
   */
  public boolean enter(
      String id,
      NoticeKind kind,
      Notice notice,
      Stage stage,
      Instant beganAt,
      Instant until,
      Instant publishAt,
      Instant now) {
    return database
            .sql(
                """
                insert into status_notice (id, kind, title, impact, stage, began_at, until_at,
                  created_at, publish_at, published_at, updated_at)
                values (:id, :kind, :title, :impact, :stage, :began, :until,
                  :now, :publishAt, :publishedAt, :now)
                on conflict do nothing
                """)
            .param("id", id)
            .param("kind", kind.name())
            .param("title", notice.title())
            .param("impact", notice.impact().name())
            .param("stage", stage.name())
            .param("began", Timestamp.from(beganAt))
            .param("until", timestamp(until))
            .param("publishAt", timestamp(publishAt))
            .param("publishedAt", publishAt == null ? Timestamp.from(now) : null)
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  /** The notice, with its lock. */
  public Optional<KeptNotice> lock(String id) {
    return database
        .sql("select * from status_notice where id = :id for update")
        .param("id", id)
        .query((row, n) -> notice(row))
        .optional();
  }

  public Optional<KeptNotice> find(String id) {
    return database
        .sql("select * from status_notice where id = :id")
        .param("id", id)
        .query((row, n) -> notice(row))
        .optional();
  }

  /** All notices of a kind, drafts first, then the newest. */
  public List<KeptNotice> page(NoticeKind kind, int offset, int limit) {
    return database
        .sql(
            "select * from status_notice where kind = :kind order by (published_at is null) desc,"
                + " began_at desc, id offset :offset limit :limit")
        .param("kind", kind.name())
        .param("offset", offset)
        .param("limit", limit)
        .query((row, n) -> notice(row))
        .list();
  }

  public long count(NoticeKind kind) {
    return database
        .sql("select count(*) from status_notice where kind = :kind")
        .param("kind", kind.name())
        .query(Long.class)
        .single();
  }

  /**
   * Some drafts whose time has come and that nobody else holds, with their locks. Those of which
   * all services are paused wait.
   */
  public List<String> lockDue(Instant now, int most) {
    return database
        .sql(
            """
            select n.id from status_notice n
             where n.published_at is null and n.publish_at <= :now
               and (not exists (select 1 from status_affected a where a.notice = n.id)
                    or exists (select 1 from status_affected a
                                left join service_watch w on w.service = a.service
                                where a.notice = n.id
                                  and (w.paused_until is null or w.paused_until <= :now)))
             order by n.publish_at limit :most for update of n skip locked
            """)
        .param("now", Timestamp.from(now))
        .param("most", most)
        .query(String.class)
        .list();
  }

  /** Changes what is told beside the updates. */
  public void renew(
      String id, String title, Impact impact, Instant beganAt, Instant until, Instant now) {
    database
        .sql(
            "update status_notice set title = :title, impact = :impact, began_at = :began,"
                + " until_at = :until, updated_at = :now, revision = revision + 1 where id = :id")
        .param("id", id)
        .param("title", title)
        .param("impact", impact.name())
        .param("began", Timestamp.from(beganAt))
        .param("until", timestamp(until))
        .param("now", Timestamp.from(now))
        .update();
  }

  /** Somebody of Ops has found other words for a draft. */
  public void reword(String id, String title, String by, Instant now) {
    database
        .sql(
            "update status_notice set title = :title, worded_by = :by, updated_at = :now"
                + " where id = :id")
        .param("id", id)
        .param("title", title)
        .param("by", by)
        .param("now", Timestamp.from(now))
        .update();
  }

  public void publish(String id, Instant now) {
    database
        .sql("update status_notice set published_at = :now, updated_at = :now where id = :id")
        .param("id", id)
        .param("now", Timestamp.from(now))
        .update();
  }

  /** Forgets a notice with all that belongs to it. */
  public void delete(String id) {
    database.sql("delete from status_notice where id = :id").param("id", id).update();
  }

  /**
   * Replaces the affected services; ids that nobody knows are left out.
   *
   * @return whether there are any that were not affected before
   */
  public boolean affect(String id, Collection<String> services, Instant now) {
    String[] ids = services.toArray(String[]::new);
    int gone =
        database
            .sql("delete from status_affected where notice = :id and service <> all (:services)")
            .param("id", id)
            .param("services", ids)
            .update();
    int come =
        database
            .sql(
                "insert into status_affected (notice, service, since)"
                    + " select :id, id, :now from delivered_service where id = any (:services)"
                    + " on conflict do nothing")
            .param("id", id)
            .param("services", ids)
            .param("now", Timestamp.from(now))
            .update();
    if (gone + come > 0) {
      touch(id, now);
    }
    return come > 0;
  }

  /** The last thing that was told; empty if nothing was. */
  public Optional<LastUpdate> last(String id) {
    return database
        .sql(
            "select id, stage, words from status_update where notice = :id"
                + " order by position desc limit 1")
        .param("id", id)
        .query(
            (row, n) ->
                new LastUpdate(
                    row.getObject("id", UUID.class),
                    Stage.valueOf(row.getString("stage")),
                    row.getString("words")))
        .optional();
  }

  /** Adds an update, and brings the notice to its stage. */
  public void add(String id, Stage stage, String words, Instant now) {
    database
        .sql(
            """
            insert into status_update (id, notice, position, stage, words, created_at)
            select :update, :id, coalesce(max(position), 0) + 1, :stage, :words, :now
              from status_update where notice = :id
            """)
        .param("update", UUID.randomUUID())
        .param("id", id)
        .param("stage", stage.name())
        .param("words", words)
        .param("now", Timestamp.from(now))
        .update();
    database
        .sql(
            """
            update status_notice set stage = :stage, updated_at = :now, revision = revision + 1,
              ended_at = case when :end then coalesce(ended_at, :now) end,
              monitoring_at = case when :stage = 'MONITORING' then :now
                                   when :end then monitoring_at end
             where id = :id
            """)
        .param("id", id)
        .param("stage", stage.name())
        .param("end", stage.isEnd())
        .param("now", Timestamp.from(now))
        .update();
  }

  /** Puts other words in the place of an update's. */
  public void replace(UUID update, String words) {
    database
        .sql("update status_update set words = :words where id = :update")
        .param("words", words)
        .param("update", update)
        .update();
  }

  private void touch(String id, Instant now) {
    database
        .sql("update status_notice set updated_at = :now, revision = revision + 1 where id = :id")
        .param("id", id)
        .param("now", Timestamp.from(now))
        .update();
  }

  private static KeptNotice notice(ResultSet row) throws SQLException {
    return new KeptNotice(
        row.getString("id"),
        NoticeKind.valueOf(row.getString("kind")),
        row.getString("title"),
        Impact.valueOf(row.getString("impact")),
        Stage.valueOf(row.getString("stage")),
        row.getTimestamp("began_at").toInstant(),
        instant(row, "until_at"),
        instant(row, "publish_at"),
        instant(row, "published_at"),
        instant(row, "ended_at"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("updated_at").toInstant(),
        Optional.ofNullable(row.getString("worded_by")));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  private static Timestamp timestamp(Instant moment) {
    return moment == null ? null : Timestamp.from(moment);
  }

  /**
   * @param words what was told
   */
  public record LastUpdate(UUID id, Stage stage, String words) {

    public boolean says(Stage otherStage, String otherWords) {
      return stage == otherStage && words.equals(otherWords);
    }
  }
}
