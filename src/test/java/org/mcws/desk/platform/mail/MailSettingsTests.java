package org.mcws.desk.platform.mail;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.net.URI;
import java.time.Duration;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.mail.james.JamesSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MailSettingsTests {

  private static final String[] GOOD = {
    "desk.mail.exchange=mail.example",
    "desk.mail.smtp=mail.example:25",
    "desk.mail.imap=127.0.0.1:65535",
    "desk.mail.james.url=http://127.0.0.1:8000"
  };

  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Bound.class).withPropertyValues(GOOD);

  @Test
  void haveTimeOutsByDefault() {
    context.run(
        running -> {
          MailSettings mail = running.getBean(MailSettings.class);
          assertThat(mail.timeout()).isEqualTo(Duration.ofSeconds(5));
          assertThat(mail.patience()).isEqualTo(Duration.ofSeconds(10));
          assertThat(running.getBean(JamesSettings.class).timeouts())
              .isEqualTo(new HttpTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(10)));
        });
  }

  @Test
  void sayWithAnExampleWhatIsWrong() {
    assertRefused("desk.mail.exchange=mail server", "such as mail.example.org");
    assertRefused("desk.mail.smtp=mail.example", "such as mail.example.org:25");
    assertRefused("desk.mail.imap=mail.example:99999", "such as mail.example.org:143");
    assertRefused("desk.mail.patience=PT0S", "such as PT10S");
    assertRefused("desk.mail.james.url=", "such as http://127.0.0.1:8000");
    assertRefused("desk.mail.james.token=Bearer a.b.c", "such as aaa.bbb.ccc");
  }

  @Test
  void neverShowTheToken() {
    HttpTimeouts timeouts = new HttpTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));

    assertThat(new JamesSettings(URI.create("http://x"), "a.s3cret.c", timeouts).toString())
        .contains("***")
        .doesNotContain("s3cret");
  }

  private void assertRefused(String property, String hint) {
    context
        .withPropertyValues(property)
        .run(
            failed ->
                assertThat(failed)
                    .getFailure()
                    .hasStackTraceContaining(hint)
                    .extracting(Throwables::getStackTrace, as(STRING))
                    .doesNotContain("Bearer a.b.c"));
  }

  @EnableConfigurationProperties({MailSettings.class, JamesSettings.class})
  static class Bound {}
}
