package org.mcws.desk.platform.dns.update;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.time.Duration;
import java.time.InstantSource;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.platform.dns.DnsZones;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** As the desk does it: all settings are found, those of the other server, too. */
class UpdateSettingsTests {

  private static final String SECRET = "dmVyeS1zZWNyZXQta2V5";

  private final ApplicationContextRunner desk =
      new ApplicationContextRunner()
          .withUserConfiguration(Room.class)
          .withPropertyValues("desk.dns.zones=example", "desk.dns.authority=ns1.example:53");

  private final ApplicationContextRunner configured =
      desk.withPropertyValues(
          "desk.dns.server=update",
          "desk.dns.update.primary=[2001:db8::53]:5353",
          "desk.dns.update.key.name=mcws-desk",
          "desk.dns.update.key.secret=" + SECRET);

  @Configuration(proxyBeanMethods = false)
  @ConfigurationPropertiesScan("org.mcws.desk.platform.dns")
  @ComponentScan("org.mcws.desk.platform.dns")
  static class Room {

    @Bean
    InstantSource clock() {
      return InstantSource.system();
    }
  }

  @Test
  void theZonesAreChangedByUpdateIfThatIsSaid() {
    configured
        // The sandbox says these in any case.
        .withPropertyValues("desk.dns.powerdns.url=http://127.0.0.1:1")
        .run(
            context -> {
              assertThat(context.getBean(DnsZones.class)).isInstanceOf(DynamicZones.class);
              UpdateSettings settings = context.getBean(UpdateSettings.class);
              assertThat(settings.key().algorithm()).isEqualTo("hmac-sha256");
              assertThat(settings.timeouts().connect()).isEqualTo(Duration.ofSeconds(2));
              assertThat(settings.timeouts().read()).isEqualTo(Duration.ofSeconds(10));
              assertThat(settings.toString()).contains("mcws-desk").doesNotContain(SECRET);
            });
  }

  @Test
  void powerDnsChangesThemUnlessItIsSaid() {
    desk.withPropertyValues(
            "desk.dns.powerdns.url=http://127.0.0.1:8081",
            "desk.dns.powerdns.api-key=x",
            "desk.dns.powerdns.name-servers=ns1.example")
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(DnsZones.class)
                    .doesNotHaveBean(DynamicZones.class));
  }

  @Test
  void whoForgetsToSayItIsReminded() {
    configured
        .withPropertyValues("desk.dns.server=powerdns")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("desk.dns.server=update"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          desk.dns.server=bind                   | must be powerdns or update
          desk.dns.update.primary=               | ns1.example.org:53
          desk.dns.update.primary=ns1.example:0  | ns1.example.org:53
          desk.dns.update.primary=ns1:99999      | ns1.example.org:53
          desk.dns.update.key.name=              | such as mcws-desk
          desk.dns.update.key.name=two words     | such as mcws-desk
          desk.dns.update.key.algorithm=hmac-md5 | hmac-sha256
          desk.dns.update.key.secret=            | tsig-keygen
          desk.dns.update.key.secret=s3cret!     | in Base64
          """)
  void whatIsMissingOrWrongIsNamedWithAnExample(String setting, String words) {
    configured
        .withPropertyValues(setting)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining(words)
                    .extracting(Throwables::getStackTrace, as(STRING))
                    .doesNotContain(SECRET)
                    .doesNotContain("s3cret!"));
  }

  @Test
  void aKeyWithoutNameAndSecretIsAskedFor() {
    desk.withPropertyValues("desk.dns.server=update", "desk.dns.update.primary=ns1.example")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("the key that the server knows"));
  }
}
