package org.mcws.desk.rollout;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mcws.desk.community.Communities;
import org.mcws.desk.community.Community;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.People;
import org.mcws.desk.notification.DeskReason;
import org.mcws.desk.notification.Outbox;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.stereotype.Component;

/** What rollouts write to people: to owners in their language, to Ops in English. */
@Component
class RolloutMail {

  private final Outbox outbox;
  private final OwnerLists ownerLists;
  private final Communities communities;
  private final People people;
  private final DeskSettings desk;

  RolloutMail(
      Outbox outbox,
      OwnerLists ownerLists,
      Communities communities,
      People people,
      DeskSettings desk) {
    this.outbox = outbox;
    this.ownerLists = ownerLists;
    this.communities = communities;
    this.people = people;
    this.desk = desk;
  }

  /** Tells a community's owners how it went with their services. */
  void report(Rollout rollout, String community, List<AffectedService> services) {
    toOwners(rollout, community, "rollout-report", services);
  }

  /** Tells a community's owners what has become of a service after they had the report. */
  void news(Rollout rollout, AffectedService service) {
    toOwners(rollout, service.community(), "rollout-news", List.of(service));
  }

  /** Tells Ops that a halted rollout waits for them. */
  void halted(Rollout rollout, String evidence) {
    toOps(rollout, "rollout-ops-halted", Map.of("evidence", evidence));
  }

  /** Tells Ops that services without a fix wait for them. */
  void fixMissing(Rollout rollout, String evidence) {
    toOps(rollout, "rollout-ops-fix-missing", Map.of("evidence", evidence));
  }

  /** Tells Ops who is missing. */
  void missing(Rollout rollout, String whoIsMissing) {
    toOps(rollout, "rollout-ops-missing", Map.of("missing", whoIsMissing));
  }

  private void toOwners(
      Rollout rollout, String community, String template, List<AffectedService> services) {
    String name = communities.findById(community).map(Community::name).orElse(community);
    ownerLists
        .confirmed(community)
        .forEach(
            owner -> {
              Map<String, Object> facts = facts(rollout);
              facts.put("name", owner.name());
              facts.put("community", name);
              facts.put("note", DeskReason.say(rollout.note(), owner.language()));
              facts.put("outcomes", services.stream().map(s -> line(s, owner.language())).toList());
              outbox.send(owner.email(), owner.language(), template, facts);
            });
  }

  private void toOps(Rollout rollout, String template, Map<String, Object> more) {
    Map<String, Object> facts = facts(rollout);
    facts.putAll(more);
    people
        .addresses(people.members(People.OPS))
        .forEach(to -> outbox.send(to, Locale.ENGLISH, template, facts));
  }

  private static Map<String, Object> line(AffectedService service, Locale language) {
    return Map.of(
        "id", service.service(),
        "change", Questions.change(service),
        "state", service.state().label(),
        "until",
            service.until() == null
                ? ""
                : service.until().atZone(ZoneOffset.UTC).toLocalDate().toString(),
        "by", service.decidedBy(),
        "reason", DeskReason.say(service.reason(), language));
  }

  private Map<String, Object> facts(Rollout rollout) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("advisory", rollout.advisory());
    facts.put("title", rollout.title());
    facts.put("state", rollout.state().label());
    facts.put("note", rollout.note());
    facts.put("link", desk.publicUrl() + "/api/rollouts/" + rollout.id());
    facts.put("tasklist", desk.publicUrl() + "/camunda/app/tasklist/");
    return facts;
  }
}
