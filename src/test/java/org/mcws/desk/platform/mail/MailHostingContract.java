package org.mcws.desk.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.mail.MailHosting.Alias;
import org.mcws.desk.platform.mail.ProbeResult.Outcome;

/** What mail hosting promises, whichever server does it. */
public abstract class MailHostingContract {

  protected static final String PASSWORD = "correct horse battery \"staple\\";

  private final String domain = "d" + UUID.randomUUID().toString().substring(0, 8) + ".example";
  private final MailHosting mail = mailHosting();

  protected abstract MailHosting mailHosting();

  /** Host and port of the server's SMTP. */
  protected abstract String smtp();

  /** Host and port of the server's IMAP. */
  protected abstract String imap();

  @Test
  void servesADomainOnceItIsEnsured() {
    assertThat(mail.hasDomain(domain)).isFalse();

    mail.ensureDomain(domain);
    mail.ensureDomain(domain);

    assertThat(mail.hasDomain(domain)).isTrue();
    assertThat(mail.mailboxesOf(domain)).isEmpty();
    assertThat(mail.aliasesOf(domain)).isEmpty();
  }

  @Test
  void refusesAMisspeltDomain() {
    assertRefused("mailDomainRefused", () -> mail.ensureDomain("no domain.example"));
  }

  @Test
  void deliversToAMailboxWithItsPassword() {
    mail.ensureDomain(domain);

    mail.ensureMailbox(at("ada"), 100);
    mail.setPassword(at("ada"), PASSWORD);

    assertThat(mail.hasMailbox(at("ada"))).isTrue();
    assertThat(mail.mailboxesOf(domain)).containsExactly(at("ada"));
    assertThat(probe(at("ada"), at("ada")).outcome()).isEqualTo(Outcome.FOUND);
  }

  @Test
  void letsNobodyReadAMailboxWithoutItsPassword() {
    mail.ensureDomain(domain);
    mail.ensureMailbox(at("ada"), 100);

    assertThat(probe(at("ada"), at("ada")).outcome()).isEqualTo(Outcome.LOGIN_REFUSED);
  }

  @Test
  void keepsThePasswordOfAMailboxThatIsEnsuredAgain() {
    mail.ensureDomain(domain);
    mail.ensureMailbox(at("ada"), 100);
    mail.setPassword(at("ada"), PASSWORD);

    mail.ensureMailbox(at("ada"), 200);

    assertThat(probe(at("ada"), at("ada")).outcome()).isEqualTo(Outcome.FOUND);
  }

  @Test
  void refusesAMailboxInADomainThatIsNotServed() {
    assertThat(mail.hasMailbox(at("ada"))).isFalse();
    assertRefused("mailboxRefused", () -> mail.ensureMailbox(at("ada"), 100));
  }

  @Test
  void refusesAMailboxWhereAnAliasIs() {
    mail.ensureDomain(domain);
    mail.ensureAlias(at("team"), Set.of("someone@elsewhere.example"));

    assertRefused("mailboxRefused", () -> mail.ensureMailbox(at("team"), 100));
    assertThat(mail.hasMailbox(at("team"))).isFalse();
  }

  @Test
  void makesNoMailboxBySettingAPassword() {
    mail.ensureDomain(domain);

    assertRefused("mailboxRefused", () -> mail.setPassword(at("ada"), PASSWORD));
    assertThat(mail.hasMailbox(at("ada"))).isFalse();
  }

  @Test
  void sendsMailForAnAliasToExactlyItsTargets() {
    mailboxes("ada", "ben", "cem");
    mail.ensureAlias(at("team"), Set.of(at("ada"), at("ben"), "x@elsewhere.example"));

    mail.ensureAlias(at("team"), Set.of(at("ben"), at("cem"), "y+z@elsewhere.example"));

    assertThat(mail.aliasesOf(domain))
        .containsExactly(
            new Alias(at("team"), Set.of(at("ben"), at("cem"), "y+z@elsewhere.example")));
    assertThat(probe(at("team"), at("ben")).outcome()).isEqualTo(Outcome.FOUND);
    assertThat(probe(at("team"), at("cem")).outcome()).isEqualTo(Outcome.FOUND);
    assertThat(probe(at("team"), at("ada"), Duration.ofSeconds(3)).outcome())
        .isEqualTo(Outcome.NOT_FOUND);
  }

  @Test
  void followsAnAliasOfAnAlias() {
    mailboxes("ada");
    mail.ensureAlias(at("first"), Set.of(at("second")));
    mail.ensureAlias(at("second"), Set.of(at("ada")));

    assertThat(probe(at("first"), at("ada")).outcome()).isEqualTo(Outcome.FOUND);
  }

  @Test
  void refusesAnAliasWhereAMailboxIs() {
    mailboxes("ada", "ben");

    assertRefused("aliasRefused", () -> mail.ensureAlias(at("ada"), Set.of(at("ben"))));
    assertThat(mail.aliasesOf(domain)).isEmpty();
  }

  @Test
  void refusesAnAliasWithoutTargets() {
    mail.ensureDomain(domain);

    assertRefused("aliasRefused", () -> mail.ensureAlias(at("team"), Set.of()));
  }

  @Test
  void refusesAnAliasInADomainThatIsNotServed() {
    assertRefused("aliasRefused", () -> mail.ensureAlias(at("team"), Set.of("a@far.example")));
  }

  @Test
  void refusesAnAliasThatComesBackToItself() {
    mailboxes("ada");
    mail.ensureAlias(at("first"), Set.of(at("second"), at("ada")));
    mail.ensureAlias(at("second"), Set.of(at("ada")));

    assertRefused("aliasRefused", () -> mail.ensureAlias(at("third"), Set.of(at("third"))));
    assertRefused(
        "aliasRefused", () -> mail.ensureAlias(at("second"), Set.of(at("ada"), at("first"))));
    assertThat(mail.aliasesOf(domain))
        .containsExactlyInAnyOrder(
            new Alias(at("first"), Set.of(at("second"), at("ada"))),
            new Alias(at("second"), Set.of(at("ada"))));
  }

  @Test
  void changesNothingWhenOneTargetIsRefused() {
    mailboxes("ada");

    assertRefused(
        "aliasRefused",
        () -> mail.ensureAlias(at("team"), Set.of(at("ada"), "not an address", "z@far.example")));
    assertThat(mail.aliasesOf(domain)).isEmpty();
  }

  @Test
  void refusesMailToAnAddressThatDoesNotExist() {
    mailboxes("ada");

    ProbeResult result = probe(at("ghost"), at("ada"));

    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.detail()).contains("550", "5.1.1", at("ghost"));
  }

  @Test
  void tellsWhichAddressesItTakesMailForWithoutBeingSentAny() {
    mailboxes("ada");
    mail.ensureAlias(at("team"), Set.of(at("ada")));

    assertThat(ask(at("ada"))).isEqualTo(MailExchangeLook.Outcome.TAKEN);
    assertThat(ask(at("team"))).isEqualTo(MailExchangeLook.Outcome.TAKEN);
    assertThat(ask(at("ghost"))).isEqualTo(MailExchangeLook.Outcome.REFUSED);
  }

  @Test
  void removesAnAlias() {
    mailboxes("ada");
    mail.ensureAlias(at("team"), Set.of(at("ada"), "x@elsewhere.example"));

    mail.removeAlias(at("team"));
    mail.removeAlias(at("team"));

    assertThat(mail.aliasesOf(domain)).isEmpty();
    assertThat(probe(at("team"), at("ada")).outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void removesAMailboxWithItsMail() throws Exception {
    mailboxes("ada");
    Inbox inbox = new Inbox(smtp(), imap(), new MailLogin(at("ada"), PASSWORD));
    inbox.receive("Farewell");
    assertThat(inbox.subjects()).containsExactly("Farewell");

    mail.removeMailbox(at("ada"));
    mail.removeMailbox(at("ada"));

    assertThat(mail.hasMailbox(at("ada"))).isFalse();
    mailboxes("ada");
    assertThat(inbox.subjects()).isEmpty();
  }

  @Test
  void removesADomainWithAllThatIsInIt() {
    mailboxes("ada", "ben");
    mail.ensureAlias(at("team"), Set.of(at("ada"), "x+y@elsewhere.example"));
    mail.ensureAlias(at("board"), Set.of(at("team")));

    mail.removeDomain(domain);
    mail.removeDomain(domain);

    assertThat(mail.hasDomain(domain)).isFalse();
    mail.ensureDomain(domain);
    assertThat(mail.aliasesOf(domain)).isEmpty();
    assertThat(mail.mailboxesOf(domain)).isEmpty();
    assertThat(mail.hasMailbox(at("ada"))).isFalse();
  }

  @Test
  void leavesOtherDomainsAlone() {
    mailboxes("ada");
    mail.ensureAlias(at("team"), Set.of(at("ada")));

    mail.ensureDomain("x" + domain);
    mail.removeDomain("x" + domain);

    assertThat(mail.hasMailbox(at("ada"))).isTrue();
    assertThat(mail.aliasesOf(domain)).hasSize(1);
  }

  @Test
  void removesWhatIsNotThere() {
    mail.removeAlias(at("nobody"));
    mail.removeMailbox(at("nobody"));
    mail.removeDomain(domain);

    assertThat(mail.hasDomain(domain)).isFalse();
  }

  /** The address in this test's own domain. */
  protected final String at(String localPart) {
    return localPart + "@" + domain;
  }

  protected final String domain() {
    return domain;
  }

  protected final void mailboxes(String... localParts) {
    mail.ensureDomain(domain);
    for (String localPart : localParts) {
      mail.ensureMailbox(at(localPart), 100);
      mail.setPassword(at(localPart), PASSWORD);
    }
  }

  private MailExchangeLook.Outcome ask(String address) {
    return new MailExchangeLook(settings(Duration.ofSeconds(3))).ask(address).outcome();
  }

  private MailSettings settings(Duration arrival) {
    return new MailSettings(
        "james", "mail.example", smtp(), imap(), Duration.ofSeconds(10), arrival);
  }

  protected final ProbeResult probe(String to, String mailbox) {
    return probe(to, mailbox, Duration.ofSeconds(30));
  }

  private ProbeResult probe(String to, String mailbox, Duration arrival) {
    return new MailProbe(settings(arrival))
        .send("desk@mcws.example", to, new MailLogin(mailbox, PASSWORD));
  }

  protected static void assertRefused(String code, Runnable request) {
    assertThatThrownBy(request::run)
        .asInstanceOf(InstanceOfAssertFactories.throwable(PlatformRefusal.class))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code))
        .message()
        .doesNotContain(PASSWORD)
        .endsWith(".");
  }
}
