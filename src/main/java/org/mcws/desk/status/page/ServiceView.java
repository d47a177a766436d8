package org.mcws.desk.status.page;

import java.time.Instant;
import java.util.Locale;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.status.board.ServiceState;
import org.mcws.desk.status.board.ShownService;
import org.mcws.desk.status.board.Uptime;

/**
 * A service on a page.
 *
 * @param kind what it is, in a word
 * @param look the state's name in the style sheet
 * @param sign the state as a sign, beside its words
 * @param percent the share of the last 90 days in which it was in order, or that there is no data
 */
record ServiceView(
    String id,
    String label,
    String kind,
    String look,
    String sign,
    String state,
    String percent,
    UptimeBar bar) {

  static ServiceView of(ShownService service, Instant now) {
    Uptime uptime = service.uptime(now);
    return new ServiceView(
        service.id(),
        service.name().label(),
        kind(service.kind()),
        look(service.state()),
        sign(service.state()),
        service.state().words(),
        uptime.percent().orElse("no data"),
        UptimeBar.of(uptime));
  }

  static String look(ServiceState state) {
    return "is-" + state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String sign(ServiceState state) {
    return switch (state) {
      case UNWATCHED -> "…";
      case WORKS -> "✓";
      case MAINTENANCE -> "⚒";
      case DEGRADED, PARTLY_DOWN -> "!";
      case DOWN -> "✗";
    };
  }

  private static String kind(ServiceKind kind) {
    return switch (kind) {
      case SITE -> "website";
      case WORKER, SCHEDULED -> "program";
      case DOMAIN -> "domain";
      case MAIL_DOMAIN -> "mail";
      case MAILBOX, ALIAS -> "address";
    };
  }
}
