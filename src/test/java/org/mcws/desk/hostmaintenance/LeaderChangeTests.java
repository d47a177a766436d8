package org.mcws.desk.hostmaintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.mesos.MachineName;
import org.mcws.desk.sandbox.Faults;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.HttpResponse;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Another master leads, and has not heard from the machine yet. */
class LeaderChangeTests {

  private static final MachineName MACHINE = new MachineName("agent-1", "192.0.2.1");

  private HttpEndpoint master;

  @Configuration(proxyBeanMethods = false)
  @ComponentScan("org.mcws.desk.platform.mesos")
  @ConfigurationPropertiesScan("org.mcws.desk.platform.mesos")
  @Import({Room.class, Occupants.class})
  static class Rooms {}

  @BeforeEach
  void start() {
    master = new HttpEndpoint("mesos", 0, new Faults()).start();
    master.on(
        "POST",
        "/api/v1",
        request ->
            new HttpResponse(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"get_agents\": {\"agents\": [], \"recovered_agents\":"
                    + " [{\"id\": {\"value\": \"S7\"}, \"hostname\": \"agent-1\"}]}}"));
  }

  @AfterEach
  void stop() {
    master.close();
  }

  @Test
  void nobodyTakesItForEmpty() {
    desk()
        .run(
            context -> {
              Occupants occupants = context.getBean(Occupants.class);
              assertThat(occupants.on(MACHINE)).as("it may run anything").isEmpty();
              assertThat(occupants.isHeardOf(MACHINE)).isFalse();
            });
  }

  @Test
  void noWorkBeginsOnIt() {
    desk()
        .run(
            context -> {
              Room room = context.getBean(Room.class);
              assertThat(room.lack("agent-1").orElseThrow())
                  .contains("Mesos does not hear from agent-1 now");
              assertThat(room.find("agent-1")).isEmpty();
            });
  }

  private ApplicationContextRunner desk() {
    return new ApplicationContextRunner()
        .withUserConfiguration(Rooms.class)
        .withPropertyValues("desk.mesos.urls=" + master.url());
  }
}
