package org.mcws.desk.duty.ics;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.temporal.Temporal;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DateProperty;
import net.fortuna.ical4j.model.property.Duration;

/**
 * An event as it stands in a calendar: a single one, a series, or the change of one of a series.
 */
final class IcsEvent {

  private static final int LONGEST_UID = 300;
  private static final int LONGEST_SUMMARY = 300;
  private static final String MAILTO = "mailto:";
  private static final String EMAIL = "EMAIL";

  private final VEvent event;
  private final IcsZones zones;

  IcsEvent(VEvent event, IcsZones zones) {
    this.event = event;
    this.zones = zones;
  }

  /** Its identity; one is made from what it says if it has none, and for one that is too long. */
  String uid() {
    String uid = text(Property.UID);
    if (!uid.isEmpty() && uid.length() <= LONGEST_UID) {
      return uid;
    }
    String made = uid.isEmpty() ? event.toString() : uid;
    return UUID.nameUUIDFromBytes(made.getBytes(StandardCharsets.UTF_8)).toString();
  }

  String summary() {
    String summary = text(Property.SUMMARY);
    return summary.length() > LONGEST_SUMMARY ? summary.substring(0, LONGEST_SUMMARY) : summary;
  }

  boolean isCancelled() {
    return text(Property.STATUS).equalsIgnoreCase("CANCELLED");
  }

  /** How often it was changed. */
  int sequence() {
    String sequence = text(Property.SEQUENCE);
    return sequence.matches("[0-9]{1,9}") ? Integer.parseInt(sequence) : 0;
  }

  /** When the occurrence of a series was to be that it changes; empty if it is an event itself. */
  Optional<IcsTime> changes() {
    Optional<IcsTime> changes = time(Property.RECURRENCE_ID);
    if (changes.isPresent()
        && event
            .getProperty(Property.RECURRENCE_ID)
            .flatMap(id -> id.getParameter(Parameter.RANGE))
            .isPresent()) {
      throw new UnreadableEvent(
          "changes all that follows in a series as well; end the series and begin a new one");
    }
    return changes;
  }

  IcsTime start() {
    return time(Property.DTSTART).orElseThrow(() -> new UnreadableEvent("does not say its start"));
  }

  /** When it ends by the clock by which it begins. */
  LocalDateTime end(IcsTime start) {
    Optional<IcsTime> end = time(Property.DTEND);
    if (end.isPresent()) {
      return start.at(end.get().moment());
    }
    refuseUnreadable(Property.DURATION);
    return event
        .getProperty(Property.DURATION)
        .map(duration -> start.local().plus(((Duration) duration).getDuration()))
        .orElse(start.wholeDay() ? start.local().plusDays(1) : start.local());
  }

  /** Its properties of a name that says when it takes place. */
  <P extends Property> List<P> all(String name) {
    refuseUnreadable(name);
    return event.getProperties(name);
  }

  /** A time that belongs to a property. */
  IcsTime time(Temporal written, Property property) {
    return IcsTime.of(written, () -> zone(property));
  }

  /** Who takes part and has not declined. */
  List<String> attendees() {
    List<Property> attendees = event.getProperties(Property.ATTENDEE);
    return attendees.stream()
        .filter(one -> !parameter(one, Parameter.PARTSTAT).equalsIgnoreCase("DECLINED"))
        .flatMap(IcsEvent::address)
        .distinct()
        .toList();
  }

  String organizer() {
    return event.getProperty(Property.ORGANIZER).stream()
        .flatMap(IcsEvent::address)
        .findFirst()
        .orElse("");
  }

  private Optional<IcsTime> time(String name) {
    refuseUnreadable(name);
    return event
        .getProperty(name)
        .filter(property -> ((DateProperty<?>) property).getDate() != null)
        .map(property -> time(((DateProperty<?>) property).getDate(), property));
  }

  private ZoneRules zone(Property property) {
    String name = parameter(property, TolerantHandler.ZONE);
    if (name.isEmpty()) {
      return zones.usual();
    }
    return zones
        .named(name)
        .orElseThrow(
            () ->
                new UnreadableEvent(
                    "is in the time zone '"
                        + name
                        + "', which the calendar does not describe and the tz database does not"
                        + " know"));
  }

  private void refuseUnreadable(String name) {
    List<Property> unreadable = event.getProperties(TolerantHandler.UNREADABLE);
    if (unreadable.stream().anyMatch(property -> property.getValue().equalsIgnoreCase(name))) {
      throw new UnreadableEvent("has a " + name + " that can't be read");
    }
  }

  private String text(String name) {
    return event
        .getProperty(name)
        .map(Property::getValue)
        .map(value -> value.replaceAll("\\p{Cntrl}+", " ").strip())
        .orElse("");
  }

  private static Stream<String> address(Property person) {
    String value = person.getValue().strip();
    String address =
        value.regionMatches(true, 0, MAILTO, 0, MAILTO.length())
            ? value.substring(MAILTO.length())
            : parameter(person, EMAIL);
    return Stream.of(address.strip().toLowerCase(Locale.ROOT)).filter(one -> one.contains("@"));
  }

  private static String parameter(Property property, String name) {
    return property
        .getParameter(name)
        .map(parameter -> parameter.getValue().replace("\"", ""))
        .orElse("");
  }
}
