package org.mcws.desk.platform.hosting.marathon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.TaskOutput;
import org.mcws.desk.platform.hosting.EdgeSettings;
import org.mcws.desk.platform.hosting.Hosting;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class MarathonSettingsTests {

  private final ApplicationContextRunner desk =
      new ApplicationContextRunner()
          .withUserConfiguration(Room.class)
          .withBean(TaskOutput.class, NoOutput::new);

  private final ApplicationContextRunner configured =
      desk.withPropertyValues(
          "desk.hosting.marathon.url=http://marathon.example:8080",
          "desk.hosting.edge.addresses=203.0.113.10,2001:db8::10");

  @Configuration(proxyBeanMethods = false)
  @ConfigurationPropertiesScan(basePackageClasses = ConsulSettings.class)
  @EnableConfigurationProperties(EdgeSettings.class)
  @Import(MarathonConfiguration.class)
  static class Room {}

  @Test
  void marathonIsThePlatformUnlessAnotherIsNamed() {
    configured.run(context -> assertThat(context).hasSingleBean(Hosting.class));
    configured
        .withPropertyValues("desk.hosting.platform=other")
        .run(context -> assertThat(context).doesNotHaveBean(Hosting.class));
  }

  @Test
  void consulIsAskedForOnlyIfItTellsTheEdge() {
    configured.run(context -> assertThat(context).doesNotHaveBean(ConsulSettings.class));
    ApplicationContextRunner byConsul =
        configured.withPropertyValues("desk.hosting.marathon.host-names=consul");
    byConsul
        .withPropertyValues(
            "desk.hosting.marathon.consul.url=http://127.0.0.1:8500",
            "desk.hosting.marathon.consul.token=geheim")
        .run(
            context -> {
              assertThat(context).hasSingleBean(Hosting.class);
              ConsulSettings consul = context.getBean(ConsulSettings.class);
              assertThat(consul.environment()).isEqualTo("production");
              assertThat(consul.timeouts().read()).isEqualTo(Duration.ofSeconds(10));
              assertThat(consul.toString()).doesNotContain("geheim");
            });
    byConsul.run(
        context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessageContaining("desk.hosting.marathon.consul.url=http://"));
    byConsul
        .withPropertyValues(
            "desk.hosting.marathon.consul.url=http://127.0.0.1:8500",
            "desk.hosting.marathon.consul.environment=pro/duction")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .hasStackTraceContaining("lower-case letters, digits and dashes"));
    configured
        .withPropertyValues("desk.hosting.marathon.host-names=zookeeper")
        .run(
            context ->
                assertThat(context.getStartupFailure()).hasStackTraceContaining("zookeeper"));
  }

  @Test
  void everythingButTheAddressesHasADefault() {
    configured.run(
        context -> {
          MarathonSettings settings = context.getBean(MarathonSettings.class);
          assertThat(settings.timeouts().read()).isEqualTo(Duration.ofSeconds(10));
          assertThat(settings.readAttempts()).isEqualTo(2);
          assertThat(settings.health().grace()).isEqualTo(Duration.ofMinutes(2));
          EdgeSettings edge = context.getBean(EdgeSettings.class);
          assertThat(edge.addresses()).containsExactly("203.0.113.10", "2001:db8::10");
          assertThat(edge.port()).isEqualTo(80);
        });
  }

  @Test
  void theEdgeSpeaksTlsOnlyIfItsPortIsGiven() {
    configured.run(
        context -> assertThat(context.getBean(EdgeSettings.class).speaksTls()).isFalse());
    configured
        .withPropertyValues("desk.hosting.edge.tls-port=")
        .run(context -> assertThat(context.getBean(EdgeSettings.class).speaksTls()).isFalse());
    configured
        .withPropertyValues("desk.hosting.edge.tls-port=443")
        .run(
            context -> {
              EdgeSettings edge = context.getBean(EdgeSettings.class);
              assertThat(edge.speaksTls()).isTrue();
              assertThat(edge.tlsPort()).isEqualTo(443);
              assertThat(edge.trustedCertificates()).isNull();
            });
    configured
        .withPropertyValues("desk.hosting.edge.tls-port=0")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .hasStackTraceContaining("desk.hosting.edge.tlsPort"));
  }

  @Test
  void aMissingAddressIsNamedWithAnExample() {
    desk.withPropertyValues("desk.hosting.edge.addresses=203.0.113.10")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("desk.hosting.marathon.url=http://"));
    desk.withPropertyValues("desk.hosting.marathon.url=http://marathon.example:8080")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("desk.hosting.edge.addresses=203.0.113.10"));
  }

  @Test
  void secretsAreNotPrinted() {
    configured
        .withPropertyValues("desk.hosting.marathon.password=geheim")
        .run(
            context ->
                assertThat(context.getBean(MarathonSettings.class).toString())
                    .doesNotContain("geheim"));
  }
}
