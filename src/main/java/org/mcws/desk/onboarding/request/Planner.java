package org.mcws.desk.onboarding.request;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.build.BuildPurpose;
import org.mcws.desk.build.BuildSource;
import org.mcws.desk.build.GitSource;
import org.mcws.desk.build.RepositoryFacts;
import org.mcws.desk.build.Starter;
import org.mcws.desk.build.Starters;
import org.mcws.desk.inventory.Blueprint;
import org.mcws.desk.inventory.Blueprints;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.onboarding.request.Plan.PlannedBuild;
import org.mcws.desk.onboarding.request.Plan.PlannedMailDomain;
import org.mcws.desk.onboarding.request.Plan.PlannedService;
import org.mcws.desk.platform.ImageReference;
import org.mcws.desk.platform.dns.DnsSettings;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.schedule.Timetable;
import org.springframework.stereotype.Component;

/**
 * Turns what a community asks for into what is to be made, and says what cannot be made. The same
 * request always gives the same plan.
 */
@Component
public class Planner {

  /** What stands for the image of an app whose image is to be built. */
  private static final String NOT_BUILT = "";

  private static final String SERVICE_NAME = "[a-z]([a-z0-9-]{0,37}[a-z0-9])?";

  /** Marathon reads an app's path that ends in one of these as something else. */
  private static final Set<String> KEPT_NAMES = Set.of("restart", "tasks", "versions");

  private final Blueprints blueprints;
  private final Starters starters;
  private final DnsSettings dns;

  Planner(Blueprints blueprints, Starters starters, DnsSettings dns) {
    this.blueprints = blueprints;
    this.starters = starters;
    this.dns = dns;
  }

  /**
   * @param findings gets what cannot be made, and why
   * @return what can be made
   */
  public Plan plan(OnboardingRequest request, Findings findings) {
    Draft draft = new Draft(request.community(), findings);
    List<ServiceFacts> services = request.services();
    for (int i = 0; i < services.size(); i++) {
      ServiceFacts facts = services.get(i);
      if (facts != null && facts.kind() != null && facts.name() != null) {
        draft.add("/services/" + i, facts);
      }
    }
    draft.mail.settle();
    return draft.plan();
  }

  /** The plan of a request that was checked before. */
  public Plan plan(OnboardingRequest checked) {
    Findings findings = new Findings();
    Plan plan = plan(checked, findings);
    if (!findings.all().isEmpty()) {
      throw new IllegalStateException(
          "the request no longer fits the desk's settings: " + findings.all());
    }
    return plan;
  }

  private final class Draft {

    private final String community;
    private final String home;
    private final Findings findings;
    private final List<PlannedService> services = new ArrayList<>();
    private final List<App> apps = new ArrayList<>();
    private final List<PlannedBuild> builds = new ArrayList<>();
    private final List<String> zones = new ArrayList<>();
    private final MailPlan mail;
    private final Map<String, String> names = new HashMap<>();

    Draft(CommunityFacts community, Findings findings) {
      this.community = community.slug();
      this.home = community.timeZone();
      this.findings = findings;
      this.mail = new MailPlan(findings, services::add);
    }

    Plan plan() {
      List<PlannedMailDomain> mailDomains = mail.domains();
      return new Plan(
          List.copyOf(services),
          List.copyOf(apps),
          List.copyOf(builds),
          List.copyOf(zones),
          mailDomains);
    }

    void add(String field, ServiceFacts facts) {
      new ForeignFields(field, facts, findings).check();
      switch (facts.kind()) {
        case SITE -> addSite(field, facts);
        case WORKER -> addWorker(field, facts);
        case SCHEDULED -> addScheduled(field, facts);
        case DOMAIN -> addZone(field, facts);
        case MAIL_DOMAIN ->
            served(field, facts).ifPresent(domain -> mail.addDomain(field, domain, facts));
        case MAILBOX -> mail.addMailbox(field, facts);
        case ALIAS -> mail.addAlias(field, facts);
        default -> throw new IllegalStateException(facts.kind().toString());
      }
    }

    private void addSite(String field, ServiceFacts facts) {
      boolean named = checkName(field, facts.name());
      if (facts.host() == null) {
        findings.add(field + "/host", "is missing: give the name that visitors type");
        return;
      }
      Optional<HostName> host = served(field, facts);
      Optional<Blueprint> blueprint = blueprint(field, facts);
      Optional<Starter> starter = starter(field, facts);
      if (facts.blueprint() == null
          && checkImage(field, facts)
          && facts.port() == null
          && starter.map(Starter::port).isEmpty()) {
        findings.add(field + "/port", "is missing: say on which port the image listens");
      }
      if (named && host.isPresent() && !findings.concern(field)) {
        String image = blueprint.map(Blueprint::image).orElse(facts.image());
        services.add(
            new PlannedService(
                field,
                ServiceKind.SITE,
                facts.name(),
                host.get().ascii(),
                facts.blueprint(),
                image,
                blueprint.map(Blueprint::managedBy).orElse(ManagedBy.COMMUNITY),
                null,
                git(facts)));
        int port =
            Optional.ofNullable(facts.port())
                .or(() -> blueprint.map(Blueprint::port))
                .or(() -> starter.map(Starter::port))
                .orElseThrow();
        String health =
            Optional.ofNullable(facts.healthPath())
                .or(() -> blueprint.map(Blueprint::healthPath))
                .orElse("/");
        apps.add(app(facts, image, Optional.of(port), List.of(host.get().ascii()), health));
        addBuild(field, facts, Optional.of(port));
      }
    }

    private void addWorker(String field, ServiceFacts facts) {
      addProgram(field, facts, null);
    }

    private void addScheduled(String field, ServiceFacts facts) {
      if (facts.schedule() == null) {
        findings.add(field + "/schedule", "is missing: say when it runs");
      } else if (!findings.concern(field + "/schedule")) {
        try {
          addProgram(field, facts, timetable(facts.schedule()));
        } catch (IllegalArgumentException e) {
          findings.add(field + "/schedule/cron", e.getMessage());
        }
      }
    }

    private Timetable timetable(ScheduleFacts facts) {
      String timeZone = facts.timeZone() == null ? home : facts.timeZone();
      return new Timetable(facts.cron(), ZoneId.of(timeZone), facts.overlap());
    }

    /**
     * @param timetable when it runs, or null for what always does
     */
    private void addProgram(String field, ServiceFacts facts, Timetable timetable) {
      boolean named = checkName(field, facts.name());
      boolean image = checkImage(field, facts);
      starter(field, facts);
      if (named && image && !findings.concern(field)) {
        services.add(
            new PlannedService(
                field,
                facts.kind(),
                facts.name(),
                null,
                null,
                facts.image(),
                ManagedBy.COMMUNITY,
                timetable,
                git(facts)));
        apps.add(app(facts, facts.image(), Optional.empty(), List.of(), "/"));
        addBuild(field, facts, Optional.empty());
      }
    }

    private void addBuild(String field, ServiceFacts facts, Optional<Integer> port) {
      String id = DeliveredService.id(community, facts.name());
      BuildPurpose purpose = new BuildPurpose(facts.kind(), port);
      if (facts.starter() != null) {
        builds.add(
            new PlannedBuild(
                field + "/starter", id, BuildSource.ofStarter(facts.starter()), purpose));
      } else if (facts.dockerfile() != null) {
        builds.add(
            new PlannedBuild(
                field + "/dockerfile", id, BuildSource.ofDockerfile(facts.dockerfile()), purpose));
      } else if (facts.repository() != null) {
        builds.add(
            new PlannedBuild(field + "/repository", id, BuildSource.ofGit(git(facts)), purpose));
      }
    }

    private static GitSource git(ServiceFacts facts) {
      RepositoryFacts git = facts.repository();
      return git == null ? null : git.source();
    }

    /** What an image is to be built from, by the names of the fields. */
    private static List<String> builtFrom(ServiceFacts facts) {
      List<String> given = new ArrayList<>();
      if (facts.starter() != null) {
        given.add("starter");
      }
      if (facts.dockerfile() != null) {
        given.add("dockerfile");
      }
      if (facts.repository() != null) {
        given.add("repository");
      }
      return given;
    }

    private Optional<Starter> starter(String field, ServiceFacts facts) {
      if (facts.starter() == null) {
        return Optional.empty();
      }
      Optional<Starter> starter = starters.find(facts.starter());
      if (starter.isEmpty()) {
        findings.add(field + "/starter", "is not known: use one of " + starters.ids());
      } else if (starter.get().kind() != facts.kind()) {
        findings.add(
            field + "/starter",
            "is for a " + starter.get().kind().label() + ": choose another, or ask for that kind");
      }
      return starter;
    }

    private void addZone(String field, ServiceFacts facts) {
      served(field, facts)
          .ifPresent(
              zone -> {
                zones.add(zone.ascii());
                services.add(
                    new PlannedService(
                        field,
                        ServiceKind.DOMAIN,
                        zone.ascii(),
                        zone.ascii(),
                        null,
                        null,
                        ManagedBy.OPS,
                        null,
                        null));
              });
    }

    private App app(
        ServiceFacts facts,
        String image,
        Optional<Integer> port,
        List<String> hosts,
        String healthPath) {
      return new App(
          DeliveredService.appId(community, facts.name()),
          image == null ? NOT_BUILT : image,
          facts.command(),
          facts.environment(),
          port,
          hosts,
          healthPath,
          new App.Resources(
              facts.resources().cpus(), facts.resources().memory(), facts.resources().disk()),
          facts.kind() == ServiceKind.SCHEDULED ? 0 : facts.resources().instances(),
          labels(facts));
    }

    private Map<String, String> labels(ServiceFacts facts) {
      Map<String, String> labels = new HashMap<>();
      labels.put("desk-community", community);
      labels.put(App.SERVICE, DeliveredService.id(community, facts.name()));
      if (facts.kind() == ServiceKind.SCHEDULED) {
        labels.put(App.SCHEDULED, "yes");
      }
      return labels;
    }

    private boolean checkName(String field, String name) {
      if (!name.matches(SERVICE_NAME)) {
        findings.add(field + "/name", Remedies.SERVICE_NAME);
        return false;
      }
      if (KEPT_NAMES.contains(name)) {
        findings.add(field + "/name", "is a word of the hosting platform: choose another");
        return false;
      }
      String first = names.putIfAbsent(name, field);
      if (first != null) {
        findings.add(field + "/name", "is used by " + first + " already: choose another");
        return false;
      }
      return true;
    }

    private boolean checkImage(String field, ServiceFacts facts) {
      List<String> built = builtFrom(facts);
      built.stream()
          .skip(1)
          .forEach(
              other ->
                  findings.add(
                      field + "/" + other,
                      "is not used with a " + built.get(0) + ": leave one of them out"));
      if (!built.isEmpty()) {
        if (facts.image() != null) {
          findings.add(field + "/image", "is not used with what is to be built: leave it out");
        }
        return true;
      }
      if (facts.image() == null) {
        findings.add(
            field + "/image",
            facts.kind() == ServiceKind.SITE
                ? "is missing: name a blueprint or an image, or what one is built from"
                : "is missing: name the image that runs, or what it is built from");
        return false;
      }
      if (ImageReference.parse(facts.image())
          .filter(image -> image.isPinned() && image.hasPublicRegistry())
          .isEmpty()) {
        findings.add(field + "/image", Remedies.IMAGE);
        return false;
      }
      return true;
    }

    private Optional<Blueprint> blueprint(String field, ServiceFacts facts) {
      if (facts.blueprint() == null) {
        return Optional.empty();
      }
      if (facts.image() != null) {
        findings.add(field + "/image", "is not used with a blueprint: leave one of them out");
      }
      builtFrom(facts)
          .forEach(
              other ->
                  findings.add(
                      field + "/" + other, "is not used with a blueprint: leave one of them out"));
      Optional<Blueprint> blueprint = blueprints.findById(facts.blueprint());
      if (blueprint.isEmpty()) {
        findings.add(
            field + "/blueprint",
            "is not in the catalogue: use one of "
                + blueprints.findAllByOrderById().stream().map(Blueprint::id).toList());
      }
      return blueprint;
    }

    /** The name under which it is to be found, if the desk may serve it. */
    private Optional<HostName> served(String field, ServiceFacts facts) {
      String at = facts.host() == null ? field + "/name" : field + "/host";
      HostName host;
      try {
        host = HostName.of(facts.host() == null ? facts.name() : facts.host());
      } catch (IllegalArgumentException e) {
        findings.add(at, e.getMessage());
        return Optional.empty();
      }
      if (dns.zones().stream()
          .map(zone -> zone.toLowerCase(Locale.ROOT))
          .noneMatch(host::isBelow)) {
        findings.add(
            at, "must end in one of the desk's zones: ." + String.join(", .", dns.zones()));
        return Optional.empty();
      }
      String key = facts.kind().label() + " " + host.ascii();
      String first = names.putIfAbsent(key, field);
      if (first != null) {
        findings.add(at, "is used by " + first + " already: ask for it once");
        return Optional.empty();
      }
      return Optional.of(host);
    }
  }
}
