package org.mcws.desk.onboarding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mcws.desk.build.BuildOrders;
import org.mcws.desk.community.Communities;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.StartCheck;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.onboarding.request.Findings;
import org.mcws.desk.onboarding.request.OnboardingRequest;
import org.mcws.desk.onboarding.request.Plan;
import org.mcws.desk.onboarding.request.Plan.PlannedBuild;
import org.mcws.desk.onboarding.request.Planner;
import org.mcws.desk.onboarding.request.RequestReader;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Everything that may be wrong with a request, through whichever door it comes: its fields, what
 * can be made of it, and what is there already.
 */
@Component
class OnboardingCheck implements StartCheck {

  /** Names of groups and tenants of the desk's own, and words that would mislead. */
  private static final Set<String> RESERVED =
      Set.of("ops", "reviewers", "admin", "camunda-admin", "desk", "sandbox", "platform", "mcws");

  private static final Set<String> VARIABLES =
      Set.of(
          OnboardingProcess.COMMUNITY,
          OnboardingProcess.REQUESTER,
          OnboardingProcess.PROJECT,
          OnboardingProcess.OWNERS,
          OnboardingProcess.SERVICES);

  /** Any number that nobody else takes for a lock of this database. */
  private static final long LOCK = 7_240_002;

  private final RequestReader reader;
  private final Planner planner;
  private final Communities communities;
  private final Onboardings onboardings;
  private final Inventory inventory;
  private final ObjectMapper json;
  private final PlatformNames platform;
  private final JdbcTemplate database;
  private final BuildOrders orders;

  OnboardingCheck(
      RequestReader reader,
      Planner planner,
      Communities communities,
      Onboardings onboardings,
      Inventory inventory,
      ObjectMapper json,
      PlatformNames platform,
      JdbcTemplate database,
      BuildOrders orders) {
    this.reader = reader;
    this.planner = planner;
    this.communities = communities;
    this.onboardings = onboardings;
    this.inventory = inventory;
    this.json = json;
    this.platform = platform;
    this.database = database;
    this.orders = orders;
  }

  @Override
  public String processKey() {
    return OnboardingProcess.KEY;
  }

  // By REST these may hold more than the form has room for, so the rules here stand for the form's.
  @Override
  public Set<String> variables() {
    return VARIABLES;
  }

  @Override
  public void check(Map<String, Object> variables, List<InvalidField> found) {
    // One start at a time: what another one takes must be committed before this one looks.
    database.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
    Findings findings = new Findings();
    OnboardingRequest request = read(variables, findings);
    if (request.owners() != null) {
      checkOwners(request, findings);
    }
    if (request.community() != null && request.community().slug() != null) {
      checkSlug(request.community().slug(), findings);
      if (request.services() != null) {
        Plan plan = planner.plan(request, findings);
        checkNames(plan, findings);
        plan.builds().forEach(build -> checkBuild(build, findings));
      }
    }
    findings
        .all()
        .forEach(
            f ->
                found.add(
                    new InvalidField(
                        f.field(), "'" + f.field().substring(1) + "' " + f.message() + ".")));
  }

  /** The request that these variables hold; what is wrong is added to the findings. */
  OnboardingRequest read(Map<String, Object> variables, Findings findings) {
    Map<String, JsonNode> nodes =
        variables.entrySet().stream()
            .filter(entry -> entry.getValue() != null && VARIABLES.contains(entry.getKey()))
            .collect(
                Collectors.toMap(Map.Entry::getKey, entry -> json.valueToTree(entry.getValue())));
    return reader.read(nodes, findings);
  }

  private void checkSlug(String slug, Findings findings) {
    if (RESERVED.contains(slug)) {
      findings.add("/community/slug", "is kept for the desk itself: choose another");
    } else if (onboardings.existsByCommunityAndState(slug, Onboarding.State.RUNNING)) {
      findings.add(
          "/community/slug", "is being onboarded already: wait for that, or choose another");
    } else if (communities.existsById(slug)) {
      findings.add(
          "/community/slug", "is the name of a community that the desk has: choose another");
    }
  }

  private static void checkOwners(OnboardingRequest request, Findings findings) {
    for (int i = 0; i < request.owners().size(); i++) {
      for (int before = 0; before < i; before++) {
        if (sameAddress(request, i, before)) {
          findings.add(
              "/owners/" + i + "/email",
              "is the address of /owners/" + before + " already: name another person");
        }
      }
    }
  }

  private static boolean sameAddress(OnboardingRequest request, int one, int other) {
    return request.owners().get(one) != null
        && request.owners().get(other) != null
        && request.owners().get(one).email() != null
        && request.owners().get(one).email().equalsIgnoreCase(request.owners().get(other).email());
  }

  private void checkBuild(PlannedBuild build, Findings findings) {
    if (orders.refusal().isPresent()) {
      findings.add(
          build.field(), "cannot be built, since this desk has no engine for it: name an image");
      return;
    }
    build
        .source()
        .git()
        .flatMap(orders::objection)
        .ifPresent(objection -> findings.add(build.field() + "/url", objection));
    orders
        .errors(build.source(), build.purpose())
        .forEach(finding -> findings.add(build.field(), unpunctuated(finding.toString())));
  }

  private static String unpunctuated(String sentence) {
    return "has an error: " + sentence.replaceFirst("\\.$", "");
  }

  private void checkNames(Plan plan, Findings findings) {
    plan.services().stream()
        .filter(service -> service.host() != null && platform.hold(service.host()))
        .forEach(
            service ->
                findings.add(
                    service.field(),
                    service.host() + " is kept for the platform's own servers: choose another"));
    plan.services().stream()
        .filter(service -> service.host() != null)
        .forEach(
            service ->
                inventory
                    .holderOf(service.kind(), service.host())
                    .ifPresent(
                        holder ->
                            findings.add(
                                service.field(),
                                service.host()
                                    + " is not free, "
                                    + holder.host()
                                    + " belongs to a community: choose another name")));
  }
}
