package org.mcws.desk.recovery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mcws.desk.hostmaintenance.events.UnderMaintenance;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mesos.Machine;
import org.mcws.desk.platform.mesos.Machines;
import org.mcws.desk.recovery.alert.OwnSource;
import org.mcws.desk.recovery.alert.Severity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notices machines that Mesos does not hear from any more, whether or not anything has gone down
 * with them. Mesos forgets them itself, so the desk remembers whom it has seen. A machine that is
 * being maintained is no news.
 */
@Component
class LostMachines {

  /** Of those that were in touch: when more are missed at once, it is not the machines. */
  private static final double MOST = 0.5;

  private static final Logger LOG = LoggerFactory.getLogger(LostMachines.class);

  private final Machines machines;
  private final UnderMaintenance maintenance;
  private final Signals signals;
  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final Clock clock;

  LostMachines(
      Machines machines,
      UnderMaintenance maintenance,
      Signals signals,
      JdbcClient database,
      TransactionTemplate transaction,
      Clock clock) {
    this.machines = machines;
    this.maintenance = maintenance;
    this.signals = signals;
    this.database = database;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${desk.recovery.count-machines-every:PT1M}")
  void count() {
    try {
      Optional<List<Machine>> all = machines.all();
      Set<String> planned = down();
      all.map(LostMachines::inTouch)
          .ifPresent(present -> transaction.executeWithoutResult(tx -> compare(present, planned)));
    } catch (PlatformUnavailable silent) {
      // A master that does not lead says nothing of its machines.
      LOG.info("The machines were not counted: {}", silent.getMessage());
    }
  }

  private static Set<String> inTouch(List<Machine> all) {
    return all.stream()
        .filter(Machine::active)
        .map(machine -> machine.name().host().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private void compare(Set<String> present, Set<String> planned) {
    remember(present);
    Instant now = clock.instant();
    List<Known> known = known();
    List<String> back =
        known.stream().filter(Known::lost).map(Known::host).filter(present::contains).toList();
    List<String> missed =
        known.stream()
            .filter(one -> !one.lost())
            .map(Known::host)
            .filter(host -> !present.contains(host) && !planned.contains(host))
            .filter(host -> !maintenance.isHostUnderMaintenance(host))
            .toList();
    long before = known.stream().filter(one -> !one.lost()).count();
    boolean most = missed.size() > 1 && missed.size() > MOST * before;
    List<Report> news = new ArrayList<>();
    back.forEach(host -> news.add(report(host, true, false, now)));
    missed.forEach(host -> news.add(report(host, false, most, now)));
    if (!news.isEmpty()) {
      back.forEach(host -> note(host, null));
      missed.forEach(host -> note(host, now));
      signals.take(OwnSource.MESOS.label(), news);
    }
  }

  /** Those that somebody has taken down by plan, with or without this desk. */
  private Set<String> down() {
    return machines.plan().stream()
        .flatMap(plan -> plan.down().stream())
        .map(machine -> machine.host().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static Report report(String host, boolean up, boolean most, Instant since) {
    Report alone =
        Report.ofCause(
            Cause.ofAgent(host).name(),
            up,
            host,
            "The machine " + host + (most ? " and most others are" : " is") + " out of touch",
            since,
            Severity.SEV2);
    return most ? alone.blaming(Optional.of(Cause.PLATFORM.name())) : alone;
  }

  private void remember(Set<String> hosts) {
    database
        .sql("insert into known_machine (host) select unnest(:hosts) on conflict do nothing")
        .param("hosts", hosts.stream().sorted().toArray(String[]::new))
        .update();
  }

  /** All that were ever seen, locked, so that two desks do not count at once. */
  private List<Known> known() {
    return database
        .sql(
            "select host, lost_since is not null as lost from known_machine order by host for update")
        .query((row, n) -> new Known(row.getString("host"), row.getBoolean("lost")))
        .list();
  }

  private void note(String host, Instant lostSince) {
    database
        .sql("update known_machine set lost_since = cast(:since as timestamptz) where host = :host")
        .param("since", lostSince == null ? null : Timestamp.from(lostSince))
        .param("host", host)
        .update();
  }

  private record Known(String host, boolean lost) {}
}
