package org.mcws.desk.status;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.mcws.desk.engine.PatientTransaction;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ServiceKind;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A community whose services exist on paper only, with the past that a test needs. {@link #remove}
 * takes all of it away again.
 */
public final class StatusStage {

  private final BeanFactory desk;
  private final JdbcTemplate database;
  private final String slug = "s" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  private final String name;

  private StatusStage(BeanFactory desk, String name) {
    this.desk = desk;
    this.database = desk.getBean(JdbcTemplate.class);
    this.name = name;
  }

  public static StatusStage of(BeanFactory desk, String name) {
    StatusStage stage = new StatusStage(desk, name);
    stage.database.update(
        "insert into community (slug, name, languages, time_zone, state, created_at)"
            + " values (?, ?, 'en', 'UTC', 'ACTIVE', ?)",
        stage.slug,
        name,
        Timestamp.from(Instant.parse("2026-01-01T00:00:00Z")));
    return stage;
  }

  public String slug() {
    return slug;
  }

  public String name() {
    return name;
  }

  /** A delivered service. */
  public String service(ServiceKind kind, String service, String host) {
    String id = DeliveredService.id(slug, service);
    database.update(
        "insert into delivered_service (id, community, kind, name, host, managed_by, state,"
            + " specification, created_at) values (?, ?, ?, ?, ?, 'OPS', 'DELIVERED', '{}', ?)",
        id,
        slug,
        kind.name(),
        service,
        host,
        Timestamp.from(Instant.parse("2026-01-01T00:00:00Z")));
    return id;
  }

  /** A website under a name of its own. */
  public String site(String service) {
    return service(ServiceKind.SITE, service, service + "." + slug + ".example");
  }

  public String hiddenByOps(String service) {
    String id = site(service);
    database.update("insert into service_watch (service, shown_by_ops) values (?, false)", id);
    return id;
  }

  public String hiddenByOwners(String service) {
    String id = site(service);
    database.update("insert into service_watch (service, shown_by_owner) values (?, false)", id);
    return id;
  }

  public void watched(String service, Instant since) {
    database.update(
        "insert into probe (service, kind, next_at, every_millis, bad_wanted, good_wanted,"
            + " created_at) select id, case kind when 'SITE' then 'PAGE' when 'WORKER' then 'TASKS'"
            + " else 'RECORDS' end, '2100-01-01', 60000, 3, 3, ? from delivered_service where id = ?",
        Timestamp.from(since),
        service);
  }

  /**
   * @param until null while it lasts
   */
  public void down(String service, Instant from, Instant until) {
    database.update(
        "insert into outage (service, began_at, ended_at) values (?, ?, ?)",
        service,
        Timestamp.from(from),
        until == null ? null : Timestamp.from(until));
  }

  /** What the board does, in a transaction of its own. */
  public void board(Consumer<StatusBoard> work) {
    StatusBoard board = desk.getBean(StatusBoard.class);
    desk.getBean(TransactionTemplate.class).executeWithoutResult(tx -> work.accept(board));
  }

  /** An incident that is published at once. */
  public String incident(String title, Impact impact, Instant began, String... services) {
    String id = "i-" + UUID.randomUUID();
    board(
        board -> {
          board.draft(id, new Notice(title, impact, List.of(services), began));
          board.publish(id);
        });
    return id;
  }

  public void remove() {
    database.update(
        "delete from status_notice where id in (select notice from status_affected where service"
            + " like ?)",
        slug + ".%");
    // A job of an incident of theirs may run at this moment.
    desk.getBean(PatientTransaction.class)
        .get(
            () -> {
              desk.getBean(Inventory.class).release(slug);
              return slug;
            });
    database.update("delete from community where slug = ?", slug);
  }
}
