package org.mcws.desk.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.community.PersonalLink;
import org.mcws.desk.community.PersonalLinks;
import org.mcws.desk.duty.DutyPerson;
import org.mcws.desk.engine.People;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.notification.Outbox;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.stereotype.Component;

/** What incidents write to people, each in their language. */
@Component
class RecoveryMail {

  static final String OPEN = "incident-open";
  static final String NEWS = "incident-news";
  static final String CLOSED = "incident-closed";

  /** Of whom a link in a mail about an incident is. */
  static final String SUBJECT = "incident/";

  private static final int MOST_IN_SUBJECT = 3;

  private static final Duration LINK_LASTS = Duration.ofDays(7);

  private final Outbox outbox;
  private final OwnerLists ownerLists;
  private final PersonalLinks links;
  private final People people;
  private final Inventory inventory;
  private final DeskSettings desk;
  private final Clock clock;

  RecoveryMail(
      Outbox outbox,
      OwnerLists ownerLists,
      PersonalLinks links,
      People people,
      Inventory inventory,
      DeskSettings desk,
      Clock clock) {
    this.outbox = outbox;
    this.ownerLists = ownerLists;
    this.links = links;
    this.people = people;
    this.inventory = inventory;
    this.desk = desk;
    this.clock = clock;
  }

  /**
   * Tells the owners of a community, those who are away too: nothing is asked of them.
   *
   * @param known what is told, in each one's language
   */
  void toOwners(
      Incident incident,
      String community,
      List<String> services,
      String template,
      Function<Locale, String> known,
      Instant now) {
    List<String> names = names(community, services);
    for (Owner owner : ownerLists.confirmed(community)) {
      Map<String, Object> facts = facts(incident, owner.name(), now);
      facts.put("title", shortly(names));
      facts.put(
          "services", names.stream().map(name -> "- " + name).collect(Collectors.joining("\n")));
      facts.put("since", moment(incident.begunAt(), owner.language(), ZoneId.of(owner.timeZone())));
      facts.put("known", known.apply(owner.language()));
      facts.put("page", link(PersonalLink.Purpose.READ_INCIDENT, incident, owner.email()));
      outbox.send(owner.email(), owner.language(), template, facts);
    }
  }

  /**
   * Calls somebody of Ops.
   *
   * @param role as what they are called, for them
   */
  void call(Incident incident, DutyPerson person, String role) {
    person
        .mail()
        .ifPresent(
            to -> {
              Map<String, Object> facts = facts(incident, person.name(), clock.instant());
              facts.put("severity", incident.severity().name());
              facts.put("role", role);
              facts.put("evidence", incident.evidence());
              facts.put("link", acknowledge(incident, person.account()));
              facts.put("tasklist", tasklist());
              facts.put("ops", ops());
              outbox.send(to, person.language(), "incident-ops-call", facts);
            });
  }

  void askStillOnIt(Incident incident) {
    String account = incident.acknowledgedBy();
    for (String to : people.addresses(List.of(account))) {
      Map<String, Object> facts = facts(incident, account, clock.instant());
      facts.put("until", moment(incident.acknowledgedUntil(), Locale.ENGLISH, ZoneId.of("UTC")));
      facts.put("link", acknowledge(incident, account));
      outbox.send(to, Locale.ENGLISH, "incident-ops-still-on-it", facts);
    }
  }

  void remindToReview(Incident incident) {
    Map<String, Object> facts = facts(incident, "", clock.instant());
    facts.remove("name");
    facts.put("tasklist", tasklist());
    people
        .addresses(people.members(People.OPS))
        .forEach(to -> outbox.send(to, Locale.ENGLISH, "incident-ops-review", facts));
  }

  /** Tells Ops what the desk has found about itself. */
  void tellFindings(List<String> found) {
    Map<String, Object> facts =
        Map.of(
            "found",
            found.stream().map(one -> "- " + one).collect(Collectors.joining("\n")),
            "cockpit",
            desk.publicUrl() + "/camunda/app/cockpit/",
            "ops",
            ops());
    people
        .addresses(people.members(People.OPS))
        .forEach(to -> outbox.send(to, Locale.ENGLISH, "desk-ops-self-check", facts));
  }

  void remindOfFollowUp(Incident incident, FollowUp followUp) {
    Map<String, Object> facts = facts(incident, "", clock.instant());
    facts.remove("name");
    facts.remove("lasted");
    facts.put("what", followUp.what());
    facts.put("due", followUp.due().toString());
    facts.put("tasklist", tasklist());
    people
        .addresses(people.members(People.OPS))
        .forEach(to -> outbox.send(to, Locale.ENGLISH, "incident-ops-follow-up", facts));
  }

  /** As visitors know them, if they do. */
  private List<String> names(String community, List<String> services) {
    Map<String, String> hosts =
        inventory.of(community).stream()
            .filter(service -> service.host() != null)
            .collect(Collectors.toMap(DeliveredService::id, DeliveredService::host));
    return services.stream().map(service -> hosts.getOrDefault(service, service)).toList();
  }

  private static String shortly(List<String> names) {
    return names.stream().limit(MOST_IN_SUBJECT).collect(Collectors.joining(", "))
        + (names.size() > MOST_IN_SUBJECT ? ", …" : "");
  }

  private Map<String, Object> facts(Incident incident, String name, Instant now) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("name", name);
    facts.put("title", incident.title());
    facts.put("lasted", inWords(incident.lasted(now)));
    return facts;
  }

  private String acknowledge(Incident incident, String account) {
    return link(PersonalLink.Purpose.ACKNOWLEDGE_INCIDENT, incident, account);
  }

  private String link(PersonalLink.Purpose purpose, Incident incident, String person) {
    return desk.publicUrl()
        + "/links/incident/"
        + links.issue(purpose, SUBJECT + incident.id(), person, LINK_LASTS);
  }

  private String tasklist() {
    return desk.publicUrl() + "/camunda/app/tasklist/";
  }

  private String ops() {
    return desk.publicUrl() + "/ops";
  }

  private static String moment(Instant at, Locale language, ZoneId zone) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.LONG)
        .withLocale(language)
        .withZone(zone)
        .format(at);
  }

  /** As people say it in every language: {@code 3 h 20 min}. */
  static String inWords(Duration time) {
    long minutes = Math.max(1, time.toMinutes());
    if (minutes < 60) {
      return minutes + " min";
    }
    if (minutes < 48 * 60) {
      return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
    return minutes / (24 * 60) + " d " + minutes / 60 % 24 + " h";
  }
}
