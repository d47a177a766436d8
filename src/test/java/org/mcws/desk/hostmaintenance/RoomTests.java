package org.mcws.desk.hostmaintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.hosting.marathon.SandboxRig;
import org.mcws.desk.platform.mesos.Machine;
import org.mcws.desk.platform.mesos.Machines;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Which machine can be done without. */
class RoomTests {

  private final ApplicationContextRunner desk =
      new ApplicationContextRunner().withUserConfiguration(Rooms.class);

  @TempDir Path folder;
  private SandboxRig rig;

  @Configuration(proxyBeanMethods = false)
  @ComponentScan("org.mcws.desk.platform.mesos")
  @ConfigurationPropertiesScan("org.mcws.desk.platform.mesos")
  @Import(Room.class)
  static class Rooms {}

  @BeforeEach
  void start() {
    rig = new SandboxRig(SandboxRig.FAST, folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private String lack(String host) {
    String[] lack = new String[1];
    desk.withPropertyValues("desk.mesos.urls=" + rig.sandbox().addresses().get("mesos"))
        .run(context -> lack[0] = context.getBean(Room.class).lack(host).orElse(""));
    return lack[0];
  }

  @Test
  void withoutMesosNoMachineIsKnown() {
    desk.run(
        context -> {
          Room room = context.getBean(Room.class);
          assertThat(room.lack("agent-1").orElseThrow()).contains("desk.mesos.urls");
          assertThat(room.find("agent-1")).isEmpty();
        });
  }

  @Test
  void anEmptyMachineCanBeDoneWithoutInAnyCaseOfItsName() {
    assertThat(lack("agent-1")).isEmpty();
    assertThat(lack("AGENT-1")).isEmpty();
    assertThat(lack("agent-4")).contains("agent-1, agent-2, agent-3");
  }

  @Test
  void machinesThatAreAwaySoonOrOutOfTouchHaveNoRoom() {
    desk.withPropertyValues("desk.mesos.urls=" + rig.sandbox().addresses().get("mesos"))
        .run(
            context -> {
              Machines machines = context.getBean(Machines.class);
              rig.marathon(
                  "POST",
                  "/v2/apps",
                  "{\"id\":\"/xy/bot\",\"cmd\":\"x\",\"cpus\":2,\"mem\":128,\"constraints\":"
                      + "[[\"hostname\",\"LIKE\",\"agent-1\"]]}");
              await().until(() -> machines.all().orElseThrow().get(0).used().cpus() == 2);
              Machine second = machines.all().orElseThrow().get(1);
              assertThat(lack("agent-1")).isEmpty();
              machines.planWindow(second.name(), Instant.EPOCH, Duration.ofHours(1));
              assertThat(lack("agent-1")).as("there is another one").isEmpty();
              rig.sandbox().loseAgent("agent-3");
              assertThat(lack("agent-1"))
                  .contains("What runs on agent-1 needs 2.0 CPUs, 128 MiB of memory")
                  .contains("have only 0.0 CPUs")
                  .contains("there is none");
            });
  }
}
