package org.mcws.desk.recovery;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mcws.desk.recovery.IncidentView.EntryView;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Tells the story of an incident on a page, each reader what concerns them. */
@Component
class IncidentStory {

  private final Chronicle chronicle;
  private final PublicWords words;
  private final Clock clock;

  IncidentStory(Chronicle chronicle, PublicWords words, Clock clock) {
    this.chronicle = chronicle;
    this.words = words;
    this.clock = clock;
  }

  /**
   * @param ops whether the reader is of Community Ops
   * @return the template that shows what is in the model
   */
  String tell(Incident incident, boolean ops, Model model) {
    // What was seen of others' services is not for the owners of one of them.
    boolean all = ops || !incident.isPlatform();
    model.addAttribute("title", incident.title());
    model.addAttribute("severity", incident.severity().name());
    model.addAttribute("onIt", incident.acknowledgedBy());
    model.addAttribute("ops", ops);
    model.addAttribute("over", incident.closedAt() != null);
    // Dates as the page's own language writes them.
    model.addAttribute("english", Locale.ENGLISH);
    model.addAttribute("known", words.known(incident));
    model.addAttribute("lasted", RecoveryMail.inWords(incident.lasted(clock.instant())));
    model.addAttribute(
        "evidence",
        all ? incident.evidence().lines().map(IncidentStory::plain).toList() : List.of());
    List<EntryView> history =
        chronicle.of(incident.id()).stream()
            .filter(entry -> entry.kind() != IncidentEntry.Kind.EVIDENCE)
            .filter(entry -> all || IncidentViews.isForAll(entry.kind()))
            .map(IncidentViews::line)
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.reverse(history);
    model.addAttribute("history", history);
    return "recovery/incident";
  }

  /** A line of the evidence without the dash that makes a list of it in mails and in Cockpit. */
  private static String plain(String line) {
    return line.startsWith("- ") ? line.substring(2) : line;
  }
}
