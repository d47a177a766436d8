package org.mcws.desk.hostmaintenance;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The maintenance of a machine, as Ops see it.
 *
 * @param id of the maintenance and of its process instance
 * @param state planned, emptying, stuck (Ops decide), down (Ops work), returning, astray (Ops
 *     decide), done or cancelled
 * @param begin when it is planned to begin
 * @param end when the machine should be back, as planned
 * @param app the app that is moved, or let back, just now
 * @param moved the apps that were moved
 * @param skipped the apps that were left on the machine
 * @param evidence what was seen and decided, a line each
 * @param startedBy the account that has started it
 */
record HostMaintenanceView(
    String id,
    String host,
    String state,
    String reason,
    Instant begin,
    Instant end,
    String app,
    List<String> moved,
    List<String> skipped,
    String evidence,
    String startedBy,
    Instant startedAt,
    Instant endedAt) {

  static HostMaintenanceView of(HostMaintenance maintenance) {
    return new HostMaintenanceView(
        maintenance.id(),
        maintenance.host(),
        maintenance.state().name().toLowerCase(Locale.ROOT),
        maintenance.reason(),
        maintenance.beginsAt(),
        maintenance.beginsAt().plus(maintenance.duration()),
        maintenance.app(),
        maintenance.moved(),
        maintenance.skipped(),
        maintenance.evidence(),
        maintenance.startedBy(),
        maintenance.startedAt(),
        maintenance.endedAt());
  }
}
