package org.mcws.desk.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.mail.MailHosting;
import org.mcws.desk.platform.mail.postfix.RealPostfix;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A desk whose communities get their mail by Postfix and Dovecot. */
class OnboardingOnPostfixIT extends OnboardingStage {

  private static RealPostfix server;

  @Autowired private MailHosting mail;

  @DynamicPropertySource
  static void realServer(DynamicPropertyRegistry settings) throws IOException {
    server = RealPostfix.start();
    settings.add("desk.mail.server", () -> "postfix");
    settings.add("desk.mail.postfix.url", server::jdbcUrl);
    settings.add("desk.mail.postfix.username", () -> "postgres");
    settings.add("desk.mail.postfix.doveadm.url", () -> "http://" + server.doveadm());
    settings.add("desk.mail.postfix.doveadm.api-key", () -> "key");
    settings.add("desk.mail.smtp", server::smtp);
    settings.add("desk.mail.imap", server::imap);
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void whatIsSentToItsAddressesArrivesAndAllOfItGoesAgain() {
    Play play = startWithOwners(AskedFor.forNewCommunity().services(AskedFor.MAIL));
    work(play);

    assertThat(task(play, "userTask_takeOver")).isNotNull();
    String domain = play.slug() + ".example";
    assertThat(mail.mailboxesOf(domain)).containsExactly("ana@" + domain, "ben@" + domain);
    assertThat(mail.aliasesOf(domain)).hasSize(1);

    abandon(play, "It was a try.");
    work(play);
    assertThat(mail.hasDomain(domain)).isFalse();
  }
}
