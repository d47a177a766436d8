package org.mcws.desk.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailHeadersTests {

  @Test
  void whatIsKeptIsReadAgain() {
    MailHeaders headers =
        MailHeaders.oneClickUnsubscribe(URI.create("https://desk.example.org/status/end/a:b"));
    assertThat(MailHeaders.read(headers.lines())).isEqualTo(headers);
    assertThat(headers.values())
        .containsEntry("List-Unsubscribe", "<https://desk.example.org/status/end/a:b>")
        .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    assertThat(MailHeaders.read("")).isEqualTo(MailHeaders.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\r\nBcc: eve@example.org", "ä"})
  void nobodySmugglesALine(String value) {
    assertThatThrownBy(() -> new MailHeaders(Map.of("List-Unsubscribe", value)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MailHeaders(Map.of(value + ":", "value")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
