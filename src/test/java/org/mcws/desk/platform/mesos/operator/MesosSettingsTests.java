package org.mcws.desk.platform.mesos.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.mesos.MachineName;
import org.mcws.desk.platform.mesos.Machines;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class MesosSettingsTests {

  private static final MachineName MACHINE = new MachineName("agent-1", "127.0.0.1");

  private final ApplicationContextRunner desk =
      new ApplicationContextRunner().withUserConfiguration(Room.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(MesosSettings.class)
  @Import(MesosConfiguration.class)
  static class Room {}

  @Test
  void aDeskWithoutMesosWorksAndKnowsNothing() {
    desk.run(
        context -> {
          Machines machines = context.getBean(Machines.class);
          assertThat(machines.all()).isEmpty();
          assertThat(machines.tasks("x")).isEmpty();
          assertThat(machines.plan()).isEmpty();
          List<Consumer<Machines>> changes =
              List.of(
                  m -> m.planWindow(MACHINE, Instant.EPOCH, Duration.ZERO),
                  m -> m.dropWindow(MACHINE, Instant.EPOCH, Duration.ZERO),
                  m -> m.takeDown(MACHINE),
                  m -> m.bringUp(MACHINE));
          for (Consumer<Machines> change : changes) {
            assertThatExceptionOfType(PlatformRefusal.class)
                .isThrownBy(() -> change.accept(machines))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("mesosMissing"))
                .withMessageContaining("desk.mesos.urls");
          }
        });
  }

  @Test
  void everythingHasADefault() {
    desk.withPropertyValues("desk.mesos.urls=http://m1.example:5050,https://m2.example")
        .run(
            context -> {
              MesosSettings settings = context.getBean(MesosSettings.class);
              assertThat(settings.urls()).hasSize(2);
              assertThat(settings.timeouts().read()).isEqualTo(Duration.ofSeconds(10));
              assertThat(settings.readAttempts()).isEqualTo(2);
            });
  }

  @Test
  void whatIsNoAddressIsNamedWithAnExample() {
    for (String wrong : List.of("m1.example:5050", "zk://m1.example/mesos", "5050")) {
      desk.withPropertyValues("desk.mesos.urls=" + wrong)
          .run(
              context ->
                  assertThat(context.getStartupFailure())
                      .rootCause()
                      .hasMessageContaining("desk.mesos.urls")
                      .hasMessageContaining("http://master1.example:5050")
                      .hasMessageContaining(wrong));
    }
  }

  @Test
  void secretsAreNotPrinted() {
    desk.withPropertyValues("desk.mesos.password=geheim")
        .run(
            context ->
                assertThat(context.getBean(MesosSettings.class).toString())
                    .doesNotContain("geheim"));
  }
}
