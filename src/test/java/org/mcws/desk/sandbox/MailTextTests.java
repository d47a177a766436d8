package org.mcws.desk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MailTextTests {

  @Test
  void anAddressBecomesALinkWithoutTheSentenceAroundIt() {
    assertThat(MailText.of("Open http://desk.example/a?b=c (now), or <https://x.example/y>."))
        .containsExactly(
            new MailText("Open ", false),
            new MailText("http://desk.example/a?b=c", true),
            new MailText(" (now), or <", false),
            new MailText("https://x.example/y", true),
            new MailText(">.", false));
  }

  @Test
  void anotherSchemeIsNoLink() {
    assertThat(MailText.of("javascript:alert(1)"))
        .containsExactly(new MailText("javascript:alert(1)", false));
  }
}
