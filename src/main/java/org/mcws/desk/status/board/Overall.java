package org.mcws.desk.status.board;

import java.util.List;

/**
 * The state of all services together.
 *
 * @param services how many there are that the public may see
 * @param troubled how many of them do not work as they should
 * @param down how many of these are out of order
 * @param maintained how many are under maintenance
 */
public record Overall(Level level, int services, int troubled, int down, int maintained) {

  static Overall of(Snapshot snapshot) {
    List<ServiceState> states = snapshot.services().map(ShownService::state).toList();
    int troubled = (int) states.stream().filter(ServiceState::isTrouble).count();
    int down = (int) states.stream().filter(state -> state == ServiceState.DOWN).count();
    int maintained =
        (int) states.stream().filter(state -> state == ServiceState.MAINTENANCE).count();
    Level level = Level.NONE;
    if (maintained > 0 || snapshot.openMaintenance().stream().anyMatch(ShownNotice::isUnderWay)) {
      level = Level.MAINTENANCE;
    }
    if (troubled > 0) {
      level = Level.MINOR;
    }
    if (down * 10 > states.size()) {
      level = Level.MAJOR;
    }
    if (down * 2 > states.size()) {
      level = Level.CRITICAL;
    }
    return new Overall(level, states.size(), troubled, down, maintained);
  }

  /** In a sentence for everybody. */
  public String sentence() {
    return switch (level) {
      case NONE -> services == 0 ? "There are no services to tell of" : "All services work";
      case MAINTENANCE -> "Maintenance is under way";
      case MINOR -> "Some services do not work as they should";
      case MAJOR -> "Many services do not work as they should";
      case CRITICAL -> down == services ? "No service works" : "Most services are out of order";
    };
  }

  /** How bad it is altogether: with more than a tenth, and with more than half out of order. */
  public enum Level {
    NONE("none", "All Systems Operational"),
    MAINTENANCE("none", "Service Under Maintenance"),
    MINOR("minor", "Minor Service Outage"),
    MAJOR("major", "Partial System Outage"),
    CRITICAL("critical", "Major Service Outage");

    private final String code;
    private final String description;

    Level(String code, String description) {
      this.code = code;
      this.description = description;
    }

    /** As programs read it: Statuspage's indicator. */
    public String code() {
      return code;
    }

    /** What Statuspage says in its place. */
    public String description() {
      return description;
    }
  }
}
