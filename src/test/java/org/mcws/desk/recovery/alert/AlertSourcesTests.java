package org.mcws.desk.recovery.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.settings.SettingProblem;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.web.server.ResponseStatusException;

/** Who may post alerts, asked of a desk that has been started with this or that setting. */
@ExtendWith(OutputCaptureExtension.class)
class AlertSourcesTests {

  private static final String OLD = "old:secret/of-grafana";
  private static final String NEW = "new-secret-of-grafana";
  private static final byte[] BODY = "{\"alerts\": []}".getBytes(UTF_8);
  private static final Instant NOW = Instant.ofEpochSecond(1_772_366_400L);

  private static final String PRODUCTION =
      "--spring.profiles.active=production --spring.mail.host=mail.example";

  /** Made with {@code openssl dgst -sha256 -hmac new-secret-of-grafana}, as the next one. */
  private static final String BODY_SIGNED =
      "8603c6e3463a163af95809388611afb6ae4b6cd40e262bd4c786b753b50bcc9b";

  private static final String TIME_SIGNED =
      "30bb872c1998198f95e1666c4c9d40fcd555c9d174502f8d6f230589c458bc00";

  private static final AlertSources SOURCES =
      new AlertSources(
          new AlertSettings(
              Map.of(
                  "uptime-kuma", new AlertSettings.Source(List.of("secret-of-uptime-kuma")),
                  "grafana", new AlertSettings.Source(List.of(OLD, NEW)))),
          new MockEnvironment(),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({
    "grafana, Bearer old:secret/of-grafana",
    "grafana, Bearer new-secret-of-grafana",
    "Grafana, bearer  new-secret-of-grafana",
    // Each is "name:old:secret/of-grafana" or the like.
    "grafana, Basic bmFtZTpvbGQ6c2VjcmV0L29mLWdyYWZhbmE=",
    "grafana, basic Om5ldy1zZWNyZXQtb2YtZ3JhZmFuYQ==",
    "uptime-kuma, Bearer secret-of-uptime-kuma",
    "uptimekuma, Bearer secret-of-uptime-kuma"
  })
  void whoSendsTheSecretIsLetIn(String source, String authorization) {
    SOURCES.authenticate(source, authorization(authorization), BODY);
  }

  @ParameterizedTest
  @CsvSource({
    "grafana, ''",
    "grafana, Bearer",
    "grafana, Bearer x",
    "grafana, Bearer new-secret-of-grafan",
    "grafana, Bearer New-Secret-Of-Grafana",
    "grafana, Bearer secret-of-uptime-kuma",
    "grafana, new-secret-of-grafana",
    "grafana, Token new-secret-of-grafana",
    "grafana, Basic new-secret-of-grafana",
    "grafana, Basic %%%",
    // "new-secret-of-grafana" without a colon
    "grafana, Basic bmV3LXNlY3JldC1vZi1ncmFmYW5h",
    "alertmanager, Bearer new-secret-of-grafana",
    "'', Bearer new-secret-of-grafana",
    "'../grafana', Bearer new-secret-of-grafana"
  })
  void whoDoesNotGetsOneAnswerWhateverIsWrong(String source, String authorization) {
    ResponseStatusException refusal = refusal(source, authorization(authorization), BODY);
    ResponseStatusException unknown = refusal("nobody", new HttpHeaders(), BODY);
    assertThat(refusal.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
    assertThat(refusal.getBody()).isEqualTo(unknown.getBody());
    assertThat(refusal.getHeaders()).isEqualTo(unknown.getHeaders());
    assertThat(refusal.getHeaders().get(HttpHeaders.WWW_AUTHENTICATE)).hasSize(2);
    assertThat(refusal.toString()).doesNotContain(NEW, OLD);
  }

  @Test
  void whoSignsTheBodyIsLetIn() {
    SOURCES.authenticate("grafana", signed(BODY_SIGNED, null), BODY);
    SOURCES.authenticate("grafana", signed(BODY_SIGNED.toUpperCase(), null), BODY);
  }

  @Test
  void whoSignsTheTimeAndTheBodyIsLetInForFiveMinutes() {
    HttpHeaders headers = signed(TIME_SIGNED, "1772366400");
    at(NOW).authenticate("grafana", headers, BODY);
    at(NOW.plus(Duration.ofMinutes(5))).authenticate("grafana", headers, BODY);
    at(NOW.minus(Duration.ofMinutes(5))).authenticate("grafana", headers, BODY);
    refused(at(NOW.plusSeconds(301)), headers, BODY);
    refused(at(NOW.minusSeconds(301)), headers, BODY);
  }

  @Test
  void whoSignedSomethingElseIsNot() {
    refused(SOURCES, signed(BODY_SIGNED, null), "{\"alerts\": [] }".getBytes(UTF_8));
    refused(SOURCES, signed(BODY_SIGNED, "1772366400"), BODY);
    refused(SOURCES, signed(TIME_SIGNED, null), BODY);
    refused(SOURCES, signed(TIME_SIGNED, "1772366401"), BODY);
    refused(SOURCES, signed(TIME_SIGNED, "now"), BODY);
    refused(SOURCES, signed(TIME_SIGNED, ""), BODY);
    refused(SOURCES, signed("", null), BODY);
    refused(SOURCES, signed("sha256=" + BODY_SIGNED, null), BODY);
    HttpHeaders headers = signed(BODY_SIGNED, null);
    assertThat(refusal("uptime-kuma", headers, BODY)).isNotNull();
  }

  @Test
  void inTheSandboxEverySourceKnowsTheSameSecret() {
    try (ConfigurableApplicationContext desk = start("--spring.profiles.active=sandbox")) {
      AlertSources sources = desk.getBean(AlertSources.class);
      for (String source :
          List.of(
              "alertmanager",
              "prometheus",
              "grafana",
              "uptime-kuma",
              "pingdom",
              "uptimerobot",
              "generic")) {
        sources.authenticate(source, authorization("Bearer sandbox"), BODY);
      }
      assertThatThrownBy(() -> sources.authenticate("other", authorization("Bearer sandbox"), BODY))
          .isInstanceOf(ResponseStatusException.class);
    }
  }

  @Test
  void whatIsSetWinsInTheSandbox() {
    try (ConfigurableApplicationContext desk =
        start("--spring.profiles.active=sandbox --desk.recovery.alerts.grafana.secrets=short")) {
      AlertSources sources = desk.getBean(AlertSources.class);
      sources.authenticate("grafana", authorization("Bearer short"), BODY);
      assertThatThrownBy(
              () -> sources.authenticate("grafana", authorization("Bearer sandbox"), BODY))
          .isInstanceOf(ResponseStatusException.class);
    }
  }

  @Test
  void outsideTheSandboxThereIsWhatIsSetOnly() {
    String secrets = "--desk.recovery.alerts.grafana.secrets=" + NEW + ",another-one-0123456789";
    try (ConfigurableApplicationContext desk = start(PRODUCTION + " " + secrets)) {
      AlertSources sources = desk.getBean(AlertSources.class);
      sources.authenticate("grafana", authorization("Bearer " + NEW), BODY);
      sources.authenticate("grafana", authorization("Bearer another-one-0123456789"), BODY);
      assertThatThrownBy(
              () -> sources.authenticate("alertmanager", authorization("Bearer sandbox"), BODY))
          .isInstanceOf(ResponseStatusException.class);
      assertThat(desk.getBean(AlertSettings.class).toString())
          .contains("grafana")
          .doesNotContain(NEW, "another-one");
    }
    start(PRODUCTION).close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--desk.recovery.alerts.grafana.secrets[0]=short-secret",
        "--desk.recovery.alerts.grafana.secrets[0]=sécret-of-grafana",
        "--desk.recovery.alerts.grafana.secrets="
      })
  void aWeakSecretStopsTheStartAndIsNotShown(String argument, CapturedOutput output) {
    assertThatThrownBy(() -> start(PRODUCTION + " " + argument))
        .hasRootCauseInstanceOf(SettingProblem.class);
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("Description:\n\ndesk.recovery.alerts.grafana.secrets")
        .contains("openssl rand -hex 24")
        .doesNotContain("short-secret", "sécret-of-grafana");
  }

  @ParameterizedTest
  @ValueSource(strings = {"probe", "Person", "mesos", "hos-ting"})
  void nobodyCanHaveTheNameOfWhatTheDeskItselfSees(String name, CapturedOutput output) {
    String setting = "desk.recovery.alerts." + name;
    assertThatThrownBy(
            () -> start(PRODUCTION + " --" + setting + ".secrets=a-long-enough-secret-of-it"))
        .hasRootCauseInstanceOf(SettingProblem.class);
    assertThat(output).contains(setting + " is what the desk calls a source of its own");
  }

  private static AlertSources at(Instant now) {
    return new AlertSources(
        new AlertSettings(Map.of("grafana", new AlertSettings.Source(List.of(OLD, NEW)))),
        new MockEnvironment(),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private static HttpHeaders authorization(String value) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.AUTHORIZATION, value);
    return headers;
  }

  private static HttpHeaders signed(String signature, String time) {
    HttpHeaders headers = new HttpHeaders();
    headers.set("X-Grafana-Alerting-Signature", signature);
    if (time != null) {
      headers.set("X-Grafana-Alerting-Timestamp", time);
    }
    return headers;
  }

  private static void refused(AlertSources sources, HttpHeaders headers, byte[] body) {
    assertThatThrownBy(() -> sources.authenticate("grafana", headers, body))
        .isInstanceOf(ResponseStatusException.class);
  }

  private static ResponseStatusException refusal(String source, HttpHeaders headers, byte[] body) {
    return catchThrowableOfType(
        ResponseStatusException.class, () -> SOURCES.authenticate(source, headers, body));
  }

  private static ConfigurableApplicationContext start(String arguments) {
    SpringApplication desk = new SpringApplication(Room.class);
    desk.setWebApplicationType(WebApplicationType.NONE);
    return desk.run(arguments.split(" "));
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(AlertSettings.class)
  @Import(AlertSources.class)
  static class Room {

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }
  }
}
