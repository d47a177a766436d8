package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.PlatformComponent;
import org.mcws.desk.platform.mesos.Machine;
import org.mcws.desk.platform.mesos.MachineName;
import org.mcws.desk.platform.mesos.Machines;
import org.mcws.desk.recovery.alert.Severity;
import org.mcws.desk.status.StatusBoard;
import org.mcws.desk.status.events.ProbeVerdict;
import org.mcws.desk.update.DeliveredSite;

/** Many services are down for one reason: one incident, one message a community. */
class ManyDownProcessTests extends RecoveryStage {

  private final List<String> lost = new ArrayList<>();

  @AfterEach
  void returnAgents() {
    lost.forEach(marathon::returnAgent);
    database.update("delete from known_machine");
  }

  @Test
  void whatGoesDownWithAPartOfThePlatformIsOneIncident() {
    DeliveredSite first = site();
    DeliveredSite second = site();
    List<String> sites =
        List.of(first.id(), another(first, "blog"), second.id(), another(second, "wiki"));
    sites.subList(0, 3).forEach(site -> verdict(site, false, PlatformComponent.EDGE));
    Incident platform = platformIncident();
    assertThat(platform.cause()).isEqualTo("component/EDGE");
    assertThat(platform.title()).contains("the edge");
    assertThat(platform.severity()).isEqualTo(Severity.SEV1);
    verdict(sites.get(3), false, PlatformComponent.EDGE);
    runAll();
    assertThat(openIncidents()).containsExactly(platform.id());
    passUntil(() -> fresh(platform).announcedAt().isPresent());

    assertThat(mailsTo(first.ana(), "%")).isEqualTo(1);
    assertThat(mailsTo(second.ana(), "%")).isEqualTo(1);
    Answer report =
        door.post(
            first.ana(),
            "/api/incidents",
            json(Map.of("serviceId", first.id(), "description", "I see nothing")));
    assertThat(report.status()).isEqualTo(400);
    assertThat(report.text()).contains("add what you know to incident " + platform.id());
    DeliveredSite third = site();
    verdict(third.id(), false, PlatformComponent.EDGE);
    verdict(another(third, "shop"), false, PlatformComponent.EDGE);
    assertThat(mailsTo(third.ana(), "%"))
        .as("who is hit later hears it, too, and once")
        .isEqualTo(1);
    assertThat(mailsTo(first.ana(), "%")).isEqualTo(1);
    passUntilAt(platform, "userTask_acknowledge");
    assertThat(steps(platform))
        .as("there is nothing to be done at single services")
        .noneMatch(step -> step.startsWith("Started"));

    sites.forEach(site -> verdict(site, true, PlatformComponent.EDGE));
    verdict(third.id(), true, PlatformComponent.EDGE);
    verdict(third.slug() + ".shop", true, PlatformComponent.EDGE);
    passUntilAt(platform, "userTask_review");
    assertThat(mailsTo(first.ana(), "%")).as("down, and up again").isEqualTo(2);
  }

  @Test
  void whoHasHeardThatTheirServiceIsDownDoesNotHearItAgain() {
    DeliveredSite first = site();
    DeliveredSite second = site();
    verdict(first.id(), false, PlatformComponent.EDGE);
    Incident single = openOf(first).orElseThrow();
    passUntil(() -> fresh(single).announcedAt().isPresent());
    assertThat(mailsTo(first.ana(), "%")).isEqualTo(1);
    StatusBoard board = desk.getBean(StatusBoard.class);
    board.publish(single.id());
    verdict(second.id(), false, PlatformComponent.EDGE);
    verdict(another(second, "wiki"), false, PlatformComponent.EDGE);
    Incident platform = platformIncident();
    passUntil(() -> fresh(platform).announcedAt().isPresent());

    assertThat(mailsTo(first.ana(), "%")).isEqualTo(1);
    assertThat(mailsTo(second.ana(), "%")).isEqualTo(1);
    assertThat(board.isPublished(platform.id())).as("the public had read of a part of it").isTrue();
  }

  @Test
  void otherServicesThatGoDownMeanwhileHaveIncidentsOfTheirOwn() {
    DeliveredSite first = site();
    DeliveredSite second = site();
    for (String site : List.of(first.id(), another(first, "a"), another(first, "b"))) {
      verdict(site, false, PlatformComponent.MAIL_EXCHANGE);
    }
    ofService(second.id(), "down");

    assertThat(openOf(second)).isPresent();
    assertThat(openIncidents()).hasSize(2);
  }

  @Test
  void whatHitsATenthOfAllServicesIsOneIncident() {
    count();
    forgetOtherServices();
    DeliveredSite first = site();
    DeliveredSite second = site();
    int many = 10;
    List<String> services =
        IntStream.range(0, many)
            .mapToObj(i -> another(i % 2 == 0 ? first : second, "s" + i))
            .toList();
    services.forEach(service -> ofService(service, "down"));
    runAll();

    Incident platform = platformIncident();
    assertThat(platform.cause()).isEqualTo("platform");
    assertThat(openIncidents()).containsExactly(platform.id());
    assertThat(members(platform)).isEqualTo(many);
    passUntil(() -> fresh(platform).announcedAt().isPresent());
    assertThat(mailsTo(first.ana(), "%")).isEqualTo(1);
    assertThat(mailsTo(second.ben(), "%")).isEqualTo(1);
    lose("agent-2");
    count();
    assertThat(openIncidents()).as("the machine is a part of it").containsExactly(platform.id());

    marathon.returnAgent("agent-2");
    count();
    services.forEach(service -> ofService(service, "up"));
    passUntilAt(platform, "userTask_review");
    assertThat(mailsTo(first.ana(), "%")).isEqualTo(2);
  }

  @Test
  void whatDoesNotComeBackWithTheOthersHasAnIncidentOfItsOwn() {
    count();
    forgetOtherServices();
    DeliveredSite first = site();
    DeliveredSite second = site();
    List<String> services = IntStream.range(0, 11).mapToObj(i -> another(first, "s" + i)).toList();
    services.forEach(service -> ofService(service, "down"));
    ofService(another(second, "late"), "down");
    Incident platform = platformIncident();
    passUntil(() -> fresh(platform).announcedAt().isPresent());
    services.forEach(service -> ofService(service, "up"));
    leaveStragglersBehind();
    assertThat(fresh(platform).state()).as("it may follow").isEqualTo(Incident.State.OPEN);
    pass(Duration.ofMinutes(11));
    leaveStragglersBehind();

    assertThat(fresh(platform).state()).isEqualTo(Incident.State.WATCHING);
    assertThat(openIncidents()).hasSize(2);
    passUntilAt(platform, "userTask_review");
    assertThat(openIncidents()).hasSize(1).doesNotContain(platform.id());
    assertThat(mailsTo(first.ana(), "%")).as("down, and up again").isEqualTo(2);
    assertThat(mailsTo(second.ana(), "%")).as("down with others, and alone").isEqualTo(2);
  }

  @Test
  void whatIsLeftOfAPartOfThePlatformIsNotTakenForItAgain() {
    DeliveredSite first = site();
    DeliveredSite second = site();
    List<String> services = IntStream.range(0, 11).mapToObj(i -> another(first, "s" + i)).toList();
    services.forEach(service -> verdict(service, false, PlatformComponent.EDGE));
    verdict(second.id(), false, PlatformComponent.EDGE);
    Incident platform = platformIncident();
    runAll();
    services.forEach(service -> verdict(service, true, PlatformComponent.EDGE));
    pass(Duration.ofMinutes(11));
    leaveStragglersBehind();
    runAll();
    leaveStragglersBehind();

    assertThat(fresh(platform).state()).isEqualTo(Incident.State.WATCHING);
    assertThat(fresh(platform).flaps()).isZero();
    assertThat(openOf(second)).isPresent();
  }

  @Test
  void aMachineThatIsGoneIsNoticedBeforeAnybodyMissesIt() {
    count();
    lose("agent-2");
    count();

    Incident platform = platformIncident();
    assertThat(platform.cause()).isEqualTo("agent/agent-2");
    assertThat(platform.severity()).isEqualTo(Severity.SEV2);
    run(platform);
    count();
    pass(Duration.ofMinutes(30));
    assertThat(openIncidents()).containsExactly(platform.id());
    assertThat(isPublic(platform)).as("nobody was hit").isFalse();
    assertThat(door.get("ops", "/api/signals?unclaimed=true").text()).doesNotContain("agent-2");

    marathon.returnAgent("agent-2");
    count();
    passUntil(() -> !instance(platform));
    assertThat(fresh(platform).state()).isEqualTo(Incident.State.CLOSED);
    assertThat(history(platform)).contains("Closed.");
  }

  @Test
  void machinesThatAreMissedTogetherAreOneIncidentOfThePlatform() {
    DeliveredSite hit = site();
    count();
    List<String> known = database.queryForList("select host from known_machine", String.class);
    lose(known.get(0));
    count();
    Incident first = platformIncident();
    assertThat(first.cause()).isEqualTo("agent/" + known.get(0));
    known.subList(1, known.size()).forEach(this::lose);
    count();
    runAll();

    Incident platform = incidents.findById(openIncidents().get(0)).orElseThrow();
    assertThat(openIncidents()).as("the first is a part of it").hasSize(1);
    assertThat(platform.cause()).isEqualTo("platform");
    assertThat(platform.title()).contains("and most others are out of touch");
    breakDown(hit);
    passUntil(() -> members(platform) == 1);

    known.forEach(marathon::returnAgent);
    mend(hit);
    count();
    passUntil(() -> !instance(platform) || isAt(platform, "userTask_review"));
    assertThat(openIncidents()).isEmpty();
  }

  @Test
  void whatDiesWithAMachineIsStartedElsewhereIfThePlatformDoesNot() {
    count();
    DeliveredSite site = site();
    String agent = site.running().orElseThrow().tasks().get(0).host();
    nearlyNotice(site);
    lose(agent);
    count();
    Incident platform = platformIncident();
    // It lasts for more than a moment, and nobody has been hit yet.
    ClockUtil.setCurrentTime(Date.from(now().plus(Duration.ofMinutes(1))));
    run(platform);
    passUntil(() -> members(platform) == 1);
    assertThat(mailsTo(site.ana(), "%")).as("it was due before anybody was hit").isEqualTo(1);
    passUntil(() -> steps(platform).stream().anyMatch(step -> step.startsWith("Started")));

    assertThat(steps(platform)).anyMatch(step -> step.contains(site.id()));
    passUntilAt(platform, "userTask_acknowledge");
    acknowledge(platform, "ops");
    act(platform, "ops", "move");
    assertThat(steps(platform))
        .filteredOn("Next: start its tasks elsewhere."::equals)
        .as("by the playbook, and by a person")
        .hasSize(2);
    mend(site);
    marathon.returnAgent(agent);
    count();
    passUntil(() -> !instance(platform) || isAt(platform, "userTask_review"));
    assertThat(openOf(site)).isEmpty();
  }

  @Test
  void aMachineThatIsDownByPlanIsNoNews() {
    count();
    Machines machines = desk.getBean(Machines.class);
    MachineName machine =
        machines.all().orElseThrow().stream()
            .map(Machine::name)
            .filter(name -> name.host().equals("agent-3"))
            .findFirst()
            .orElseThrow();
    Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    machines.planWindow(machine, begin, Duration.ofHours(1));
    machines.takeDown(machine);
    try {
      count();
      assertThat(openIncidents()).isEmpty();
    } finally {
      machines.bringUp(machine);
    }
  }

  @Test
  void aMachineThatAPersonKnowsToBeGoneIsNotMissedAgain() {
    count();
    lose("agent-2");
    count();
    Incident platform = platformIncident();
    passUntilAt(platform, "userTask_acknowledge");
    acknowledge(platform, "ops");
    act(platform, "ops", "isWell");
    passUntil(() -> fresh(platform).closedAt() != null);
    count();
    count();

    assertThat(openIncidents()).isEmpty();
  }

  @Test
  void aPlatformThatDoesNotAnswerIsAnIncidentUntilItDoes() {
    SilentHosting watch = desk.getBean(SilentHosting.class);
    watch.ask();
    door.post(null, "/api/sandbox/marathon/faults", "{\"kind\": \"error\", \"times\": 1000000}");
    for (int i = 1; i < SilentHosting.SILENT_BEFORE_OPEN; i++) {
      watch.ask();
    }
    assertThat(openIncidents()).as("it may be a moment's weakness").isEmpty();
    watch.ask();
    watch.ask();

    Incident platform = platformIncident();
    assertThat(platform.cause()).isEqualTo("component/HOSTING");
    passUntilAt(platform, "userTask_acknowledge");
    assertThat(isPublic(platform)).as("what runs goes on").isFalse();

    door.send(null, "DELETE", "/api/sandbox/marathon/faults", null);
    watch.ask();
    passUntil(() -> !instance(platform));
    assertThat(fresh(platform).state()).isEqualTo(Incident.State.CLOSED);
  }

  private void leaveStragglersBehind() {
    desk.getBean(Stragglers.class).leaveBehind();
    runAll();
    desk.getBean(WaitingSignals.class).lookAgain();
  }

  private void count() {
    desk.getBean(LostMachines.class).count();
  }

  private void lose(String agent) {
    marathon.loseAgent(agent);
    lost.add(agent);
  }

  private void verdict(String service, boolean up, PlatformComponent component) {
    desk.publishEvent(
        new ProbeVerdict(
            service,
            "PAGE",
            up,
            now(),
            up ? "It answers." : "Nothing answers at " + component.words() + ".",
            up ? Optional.empty() : Optional.of(component)));
  }

  private void ofService(String service, String status) {
    alert("generic", Map.of("key", service, "service", service, "status", status, "title", "Look"));
  }

  /** One more site of the same community, of which only the inventory knows. */
  private String another(DeliveredSite site, String name) {
    Inventory inventory = desk.getBean(Inventory.class);
    DeliveredService service =
        new DeliveredService(
            site.slug(),
            ServiceKind.DOMAIN,
            name,
            name + "." + site.slug() + ".example",
            null,
            null,
            ManagedBy.COMMUNITY,
            "{}",
            now());
    inventory.reserve(List.of(service));
    inventory.deliver(site.slug());
    return service.id();
  }

  private List<String> openIncidents() {
    return database.queryForList(
        "select id from incident where closed_at is null order by opened_at", String.class);
  }

  private int members(Incident platform) {
    return database.queryForObject(
        "select count(*) from incident_member where incident = ?", Integer.class, platform.id());
  }
}
