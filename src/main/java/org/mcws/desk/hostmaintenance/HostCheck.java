package org.mcws.desk.hostmaintenance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.StartCheck;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What a form cannot say about the start of a maintenance. */
@Component
class HostCheck implements StartCheck {

  private static final String HOST = "/" + HostMaintenanceProcess.HOST;
  private static final Duration GRACE = Duration.ofHours(1);
  private static final Duration HORIZON = Duration.ofDays(90);
  private static final long LOCK = 7_240_033;

  private final HostMaintenances maintenances;
  private final HostLimits limits;
  private final Room room;
  private final JdbcTemplate database;
  private final Clock clock;

  HostCheck(
      HostMaintenances maintenances,
      HostLimits limits,
      Room room,
      JdbcTemplate database,
      Clock clock) {
    this.maintenances = maintenances;
    this.limits = limits;
    this.room = room;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public String processKey() {
    return HostMaintenanceProcess.KEY;
  }

  @Override
  public void check(Map<String, Object> variables, List<InvalidField> found) {
    Instant now = clock.instant();
    HostOrder order = HostOrder.of(variables, now);
    checkBegin(order.begin(), now, found);
    if (order.host().isEmpty()) {
      return;
    }
    // Until the start has committed no other one is let in, on whichever node.
    database.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
    running(order)
        .or(() -> room.lack(order.host()))
        .ifPresent(wrong -> found.add(new InvalidField(HOST, wrong)));
  }

  private Optional<String> running(HostOrder order) {
    List<HostMaintenance> running = maintenances.findByEndedAtIsNull();
    int most = limits.now().hostsAtOnce();
    List<String> hosts = running.stream().map(HostMaintenance::host).toList();
    if (hosts.stream().anyMatch(order.host()::equalsIgnoreCase)) {
      return Optional.of(order.host() + " has a maintenance already: see /api/host-maintenances.");
    }
    return hosts.size() < most
        ? Optional.empty()
        : Optional.of(
            "Maintenance of %s is planned or under way, and %d at once is the limit"
                    .formatted(String.join(", ", hosts), most)
                + " (host-maintenance-limits): wait until that has ended.");
  }

  private static void checkBegin(Instant begin, Instant now, List<InvalidField> found) {
    if (begin == null || begin.isBefore(now.minus(GRACE)) || begin.isAfter(now.plus(HORIZON))) {
      found.add(
          new InvalidField(
              "/" + HostMaintenanceProcess.BEGIN,
              "Begin within the next "
                  + HORIZON.toDays()
                  + " days, at a moment with its offset such as 2027-03-31T13:05Z; left empty, it"
                  + " begins at once."));
    }
  }
}
