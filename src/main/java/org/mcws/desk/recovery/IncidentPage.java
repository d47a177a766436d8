package org.mcws.desk.recovery;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.PersonalLink;
import org.mcws.desk.community.PersonalLink.Purpose;
import org.mcws.desk.community.PersonalLinks;
import org.mcws.desk.duty.DutyRota;
import org.mcws.desk.engine.PatientTransaction;
import org.mcws.desk.engine.People;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The page behind the link in a mail about an incident: its story, and for Ops the button with
 * which they take it, for owners a field for what they know. Looking at it changes nothing; taking
 * it needs a note, which no mail scanner writes.
 */
@Controller
@RequestMapping("/links/incident/{token}")
class IncidentPage {

  private static final int LONGEST_NOTE = 1000;

  private final PersonalLinks links;
  private final People people;
  private final DutyRota rota;
  private final Incidents incidents;
  private final IncidentStory story;
  private final RecoveryProcess process;
  private final IncidentWords added;
  private final PatientTransaction transaction;

  IncidentPage(
      PersonalLinks links,
      People people,
      DutyRota rota,
      Incidents incidents,
      IncidentStory story,
      RecoveryProcess process,
      IncidentWords added,
      PatientTransaction transaction) {
    this.links = links;
    this.people = people;
    this.rota = rota;
    this.incidents = incidents;
    this.story = story;
    this.process = process;
    this.added = added;
    this.transaction = transaction;
  }

  @ModelAttribute
  void forNobodyElse(HttpServletResponse response) {
    response.setHeader("X-Robots-Tag", "noindex, nofollow");
  }

  @GetMapping
  String show(@PathVariable String token, Model model) {
    return page(link(token), model);
  }

  @PostMapping
  String tell(@PathVariable String token, @RequestParam Optional<String> note, Model model) {
    PersonalLink link = link(token);
    String text = note.orElse("").strip();
    if (text.isEmpty() || text.length() > LONGEST_NOTE) {
      model.addAttribute(
          "problem",
          text.isEmpty()
              ? "Please write a few words first."
              : "Please use at most " + LONGEST_NOTE + " characters.");
      model.addAttribute("filled", text);
      return page(link, model);
    }
    model.addAttribute("done", transaction.get(() -> take(link, text)));
    return page(link, model);
  }

  private String take(PersonalLink link, String note) {
    Incident incident = incident(link);
    if (!isOps(link)) {
      added.add(incident, link.person(), note, Channel.LINK);
      return "Thank you. It is kept with the incident.";
    }
    if (process.acknowledge(incident, link.person(), note)) {
      return "It is yours. Nobody else is called.";
    }
    added.add(incident, link.person(), note, Channel.LINK);
    return incident.state() == Incident.State.OPEN
        ? "Your note is kept, but somebody is being called at this moment: try again in a minute."
        : "It waits for nobody any more; your note is kept.";
  }

  private String page(PersonalLink link, Model model) {
    model.addAttribute("asked", true);
    model.addAttribute("reader", link.person());
    return story.tell(incident(link), isOps(link), model);
  }

  private static boolean isOps(PersonalLink link) {
    return link.purpose() == Purpose.ACKNOWLEDGE_INCIDENT;
  }

  private Incident incident(PersonalLink link) {
    return incidents
        .findById(link.subject().substring(RecoveryMail.SUBJECT.length()))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private boolean isCalled(String account) {
    return people.isMember(account, People.OPS)
        || people.isMember(account, People.ADMINISTRATORS)
        || rota.moduleOwner().stream().anyMatch(person -> person.account().equals(account));
  }

  private PersonalLink link(String token) {
    return links
        .find(token, Purpose.ACKNOWLEDGE_INCIDENT)
        // Whoever has left Ops since takes nothing and reads nothing any more.
        .filter(sent -> isCalled(sent.person()))
        .or(() -> links.find(token, Purpose.READ_INCIDENT))
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "This link is not valid any more. Look into Tasklist, or ask Community Ops."));
  }
}
