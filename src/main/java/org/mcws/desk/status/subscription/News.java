package org.mcws.desk.status.subscription;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.mcws.desk.status.board.Stage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What subscribers are to hear of. Whoever has news writes one row, however many subscribers there
 * are.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class News {

  private final JdbcClient database;

  News(JdbcClient database) {
    this.database = database;
  }

  /** Notes down something that is told to subscribers after the caller's transaction. */
  public void add(String notice, Template template, Stage stage, String words, Instant now) {
    add(notice, template, stage, words, now, false);
  }

  /** The same, for those alone who want to hear of none of the services affected before. */
  public void addForNewlyAffected(
      String notice, Template template, Stage stage, String words, Instant now) {
    add(notice, template, stage, words, now, true);
  }

  private void add(
      String notice, Template template, Stage stage, String words, Instant now, boolean newly) {
    database
        .sql(
            "insert into status_news (notice, template, stage, words, created_at, newly_affected)"
                + " values (:notice, :template, :stage, :words, :now, :newly)")
        .param("newly", newly)
        .param("notice", notice)
        .param("template", template.name())
        .param("stage", stage.name())
        .param("words", words)
        .param("now", Timestamp.from(now))
        .update();
  }

  /**
   * The oldest news that nobody else is telling, with their lock. News of one notice are told one
   * after the other.
   */
  Optional<Untold> lockNext() {
    return database
        .sql(
            """
            select w.id, w.notice, w.template, w.stage, w.words, w.created_at, w.told_up_to,
                   w.newly_affected,
                   n.title, n.began_at, n.until_at
              from status_news w join status_notice n on n.id = w.notice
             where w.done_at is null
               and not exists (select 1 from status_news o
                                where o.notice = w.notice and o.done_at is null and o.id < w.id)
             order by w.id limit 1 for update of w skip locked
            """)
        .query(
            (row, n) ->
                new Untold(
                    row.getLong("id"),
                    row.getString("notice"),
                    Template.valueOf(row.getString("template")),
                    Stage.valueOf(row.getString("stage")),
                    row.getString("words"),
                    row.getTimestamp("created_at").toInstant(),
                    Optional.ofNullable(row.getObject("told_up_to", UUID.class)),
                    row.getBoolean("newly_affected"),
                    row.getString("title"),
                    row.getTimestamp("began_at").toInstant(),
                    Optional.ofNullable(row.getTimestamp("until_at")).map(Timestamp::toInstant)))
        .optional();
  }

  /** All up to this subscriber have a mail. */
  void told(long news, UUID subscriber) {
    database
        .sql("update status_news set told_up_to = :subscriber where id = :news")
        .param("subscriber", subscriber)
        .param("news", news)
        .update();
  }

  /** Everybody has a mail. */
  void done(long news, Instant now) {
    database
        .sql("update status_news set done_at = :now where id = :news")
        .param("now", Timestamp.from(now))
        .param("news", news)
        .update();
  }

  /** By which mail it is told. */
  public enum Template {
    OPENED("status-opened"),
    UPDATED("status-updated"),
    RESOLVED("status-resolved"),
    PLANNED("status-planned"),
    PLAN_UPDATED("status-plan-updated");

    private final String mail;

    Template(String mail) {
      this.mail = mail;
    }

    String mail() {
      return mail;
    }
  }

  /**
   * News of which some subscribers may not have heard.
   *
   * @param words of the update; empty if there is none
   * @param toldUpTo the last subscriber, by their ids, who has a mail
   * @param newly whether it is for those alone who want to hear of none of the services that were
   *     affected before
   * @param until when a maintenance ends
   */
  record Untold(
      long id,
      String notice,
      Template template,
      Stage stage,
      String words,
      Instant createdAt,
      Optional<UUID> toldUpTo,
      boolean newly,
      String title,
      Instant beganAt,
      Optional<Instant> until) {}
}
