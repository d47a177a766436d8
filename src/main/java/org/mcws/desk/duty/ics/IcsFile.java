package org.mcws.desk.duty.ics;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarParserImpl;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.data.UnfoldingReader;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.component.VEvent;

/** A calendar file: what takes place, and what of it can't be read. */
public final class IcsFile {

  private static final int MOST_EVENTS = 5_000;
  private static final int MOST_TURNS = 20_000;
  private static final String FOLD = "\r?\n[ \t]";

  private final List<IcsEvent> events;

  private IcsFile(List<IcsEvent> events) {
    this.events = events;
  }

  /**
   * Reads a file in UTF-8 with one calendar or several.
   *
   * @throws NoCalendar if it is no calendar, is not whole, or has more than 5,000 events
   */
  public static IcsFile read(byte[] file) throws NoCalendar {
    TolerantHandler handler = new TolerantHandler();
    try {
      new CalendarParserImpl(true)
          .parse(new UnfoldingReader(new StringReader(unfolded(file)), true), handler);
    } catch (IOException | ParserException e) {
      throw new NoCalendar("is no calendar, or not all of one", e);
    }
    if (handler.calendars().isEmpty()) {
      throw new NoCalendar("is no calendar");
    }
    List<IcsEvent> events = new ArrayList<>();
    for (Calendar calendar : handler.calendars()) {
      IcsZones zones = new IcsZones(calendar);
      for (Component component : calendar.getComponents(Component.VEVENT)) {
        events.add(new IcsEvent((VEvent) component, zones));
      }
    }
    if (events.size() > MOST_EVENTS) {
      throw new NoCalendar("has more than 5,000 events");
    }
    return new IcsFile(events);
  }

  /**
   * All that takes place at least in part between two moments, and what may.
   *
   * @throws NoCalendar if that is more than 20,000 times
   */
  public Read between(Instant from, Instant to) throws NoCalendar {
    Map<String, List<IcsEvent>> series = new LinkedHashMap<>();
    events.forEach(
        event -> series.computeIfAbsent(event.uid(), uid -> new ArrayList<>()).add(event));
    Read read = new Read(new ArrayList<>(), new ArrayList<>());
    for (List<IcsEvent> one : series.values()) {
      read(one, from, to, read);
      if (read.turns().size() > MOST_TURNS) {
        throw new NoCalendar("has more than 20,000 entries from " + from + " to " + to);
      }
    }
    return read;
  }

  /** An event with all that changes it. */
  private static void read(List<IcsEvent> series, Instant from, Instant to, Read read) {
    Map<Instant, IcsEvent> changes = new LinkedHashMap<>();
    List<IcsTime> changed = new ArrayList<>();
    IcsEvent whole = null;
    series.sort(Comparator.comparing(IcsEvent::sequence));
    for (IcsEvent event : series) {
      try {
        IcsTime time = event.changes().orElse(null);
        if (time == null) {
          whole = event;
        } else {
          changed.add(time);
          changes.put(time.moment(), event);
        }
      } catch (RuntimeException e) {
        read.add(event, e);
      }
    }
    if (whole != null) {
      add(whole, from, to, changed, read);
    }
    changes.values().forEach(event -> add(event, from, to, List.of(), read));
  }

  private static void add(
      IcsEvent event, Instant from, Instant to, List<IcsTime> changed, Read read) {
    if (event.isCancelled()) {
      return;
    }
    try {
      read.turns().addAll(new IcsSeries(event).turns(from, to, changed));
    } catch (RuntimeException e) {
      read.add(event, e);
    }
  }

  /** Folds are undone before letters are made of bytes: some programs fold in the midst of one. */
  private static String unfolded(byte[] file) {
    String bytes = new String(file, StandardCharsets.ISO_8859_1).replaceAll(FOLD, "");
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /**
   * What a calendar says.
   *
   * @param turns what takes place
   * @param troubles events of which the desk can't tell when they take place
   */
  public record Read(List<IcsTurn> turns, List<IcsTrouble> troubles) {

    private void add(IcsEvent event, RuntimeException e) {
      String why =
          e instanceof UnreadableEvent ? "It " + e.getMessage() + "." : "It can't be read.";
      troubles.add(new IcsTrouble(event.uid(), event.summary(), why));
    }
  }
}
