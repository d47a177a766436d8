package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.update.DeliveredSite;

/** Thousands of alerts come at once, by several callers, repeated and out of order. */
class AlertStormProcessTests extends RecoveryStage {

  private static final int SERVICES = 40;
  private static final int REPEATS = 25;
  private static final int A_MESSAGE = 20;
  private static final int CALLERS = 8;

  @Test
  void eachServiceIsInOneIncidentHoweverManyAlertsSpeakOfIt() throws Exception {
    List<String> services = services();
    List<Map<String, Object>> alerts = new ArrayList<>();
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      for (String service : services) {
        alerts.add(alertOf(service, "down", repeat % 3));
      }
    }
    post(alerts);
    assertThat(signals("DOWN")).isEqualTo(SERVICES * 3);
    assertThat(down()).as("each in one incident, and all in some").hasSize(SERVICES);

    runAll();
    assertThat(down()).hasSize(SERVICES);
    List<Map<String, Object>> ends = new ArrayList<>();
    for (String service : services) {
      IntStream.range(0, 3).forEach(check -> ends.add(alertOf(service, "up", check)));
    }
    post(ends);
    runAll();

    assertThat(signals("DOWN")).isZero();
    assertThat(down()).isEmpty();
  }

  private void post(List<Map<String, Object>> alerts) throws Exception {
    Collections.shuffle(alerts, new Random(11));
    List<Callable<Object>> messages = new ArrayList<>();
    for (int from = 0; from < alerts.size(); from += A_MESSAGE) {
      List<Map<String, Object>> some =
          alerts.subList(from, Math.min(alerts.size(), from + A_MESSAGE));
      messages.add(() -> alert("generic", some));
    }
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      for (Future<Object> taken : callers.invokeAll(messages)) {
        taken.get();
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private static Map<String, Object> alertOf(String service, String status, int check) {
    return Map.of(
        "key", service + "/" + check, "service", service, "status", status, "title", "Look");
  }

  /** The services that are down, once for each incident that they are in. */
  private List<String> down() {
    return database.queryForList(
        "select service from incident where closed_at is null and state = 'OPEN'"
            + " and service is not null union all"
            + " select m.service from incident_member m join incident i on i.id = m.incident"
            + " where m.up_at is null and i.closed_at is null order by 1",
        String.class);
  }

  private int signals(String state) {
    return database.queryForObject(
        "select count(*) from signal where state = ?", Integer.class, state);
  }

  private List<String> services() {
    DeliveredSite site = worker();
    Inventory inventory = desk.getBean(Inventory.class);
    List<DeliveredService> services =
        IntStream.range(0, SERVICES)
            .mapToObj(
                i ->
                    new DeliveredService(
                        site.slug(),
                        ServiceKind.DOMAIN,
                        "d" + i,
                        "d" + i + "." + site.slug() + ".example",
                        null,
                        null,
                        ManagedBy.COMMUNITY,
                        "{}",
                        now()))
            .toList();
    inventory.reserve(services);
    inventory.deliver(site.slug());
    return services.stream().map(DeliveredService::id).toList();
  }
}
