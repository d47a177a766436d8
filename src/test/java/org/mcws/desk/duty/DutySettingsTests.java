package org.mcws.desk.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class DutySettingsTests {

  private final ApplicationContextRunner desk =
      new ApplicationContextRunner().withUserConfiguration(Room.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(DutySettings.class)
  static class Room {}

  @Test
  void everythingHasADefault() {
    desk.withPropertyValues("desk.duty.feed-url=", "desk.duty.module-owner=")
        .run(
            context -> {
              DutySettings settings = context.getBean(DutySettings.class);
              assertThat(settings.feed()).isEmpty();
              assertThat(settings.feedPrivate()).isFalse();
              assertThat(settings.lastRung()).isEmpty();
              assertThat(settings.refreshEvery()).isEqualTo(Duration.ofMinutes(15));
              assertThat(settings.timeouts().connect()).isEqualTo(Duration.ofSeconds(2));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://calendar.example.org/private-geheim/basic.ics",
        "webcal://cloud.example.org/remote.php/dav/public-calendars/geheim?export",
        "http://10.0.0.7:8080/geheim.ics"
      })
  void theAddressIsASecret(String url) {
    desk.withPropertyValues("desk.duty.feed-url=" + url)
        .run(
            context ->
                assertThat(context.getBean(DutySettings.class).toString())
                    .doesNotContain("geheim"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "calendar.example.org/ops.ics",
        "file:///etc/passwd",
        "ftp://calendar.example.org/ops.ics",
        "https:///ops.ics",
        "https://ana:geheim@calendar.example.org/ops.ics"
      })
  void whatCanNotBeFetchedIsRefused(String url) {
    desk.withPropertyValues("desk.duty.feed-url=" + url)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("such as https://calendar.example.org/ops.ics"));
  }

  @Test
  void theCalendarIsNotAskedForAllTheTime() {
    desk.withPropertyValues("desk.duty.refresh-every=PT10S")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("refreshEvery"));
  }
}
