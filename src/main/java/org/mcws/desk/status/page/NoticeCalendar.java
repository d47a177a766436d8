package org.mcws.desk.status.page;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.Categories;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.Name;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RefreshInterval;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.mcws.desk.status.BoardSettings;
import org.mcws.desk.status.board.Addresses;
import org.mcws.desk.status.board.ServiceName;
import org.mcws.desk.status.board.ShownNotice;
import org.mcws.desk.status.board.Snapshot;
import org.mcws.desk.status.board.Stage;
import org.springframework.stereotype.Component;

/** Incidents and planned maintenance as a calendar: RFC 5545, with the names of RFC 7986. */
@Component
class NoticeCalendar {

  private static final Duration REFRESH = Duration.ofMinutes(30);
  private static final int NAMED = 20;

  private final Addresses addresses;
  private final BoardSettings settings;

  NoticeCalendar(Addresses addresses, BoardSettings settings) {
    this.addresses = addresses;
    this.settings = settings;
  }

  byte[] write(Snapshot now) {
    Calendar calendar = new Calendar();
    calendar.add(new ProdId("-//MCWS//MCWS Desk//EN"));
    calendar.add(ImmutableVersion.VERSION_2_0);
    calendar.add(new Name(settings.pageName()));
    calendar.add(new XProperty("X-WR-CALNAME", settings.pageName()));
    calendar.add(new RefreshInterval(new ParameterList(List.of(Value.DURATION)), REFRESH));
    now.notices().forEach(notice -> calendar.add(event(notice)));
    return OctetFolding.fold(calendar.toString()).getBytes(StandardCharsets.UTF_8);
  }

  private VEvent event(ShownNotice notice) {
    VEvent event = new VEvent(false);
    event.add(new Uid(notice.id() + "@" + addresses.host()));
    // Without METHOD this is when it was last changed (RFC 5545, 3.8.7.2).
    event.add(new DtStamp(notice.updatedAt()));
    event.add(new DtStart<Instant>(notice.beganAt()));
    end(notice).ifPresent(end -> event.add(new DtEnd<Instant>(end)));
    event.add(new Summary(notice.title()));
    event.add(new Description(description(notice)));
    event.add(new Url(addresses.notice(notice.id())));
    event.add(new Categories(notice.isIncident() ? "Incident" : "Maintenance"));
    event.add(
        notice.stage() == Stage.CANCELLED
            ? ImmutableStatus.VEVENT_CANCELLED
            : ImmutableStatus.VEVENT_CONFIRMED);
    event.add(new Sequence(notice.revision()));
    event.add(new LastModified(notice.updatedAt()));
    return event;
  }

  private static Optional<Instant> end(ShownNotice notice) {
    return notice.until().or(notice::endedAt).filter(end -> end.isAfter(notice.beganAt()));
  }

  private static String description(ShownNotice notice) {
    String services =
        notice.services().stream()
            .limit(NAMED)
            .map(ServiceName::inFull)
            .collect(Collectors.joining(", "));
    int more = notice.services().size() - NAMED;
    String told = notice.updates().isEmpty() ? "" : ": " + notice.updates().get(0).words();
    return notice.stage().words()
        + told
        + "\n\nServices: "
        + services
        + (more > 0 ? " and " + more + " more" : "");
  }
}
