package org.mcws.desk.onboarding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.Community;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.People;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.onboarding.request.CommunityFacts;
import org.mcws.desk.onboarding.request.Findings;
import org.mcws.desk.onboarding.request.OnboardingRequest;
import org.mcws.desk.onboarding.request.OwnerFacts;
import org.mcws.desk.onboarding.request.Plan;
import org.mcws.desk.onboarding.request.Plan.PlannedService;
import org.mcws.desk.onboarding.request.Planner;
import org.mcws.desk.onboarding.request.RequestReader;
import org.springframework.stereotype.Component;

/**
 * Takes a checked request into the desk's own records, in the transaction that starts the process:
 * the community with its owner list, the names of its services, and the facts that policy looks at.
 */
@Component
class AcceptRequest implements ExecutionListener {

  /** A vouching counts from those who answer for it themselves. */
  private static final Set<String> MAY_VOUCH =
      Set.of(People.OPS, People.REVIEWERS, "camunda-admin");

  /** What the form needs to show and hide its parts, and nobody after it. */
  private static final List<String> FORM_SWITCHES =
      List.of("anotherOwner", "wantsHosting", "anotherService", "ownDomain", "wantsMail");

  private final RequestReader reader;
  private final Planner planner;
  private final Onboardings onboardings;
  private final OwnerLists ownerLists;
  private final Inventory inventory;
  private final People people;
  private final CurrentPerson person;
  private final OnboardingMail mail;
  private final AuditTrail audit;
  private final ObjectMapper json;
  private final Clock clock;

  AcceptRequest(
      RequestReader reader,
      Planner planner,
      Onboardings onboardings,
      OwnerLists ownerLists,
      Inventory inventory,
      People people,
      CurrentPerson person,
      OnboardingMail mail,
      AuditTrail audit,
      ObjectMapper json,
      Clock clock) {
    this.reader = reader;
    this.planner = planner;
    this.onboardings = onboardings;
    this.ownerLists = ownerLists;
    this.inventory = inventory;
    this.people = people;
    this.person = person;
    this.mail = mail;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    OnboardingRequest request = request(execution);
    CommunityFacts community = request.community();
    Plan plan = planner.plan(request);
    Instant now = clock.instant();
    String starter = person.id().orElse(null);
    boolean vouched = request.requester().vouched() && person.belongsToAny(MAY_VOUCH);

    Onboarding onboarding =
        onboardings.save(
            new Onboarding(
                execution.getProcessInstanceId(),
                request,
                reader.write(request),
                starter,
                vouched ? starter : null,
                now));
    ownerLists.enter(
        new Community(
            community.slug(),
            community.name(),
            community.languages(),
            ZoneId.of(community.timeZone()),
            now),
        owners(request));
    inventory.reserve(services(community.slug(), plan, now));
    people.addCommunity(community.slug(), community.name());

    execution.setProcessBusinessKey(community.slug());
    execution.setVariable(OnboardingProcess.COMMUNITY_ID, community.slug());
    execution.setVariable(OnboardingProcess.OWNERS_GROUP, People.ownersOf(community.slug()));
    execution.setVariable(OnboardingProcess.VOUCHED, vouched);
    execution.setVariable(
        OnboardingProcess.PROJECT_AGE,
        (int)
            Period.between(request.project().establishedOn(), LocalDate.now(clock))
                .toTotalMonths());
    execution.removeVariables(FORM_SWITCHES);

    audit.record(
        starter == null ? "desk" : starter,
        starter == null ? Channel.DESK : Channel.ACCOUNT,
        "onboarding requested",
        OnboardingProcess.id(onboarding.id()),
        request.requester().email(),
        community.slug());
    mail.received(onboarding);
  }

  private OnboardingRequest request(DelegateExecution execution) {
    Map<String, JsonNode> nodes = new HashMap<>();
    for (String name :
        List.of(
            OnboardingProcess.COMMUNITY,
            OnboardingProcess.REQUESTER,
            OnboardingProcess.PROJECT,
            OnboardingProcess.OWNERS,
            OnboardingProcess.SERVICES)) {
      SerializableValue value = execution.getVariableTyped(name, false);
      try {
        nodes.put(name, json.readTree(value.getValueSerialized()));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the checked variable " + name + " is no JSON", e);
      }
    }
    Findings findings = new Findings();
    OnboardingRequest request = reader.read(nodes, findings);
    if (!findings.all().isEmpty()) {
      throw new IllegalStateException("the checked request is not valid: " + findings.all());
    }
    return request;
  }

  private static List<Owner> owners(OnboardingRequest request) {
    String home = request.community().timeZone();
    return IntStream.range(0, request.owners().size())
        .mapToObj(
            position -> {
              OwnerFacts owner = request.owners().get(position);
              return new Owner(
                  request.community().slug(),
                  owner.email(),
                  owner.name(),
                  owner.language(),
                  owner.timeZone() == null ? home : owner.timeZone(),
                  position);
            })
        .toList();
  }

  private List<DeliveredService> services(String community, Plan plan, Instant now) {
    return plan.services().stream()
        .map(
            service ->
                new DeliveredService(
                    community,
                    service.kind(),
                    service.name(),
                    service.host(),
                    service.blueprint(),
                    service.image(),
                    service.managedBy(),
                    reader.write(specification(service, plan)),
                    now))
        .toList();
  }

  /** What it takes to make the service again: of mailboxes and aliases, more than their names. */
  private static Object specification(PlannedService service, Plan plan) {
    return plan.mailDomains().stream()
        .flatMap(
            domain ->
                Stream.<Object>concat(
                    domain.mailboxes().stream().filter(box -> box.address().equals(service.host())),
                    domain.aliases().stream()
                        .filter(alias -> alias.address().equals(service.host()))))
        .findFirst()
        .orElse(service);
  }
}
