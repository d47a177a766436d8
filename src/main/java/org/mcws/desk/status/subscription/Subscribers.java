package org.mcws.desk.status.subscription;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who wants to hear of what. Only what was confirmed counts. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class Subscribers {

  private static final String NAMED =
      """
      select b.id, b.subscriber, b.confirmed_at is not null as confirmed,
             coalesce(s.host || ' (' || o.name || ')', s.name || ' (' || o.name || ')', c.name) as name
        from status_subscription b
        left join community c on c.slug = b.community
        left join delivered_service s on s.id = b.service
        left join community o on o.slug = s.community
      """;

  private final JdbcClient database;

  Subscribers(JdbcClient database) {
    this.database = database;
  }

  /**
   * Keeps a wish that is still to be confirmed; one that was confirmed stays so.
   *
   * @return the subscription
   */
  Subscription ask(String email, Topic topic, Locale language, Instant now) {
    UUID subscriber =
        database
            .sql(
                """
                insert into status_subscriber (id, email, language, created_at)
                values (:id, :email, :language, :now)
                on conflict (lower(email)) do update set email = status_subscriber.email
                returning id
                """)
            .param("id", UUID.randomUUID())
            .param("email", email)
            .param("language", language.getLanguage())
            .param("now", Timestamp.from(now))
            .query(UUID.class)
            .single();
    UUID id =
        database
            .sql(
                """
            insert into status_subscription (id, subscriber, community, service, language, asked_at)
            values (:id, :subscriber, :community, :service, :language, :now)
            on conflict (subscriber, community, service)
            do update set language = excluded.language, asked_at = excluded.asked_at
            returning id
            """)
            .param("id", UUID.randomUUID())
            .param("subscriber", subscriber)
            .param("community", topic.community())
            .param("service", topic.service())
            .param("language", language.getLanguage())
            .param("now", Timestamp.from(now))
            .query(UUID.class)
            .single();
    return find(id).orElseThrow();
  }

  Optional<Subscription> find(UUID id) {
    return database
        .sql(NAMED + " where b.id = :id")
        .param("id", id)
        .query((row, n) -> subscription(row))
        .optional();
  }

  /** What a subscriber has confirmed. */
  List<Subscription> confirmed(UUID subscriber) {
    return database
        .sql(NAMED + " where b.subscriber = :subscriber and b.confirmed_at is not null order by 4")
        .param("subscriber", subscriber)
        .query((row, n) -> subscription(row))
        .list();
  }

  /** From now on this is written about, in the language that was asked for last. */
  void confirm(UUID id, Instant now) {
    database
        .sql(
            "update status_subscription set confirmed_at = coalesce(confirmed_at, :now)"
                + " where id = :id")
        .param("now", Timestamp.from(now))
        .param("id", id)
        .update();
    database
        .sql(
            "update status_subscriber s set language = b.language from status_subscription b"
                + " where b.id = :id and s.id = b.subscriber")
        .param("id", id)
        .update();
  }

  void end(UUID id) {
    database.sql("delete from status_subscription where id = :id").param("id", id).update();
  }

  /** Forgets a person with all that they wanted. */
  void forget(UUID subscriber) {
    database
        .sql("delete from status_subscriber where id = :subscriber")
        .param("subscriber", subscriber)
        .update();
  }

  /**
   * Forgets what was asked for before and never confirmed, and people of whom nothing is left.
   *
   * @return these people's ids
   */
  List<UUID> forgetUnconfirmed(Instant before) {
    database
        .sql("delete from status_subscription where confirmed_at is null and asked_at < :before")
        .param("before", Timestamp.from(before))
        .update();
    return database
        .sql(
            """
            delete from status_subscriber s where created_at < :before
               and not exists (select 1 from status_subscription b where b.subscriber = s.id)
            returning id
            """)
        .param("before", Timestamp.from(before))
        .query(UUID.class)
        .list();
  }

  /**
   * The next ones who want to hear of it, in the order of their ids; only what was confirmed before
   * it came counts.
   */
  List<Recipient> next(News.Untold news, int most) {
    return database
        .sql(
            """
            select s.id, s.email, s.language,
                   array_agg(distinct p.label || ' (' || p.community_name || ')') as services
              from status_subscriber s
              join status_subscription b on b.subscriber = s.id and b.confirmed_at <= :since
              join status_affected a on a.notice = :notice and a.since <= :since
              join public_service p
                on p.id = a.service and (b.service = p.id or b.community = p.community)
             where cast(:after as uuid) is null or s.id > cast(:after as uuid)
             group by s.id, s.email, s.language
            having not :newly or min(a.since) = :since
             order by s.id limit :most
            """)
        .param("since", Timestamp.from(news.createdAt()))
        .param("notice", news.notice())
        .param("after", news.toldUpTo().orElse(null))
        .param("newly", news.newly())
        .param("most", most)
        .query((row, n) -> recipient(row))
        .list();
  }

  private static Subscription subscription(ResultSet row) throws SQLException {
    return new Subscription(
        row.getObject("id", UUID.class),
        row.getObject("subscriber", UUID.class),
        row.getString("name"),
        row.getBoolean("confirmed"));
  }

  private static Recipient recipient(ResultSet row) throws SQLException {
    Array services = row.getArray("services");
    return new Recipient(
        row.getObject("id", UUID.class),
        row.getString("email"),
        Locale.forLanguageTag(row.getString("language")),
        List.of((String[]) services.getArray()));
  }

  /**
   * @param name what it is about, as the public knows it
   */
  record Subscription(UUID id, UUID subscriber, String name, boolean confirmed) {}

  /**
   * @param services those of which they want to hear and that a notice affects
   */
  record Recipient(UUID id, String email, Locale language, List<String> services) {}
}
