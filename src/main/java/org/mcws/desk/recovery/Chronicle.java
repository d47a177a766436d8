package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What happened in each incident, in its order. */
@Service
@Transactional
class Chronicle {

  /** Who has done what no person has. */
  static final String DESK = "desk";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int LONGEST = 4000;

  private final IncidentEntries entries;
  private final Clock clock;

  Chronicle(IncidentEntries entries, Clock clock) {
    this.entries = entries;
    this.clock = clock;
  }

  /** A moment in words about an incident, to the second. */
  static String time(Instant moment) {
    return TIME.format(moment);
  }

  void note(Incident incident, IncidentEntry.Kind kind, String words) {
    note(incident, kind, words, DESK);
  }

  void note(Incident incident, IncidentEntry.Kind kind, String words, String by) {
    String text = words.strip();
    entries.save(
        new IncidentEntry(
            incident.id(),
            clock.instant(),
            kind,
            text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text,
            by));
  }

  /** The same, unless it was the last that was noted of this kind. */
  void noteOnce(Incident incident, IncidentEntry.Kind kind, String words) {
    boolean known =
        entries
            .findFirstByIncidentAndKindOrderByIdDesc(incident.id(), kind)
            .filter(last -> last.words().equals(words.strip()))
            .isPresent();
    if (!known) {
      note(incident, kind, words);
    }
  }

  void signal(Incident incident, Signal signal) {
    note(
        incident,
        IncidentEntry.Kind.SIGNAL,
        signal.title() + (signal.detail().isEmpty() ? "" : ": " + signal.detail()),
        signal.source());
  }

  List<IncidentEntry> of(String incident) {
    return entries.findByIncidentOrderById(incident);
  }
}
