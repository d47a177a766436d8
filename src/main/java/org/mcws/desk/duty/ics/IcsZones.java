package org.mcws.desk.duty.ics;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.ZoneRulesBuilder;
import net.fortuna.ical4j.model.component.VTimeZone;

/**
 * The time zones that a calendar speaks of. A region of the tz database is what that database says,
 * which is newer than most files; every other name, such as Windows', is what the file says it is.
 */
final class IcsZones {

  private static final Set<String> KNOWN = ZoneId.getAvailableZoneIds();
  private static final String CALENDAR_ZONE = "X-WR-TIMEZONE";

  private final Map<String, ZoneRules> described = new HashMap<>();
  private final ZoneRules usual;

  IcsZones(Calendar calendar) {
    for (Component component : calendar.getComponents(Component.VTIMEZONE)) {
      if (component instanceof VTimeZone zone) {
        describe(zone);
      }
    }
    this.usual =
        calendar
            .getProperty(CALENDAR_ZONE)
            .map(Property::getValue)
            .flatMap(this::named)
            .orElse(ZoneOffset.UTC.getRules());
  }

  /** For whole days and times without zone: the calendar's own, or UTC. */
  ZoneRules usual() {
    return usual;
  }

  /** The zone that a time names; empty if nobody knows it. */
  Optional<ZoneRules> named(String name) {
    String region = region(name.strip());
    if (region.contains("/") && KNOWN.contains(region)) {
      return Optional.of(ZoneId.of(region).getRules());
    }
    return Optional.ofNullable(described.get(key(name)))
        .or(() -> Optional.of(region).filter(KNOWN::contains).map(id -> ZoneId.of(id).getRules()));
  }

  private void describe(VTimeZone zone) {
    try {
      String name = zone.getRequiredProperty(Property.TZID).getValue();
      described.put(key(name), new ZoneRulesBuilder().vTimeZone(zone).build());
    } catch (RuntimeException e) {
      // Only the events of this zone can't be read, and say so.
    }
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Names that are to be unique in the world end with one of the tz database (RFC 5545, 3.8.3.1).
   */
  private static String region(String name) {
    String rest = name;
    while (rest.contains("/") && !KNOWN.contains(rest)) {
      rest = rest.substring(rest.indexOf('/') + 1);
    }
    return KNOWN.contains(rest) ? rest : name;
  }
}
