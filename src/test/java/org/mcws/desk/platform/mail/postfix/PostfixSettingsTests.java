package org.mcws.desk.platform.mail.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.platform.mail.MailHosting;
import org.mcws.desk.platform.mail.james.JamesMailHosting;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** As the desk does it: all settings are found, those of the other server, too. */
class PostfixSettingsTests {

  private final ApplicationContextRunner desk =
      new ApplicationContextRunner()
          .withUserConfiguration(Room.class)
          .withPropertyValues(
              "desk.mail.exchange=mail.example",
              "desk.mail.smtp=mail.example:25",
              "desk.mail.imap=mail.example:143");

  private final ApplicationContextRunner configured =
      desk.withPropertyValues(
          "desk.mail.server=postfix",
          "desk.mail.postfix.url=jdbc:postgresql://mail.example/postfixadmin?sslmode=verify-full",
          "desk.mail.postfix.username=desk",
          "desk.mail.postfix.password=sesame",
          "desk.mail.postfix.doveadm.url=http://mail.example:8080",
          "desk.mail.postfix.doveadm.api-key=open");

  @Configuration(proxyBeanMethods = false)
  @ConfigurationPropertiesScan("org.mcws.desk.platform.mail")
  @Import({PostfixConfiguration.class, JamesMailHosting.class})
  static class Room {}

  @Test
  void itIsTheMailServerIfItIsNamedAlsoWhileItIsAway() {
    configured.run(
        context -> {
          assertThat(context).hasSingleBean(MailHosting.class);
          assertThat(context).hasSingleBean(PostfixMailHosting.class);
          PostfixSettings settings = context.getBean(PostfixSettings.class);
          assertThat(settings.timeouts().connect()).isEqualTo(Duration.ofSeconds(2));
          assertThat(settings.toString()).doesNotContain("sesame").doesNotContain("open");
        });
  }

  @Test
  void jamesIsTheMailServerUnlessAnotherIsNamed() {
    desk.withPropertyValues("desk.mail.james.url=http://mail.example:8000")
        .run(context -> assertThat(context).hasSingleBean(JamesMailHosting.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          desk.mail.postfix.url=                         | jdbc:postgresql://mail.example.org/postfixadmin
          desk.mail.postfix.url=jdbc:mysql://a/b         | jdbc:postgresql://mail.example.org/postfixadmin
          desk.mail.postfix.url=jdbc:postgresql://a/b?password=d | without user and password
          desk.mail.postfix.doveadm.url=mail.example:8080 | must be an address
          desk.mail.server=postfx                        | must be james or postfix
          desk.mail.postfix.username=                    | role
          desk.mail.postfix.doveadm.api-key=             | doveadm_api_key
          """)
  void whatIsMissingOrWrongIsNamedWithAnExample(String setting, String words) {
    configured
        .withPropertyValues(setting)
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(words));
  }
}
