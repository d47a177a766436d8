package org.mcws.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.sandbox.Sandbox;
import org.mcws.desk.settings.DeskSettings;
import org.mcws.desk.settings.SettingProblem;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What a person sees who starts the desk with this or that setting. */
@ExtendWith(OutputCaptureExtension.class)
class StartTests {

  private static final String PRODUCTION =
      "--spring.profiles.active=production --spring.mail.host=mail.example";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --desk.database.port=5999 --spring.datasource.url=jdbc:postgresql://db/desk --spring.datasource.username=desk | desk.database.port
          --spring.datasource.url=jdbc:postgresql://db/desk | spring.datasource.username
          --spring.datasource.url=jdbc:mysql://db/desk | spring.datasource.url
          --spring.datasource.username=desk | spring.datasource.url
          --spring.profiles.active=production --desk.pace=0.1 | desk.pace
          --spring.profiles.active=production | spring.mail.host
          """)
  void aContradictionStopsTheStartAndIsExplained(
      String arguments, String property, CapturedOutput output) {
    assertThatThrownBy(() -> start(arguments)).isInstanceOf(SettingProblem.class);
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("Description:\n\n" + property + " ")
        .contains("Action:\n\n")
        .doesNotContain("\tat org.");
  }

  @Test
  void aPortOfTheSandboxThatIsTakenIsNamed(CapturedOutput output) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start("--desk.sandbox.smtp-port=" + taken.getLocalPort()))
          .isInstanceOf(SettingProblem.class);
      assertThat(output).contains("desk.sandbox.smtp-port is " + taken.getLocalPort());
    }
  }

  @Test
  void aWrongValueIsNamed(CapturedOutput output) {
    assertThatThrownBy(() -> start("--desk.pace=0")).isNotNull();
    assertThat(output).contains("desk.pace").contains("must be greater than 0");
  }

  @Test
  void anEmptyDatabaseUrlIsNone() {
    start("--spring.datasource.url=").close();
  }

  @Test
  void outsideTheSandboxNothingOfItExists() {
    try (ConfigurableApplicationContext desk = start(PRODUCTION)) {
      assertThat(desk.getBeansOfType(Sandbox.class)).isEmpty();
      assertThat(Arrays.stream(desk.getBeanDefinitionNames()))
          .noneMatch(name -> name.toLowerCase().contains("sandbox") || name.equals("mailPage"));
      assertThat(desk.getEnvironment().getProperty("desk.hosting.marathon.url")).isNull();
    }
  }

  @Test
  void anExplicitSettingWinsOverTheSandbox() {
    try (ConfigurableApplicationContext desk =
        start("--desk.hosting.marathon.url=http://marathon.example:8080")) {
      assertThat(desk.getEnvironment().getProperty("desk.hosting.marathon.url"))
          .isEqualTo("http://marathon.example:8080");
      assertThat(desk.getEnvironment().getProperty("desk.dns.powerdns.url"))
          .startsWith("http://127.0.0.1:");
    }
  }

  @Test
  void theSandboxEndsWithTheDesk() throws IOException {
    String[] smtp;
    try (ConfigurableApplicationContext desk = start("")) {
      smtp = desk.getBean(Sandbox.class).addresses().get("smtp").split(":");
      new Socket(smtp[0], Integer.parseInt(smtp[1])).close();
    }
    assertThatThrownBy(() -> new Socket(smtp[0], Integer.parseInt(smtp[1])).close())
        .hasMessageContaining("refused");
  }

  @Test
  void aSecondSandboxDeskOnTheSameFolderIsRefused(@TempDir Path home) {
    try (ConfigurableApplicationContext first = start("--desk.home=" + home)) {
      assertThatThrownBy(() -> start("--desk.home=" + home))
          .isInstanceOf(SettingProblem.class)
          .hasMessageContaining("desk.home is in use");
      assertThat(first.isActive()).isTrue();
    }
    start("--desk.home=" + home).close();
  }

  @Test
  void tellsWhereToGo() {
    try (ConfigurableApplicationContext desk = start("")) {
      Map<String, String> servers = desk.getBean(Sandbox.class).addresses();
      String message = desk.getBean(StartMessage.class).text("http://localhost:8080");
      assertThat(message)
          .contains("http://localhost:8080/camunda/app/tasklist/")
          .contains("admin, ops, reviewer")
          .contains(servers.get("marathon"))
          .contains(servers.get("imap"));
    }
  }

  @Test
  void outsideTheSandboxTheMessageNamesNoAccounts() {
    try (ConfigurableApplicationContext desk = start(PRODUCTION)) {
      assertThat(desk.getBean(StartMessage.class).text("http://localhost:8080"))
          .contains("/camunda/app/tasklist/")
          .doesNotContain("Accounts")
          .doesNotContain("sandbox");
    }
  }

  private static ConfigurableApplicationContext start(String arguments) {
    SpringApplication desk = new SpringApplication(Rooms.class);
    desk.setWebApplicationType(WebApplicationType.NONE);
    return desk.run(arguments.isEmpty() ? new String[0] : arguments.split(" "));
  }

  /** The desk without engine and database, which no question here needs. */
  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(DeskSettings.class)
  @ImportAutoConfiguration(JacksonAutoConfiguration.class)
  @Import(StartMessage.class)
  @ComponentScan("org.mcws.desk.sandbox")
  static class Rooms {}
}
