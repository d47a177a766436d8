package org.mcws.desk.duty.ics;

import java.util.ArrayList;
import java.util.List;
import net.fortuna.ical4j.data.DefaultContentHandler;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.property.XProperty;

/**
 * Takes a file as it is. What can't be read costs its property and not the whole file, and is noted
 * beside it. Times stay as they are written, with the name of their zone: the library would look
 * zones up in a registry of the whole Java process, and gives up on names that it does not know.
 */
final class TolerantHandler extends DefaultContentHandler {

  /** The name of a time's zone. */
  static final String ZONE = "X-DESK-TZID";

  /** The name of a property that can't be read. */
  static final String UNREADABLE = "X-DESK-UNREADABLE";

  private final List<Calendar> calendars;

  TolerantHandler() {
    this(new ArrayList<>());
  }

  private TolerantHandler(List<Calendar> calendars) {
    super(calendars::add, null);
    this.calendars = calendars;
  }

  List<Calendar> calendars() {
    return calendars;
  }

  @Override
  public void parameter(String name, String value) {
    try {
      super.parameter(name.equalsIgnoreCase("TZID") ? ZONE : name, value);
    } catch (RuntimeException e) {
      // Nothing that the desk reads is in a parameter of an unknown kind.
    }
  }

  @Override
  public void endProperty(String name) {
    try {
      super.endProperty(name);
    } catch (RuntimeException e) {
      if (getComponentBuilder() != null) {
        getComponentBuilder().property(new XProperty(UNREADABLE, name));
      }
    }
  }
}
