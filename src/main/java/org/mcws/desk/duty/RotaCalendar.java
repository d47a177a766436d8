package org.mcws.desk.duty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rota as a calendar for people's own calendar programs. */
@Component
class RotaCalendar {

  private static final Duration BEHIND = Duration.ofDays(7);
  private static final String ASK_AGAIN_AFTER = "PT1H";

  private final Turns turns;
  private final DeskSettings desk;
  private final Clock clock;

  RotaCalendar(Turns turns, DeskSettings desk, Clock clock) {
    this.turns = turns;
    this.desk = desk;
    this.clock = clock;
  }

  /** Who has duty when from a week ago to 60 days ahead, in iCalendar, UTF-8. */
  @Transactional(readOnly = true)
  public byte[] write() {
    Instant now = clock.instant();
    Calendar calendar = new Calendar();
    calendar.add(new ProdId("-//MCWS Desk//Duty//EN"));
    calendar.add(ImmutableVersion.VERSION_2_0);
    calendar.add(ImmutableMethod.PUBLISH);
    calendar.add(new XProperty("X-WR-CALNAME", "Community Ops on duty"));
    calendar.add(new XProperty("X-PUBLISHED-TTL", ASK_AGAIN_AFTER));
    turns
        .between(now.minus(BEHIND), now.plus(DutyRota.AHEAD))
        .forEach(turn -> calendar.add(event(turn, now)));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      new CalendarOutputter(false).output(calendar, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  private VEvent event(Turn turn, Instant now) {
    VEvent event = new VEvent(false);
    event.add(new Uid(uid(turn)));
    event.add(new DtStamp(now));
    event.add(new DtStart<>(turn.from()));
    event.add(new DtEnd<>(turn.to()));
    event.add(new Summary(turn.member().account().name()));
    // Who has duty may make appointments all the same.
    event.add(ImmutableTransp.TRANSPARENT);
    return event;
  }

  /** The same for the same stretch of the same shift, whenever and by whichever desk it is told. */
  private String uid(Turn turn) {
    String identity = turn.shift() + " " + turn.member().id() + " " + turn.from();
    return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
        + "@"
        + desk.publicUrl().getHost();
  }
}
