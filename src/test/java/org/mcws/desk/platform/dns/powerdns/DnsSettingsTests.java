package org.mcws.desk.platform.dns.powerdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.platform.dns.DnsSettings;
import org.mcws.desk.platform.dns.DnsZones;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;

class DnsSettingsTests {

  @RegisterExtension static final SandboxDns SERVER = new SandboxDns();

  private final ApplicationContextRunner desk =
      new ApplicationContextRunner().withUserConfiguration(Dns.class);

  @Test
  void theSandboxsSettingsAreEnough() {
    String[] settings =
        SERVER.settings().entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);

    desk.withPropertyValues(settings)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context.getBean(DnsZones.class).holds("example")).isTrue();
              assertThat(context.getBean(DnsSettings.class).zones()).containsExactly("example");
              PowerDnsSettings powerDns = context.getBean(PowerDnsSettings.class);
              assertThat(powerDns.serverId()).isEqualTo("localhost");
              assertThat(powerDns.nameServers()).containsExactly("ns1.example", "ns2.example");
              assertThat(powerDns.timeouts().read()).isEqualTo(Duration.ofSeconds(10));
            });
  }

  @Test
  void whatIsMissingOrWrongIsNamedWithAnExample() {
    desk.withPropertyValues(
            "desk.dns.zones=example",
            "desk.dns.authority=http://ns1.example",
            "desk.dns.powerdns.url=http://127.0.0.1:8081",
            "desk.dns.powerdns.api-key=x",
            "desk.dns.powerdns.name-servers=ns1.example")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("ns1.example.org:53"));
    desk.withPropertyValues(
            "desk.dns.zones=example",
            "desk.dns.authority=[2001:db8::53]:53",
            "desk.dns.powerdns.server-id=localhost")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("http://127.0.0.1:8081")
                    .hasMessageContaining("api-key"));
  }

  @EnableConfigurationProperties({DnsSettings.class, PowerDnsSettings.class})
  @Import(PowerDnsZones.class)
  static class Dns {}
}
