package org.mcws.desk.status.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.mcws.desk.status.BoardSettings;
import org.mcws.desk.status.board.Addresses;
import org.mcws.desk.status.board.ServiceName;
import org.mcws.desk.status.board.ShownCommunity;
import org.mcws.desk.status.board.ShownNotice;
import org.mcws.desk.status.board.ShownService;
import org.mcws.desk.status.board.ShownUpdate;
import org.mcws.desk.status.board.Snapshot;
import org.mcws.desk.status.board.Stage;
import org.mcws.desk.status.page.Statuspage.Component;
import org.mcws.desk.status.page.Statuspage.Incident;
import org.mcws.desk.status.page.Statuspage.Maintenance;
import org.mcws.desk.status.page.Statuspage.Page;
import org.mcws.desk.status.page.Statuspage.Status;
import org.mcws.desk.status.page.Statuspage.Update;

/** Says in Statuspage's shapes what the public sees at one moment. */
final class StatuspageWriter {

  private static final String PAGE = "mcws";

  private final Snapshot now;
  private final Addresses addresses;
  private final BoardSettings settings;
  private final Map<String, Component> services = new HashMap<>();
  private final List<Component> components = new ArrayList<>();

  StatuspageWriter(Snapshot now, Addresses addresses, BoardSettings settings) {
    this.now = now;
    this.addresses = addresses;
    this.settings = settings;
    now.communities().forEach(this::add);
  }

  Page page() {
    return new Page(
        PAGE, settings.pageName(), addresses.status().toString(), "Etc/UTC", now.changedAt());
  }

  Status status() {
    var level = now.overall().level();
    return new Status(level.code(), level.description());
  }

  /** Communities, each followed by its services. */
  List<Component> components() {
    return components;
  }

  Incident incident(ShownNotice notice) {
    return new Incident(
        notice.id(),
        notice.title(),
        code(notice.stage()),
        notice.impact().name().toLowerCase(Locale.ROOT),
        notice.publishedAt(),
        notice.beganAt(),
        notice.updatedAt(),
        notice.monitoringAt().orElse(null),
        notice.endedAt().orElse(null),
        addresses.notice(notice.id()).toString(),
        PAGE,
        notice.updates().stream().map(update -> update(notice, update)).toList(),
        notice.services().stream()
            .map(ServiceName::id)
            .map(services::get)
            .filter(Objects::nonNull)
            .toList());
  }

  Maintenance maintenance(ShownNotice notice) {
    return new Maintenance(
        incident(notice), notice.beganAt(), notice.until().orElse(notice.beganAt()));
  }

  private void add(ShownCommunity community) {
    List<Component> theirs = new ArrayList<>();
    int position = components.size() + 1;
    for (ShownService service : community.services()) {
      theirs.add(service(service, position + theirs.size() + 1));
    }
    components.add(group(community, theirs, position));
    components.addAll(theirs);
    theirs.forEach(service -> services.put(service.id(), service));
  }

  private static Component group(ShownCommunity community, List<Component> theirs, int position) {
    return new Component(
        community.slug(),
        community.name(),
        community.state().code(),
        theirs.stream().map(Component::createdAt).min(Instant::compareTo).orElseThrow(),
        theirs.stream().map(Component::updatedAt).max(Instant::compareTo).orElseThrow(),
        position,
        null,
        false,
        null,
        true,
        null,
        PAGE,
        false,
        theirs.stream().map(Component::id).toList());
  }

  private static Component service(ShownService service, int position) {
    return new Component(
        service.id(),
        service.name().label(),
        service.state().code(),
        service.createdAt(),
        service.changedAt(),
        position,
        null,
        true,
        service
            .watchedSince()
            .map(since -> LocalDate.ofInstant(since, ZoneOffset.UTC))
            .orElse(null),
        false,
        service.name().community(),
        PAGE,
        false,
        null);
  }

  private static Update update(ShownNotice notice, ShownUpdate update) {
    return new Update(
        update.id(),
        notice.id(),
        code(update.stage()),
        update.words(),
        update.writtenAt(),
        update.shownAt(),
        update.writtenAt(),
        null);
  }

  /** Statuspage has no words for what was called off or withdrawn. */
  private static String code(Stage stage) {
    return switch (stage) {
      case CANCELLED -> Stage.COMPLETED.code();
      case WITHDRAWN -> Stage.RESOLVED.code();
      default -> stage.code();
    };
  }
}
