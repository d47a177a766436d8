package org.mcws.desk.platform.mail.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mail.Inbox;
import org.mcws.desk.platform.mail.MailHosting;
import org.mcws.desk.platform.mail.MailHostingContract;
import org.mcws.desk.platform.mail.MailLogin;
import org.springframework.jdbc.core.JdbcTemplate;

/** The adapter against Postfix and Dovecot themselves, with postfixadmin's own tables. */
class PostfixMailHostingIT extends MailHostingContract {

  private static RealPostfix server;
  private static HikariDataSource connections;

  @BeforeAll
  static void start() throws IOException {
    server = RealPostfix.start();
    connections = PostfixConfiguration.connections(settings(server.jdbcUrl(), "key"));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      connections.close();
      server.close();
    }
  }

  private static PostfixSettings settings(String url, String key) {
    return new PostfixSettings(
        url,
        "postgres",
        "none",
        new PostfixSettings.Doveadm(URI.create("http://" + server.doveadm()), key),
        new HttpTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(10)));
  }

  @Override
  protected MailHosting mailHosting() {
    return hosting("key");
  }

  private static MailHosting hosting(String key) {
    return new PostfixMailHosting(
        new MailTables(server.jdbcUrl(), connections),
        new Doveadm(settings(server.jdbcUrl(), key)));
  }

  @Override
  protected String smtp() {
    return server.smtp();
  }

  @Override
  protected String imap() {
    return server.imap();
  }

  private static JdbcTemplate tables() {
    return new JdbcTemplate(server.tables());
  }

  /** As postfixadmin itself writes it, so that people may go on with it there. */
  @Test
  void writesWhatPostfixadminWrites() {
    mailboxes("ada");

    assertThat(
            tables()
                .queryForMap(
                    "select local_part, domain, maildir, quota, active from mailbox where username"
                        + " = ?",
                    at("ada")))
        .containsEntry("local_part", "ada")
        .containsEntry("domain", domain())
        .hasEntrySatisfying(
            "maildir", maildir -> assertThat(maildir.toString()).startsWith(domain() + "/ada-"))
        .containsEntry("quota", 100L * 1024 * 1024)
        .containsEntry("active", true);
    assertThat(
            tables()
                .queryForObject(
                    "select goto from alias where address = ?", String.class, at("ada")))
        .isEqualTo(at("ada"));
  }

  @Test
  void leavesAloneWhatPeopleHaveMadeThere() {
    mailboxes("ada");
    tables()
        .update(
            "insert into alias (address, goto, domain) values (?, ?, ?)",
            "@" + domain(),
            at("ada"),
            domain());
    tables()
        .update("update alias set goto = goto || ',x@far.example' where address = ?", at("ada"));

    mailHosting().ensureMailbox(at("ada"), 200);
    mailHosting().removeAlias(at("ada"));

    assertThat(mailHosting().aliasesOf(domain())).isEmpty();
    assertThat(
            tables()
                .queryForObject(
                    "select goto from alias where address = ?", String.class, at("ada")))
        .endsWith(",x@far.example");
  }

  @Test
  void refusesADomainThatIsSwitchedOff() {
    mailHosting().ensureDomain(domain());
    tables().update("update domain set active = false where domain = ?", domain());

    assertRefused("mailDomainRefused", () -> mailHosting().ensureDomain(domain()));
    assertRefused("mailboxRefused", () -> mailHosting().ensureMailbox(at("ada"), 100));
    assertThat(mailHosting().hasDomain(domain())).isTrue();
  }

  @Test
  void switchesNothingOnThatOpsHaveSwitchedOff() {
    mailboxes("ada");
    mailHosting().ensureAlias(at("team"), Set.of(at("ada")));
    tables().update("update mailbox set active = false where username = ?", at("ada"));
    tables().update("update alias set active = false where address = ?", at("team"));

    assertRefused("mailboxRefused", () -> mailHosting().ensureMailbox(at("ada"), 100));
    assertRefused("aliasRefused", () -> mailHosting().ensureAlias(at("team"), Set.of(at("ada"))));
  }

  @Test
  void removesTheMailOfAMailboxThatIsSwitchedOff() throws Exception {
    mailboxes("ada");
    Inbox inbox = new Inbox(smtp(), imap(), new MailLogin(at("ada"), PASSWORD));
    inbox.receive("Farewell");
    String maildir = maildir(at("ada"));
    tables().update("update mailbox set active = false where username = ?", at("ada"));

    mailHosting().removeMailbox(at("ada"));

    assertThat(server.mails(maildir)).isZero();
  }

  private static String maildir(String address) {
    return tables()
        .queryForObject("select maildir from mailbox where username = ?", String.class, address);
  }

  @Test
  void deletesNothingThatIsShared() throws Exception {
    mailboxes("ada", "ben");
    Inbox ada = new Inbox(smtp(), imap(), new MailLogin(at("ada"), PASSWORD));
    String board = "Public/Board" + domain().replace('.', '-');
    ada.makeFolder(board);

    mailHosting().removeMailbox(at("ada"));

    assertThat(mailHosting().hasMailbox(at("ada"))).isFalse();
    assertThat(new Inbox(smtp(), imap(), new MailLogin(at("ben"), PASSWORD)).fullFolders())
        .contains(board);
  }

  @Test
  void removesNoDomainToWhichOthersLead() {
    mailboxes("ada");
    tables().update("insert into domain (domain) values (?)", "b" + domain());
    tables()
        .update(
            "insert into alias_domain (alias_domain, target_domain) values (?, ?)",
            "b" + domain(),
            domain());

    assertRefused("mailDomainRefused", () -> mailHosting().removeDomain(domain()));
    assertThat(mailHosting().hasMailbox(at("ada"))).isTrue();
  }

  @Test
  void seesTheCirclesThatPostfixSees() {
    mailboxes("ada");
    tables()
        .update(
            "insert into alias (address, goto, domain) values (?, ?, ?)",
            "@" + domain(),
            at("Team"),
            domain());
    String other = "b" + domain();
    tables().update("insert into domain (domain) values (?)", other);
    tables()
        .update(
            "insert into alias_domain (alias_domain, target_domain) values (?, ?)",
            other,
            domain());

    for (String target : List.of(at("team+x"), at("anybody"), "team@" + other)) {
      assertRefused("aliasRefused", () -> mailHosting().ensureAlias(at("team"), Set.of(target)));
    }
    mailHosting().ensureAlias(at("team"), Set.of(at("ada"), "o'brien@far.example"));
  }

  /** A comma would be a second target, and other signs mean something to Postfix. */
  @Test
  void takesNoAddressThatMeansSomethingElse() {
    mailHosting().ensureDomain(domain());
    for (String target :
        List.of(
            "a@x.example,b@y.example",
            "a@x.example b@y.example",
            "|/bin/sh@x.example",
            "/etc/passwd@x.example",
            ":include:/etc/passwd@x.example",
            "a@x.example\n",
            "@x.example",
            "a@",
            "a@localhost")) {
      assertRefused("aliasRefused", () -> mailHosting().ensureAlias(at("team"), Set.of(target)));
    }
    assertThat(mailHosting().aliasesOf(domain())).isEmpty();
  }

  @Test
  void letsTwoAtOnceMakeNoCircle() throws Exception {
    mailHosting().ensureDomain(domain());
    ExecutorService people = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 20; i++) {
        String one = at("one" + i);
        String two = at("two" + i);
        List<Future<Boolean>> done =
            people.invokeAll(List.of(() -> isTaken(one, two), () -> isTaken(two, one)));
        assertThat(done.get(0).get()).isNotEqualTo(done.get(1).get());
      }
    } finally {
      people.shutdown();
    }
    assertThat(mailHosting().aliasesOf(domain())).hasSize(20);
  }

  private boolean isTaken(String alias, String target) {
    try {
      mailHosting().ensureAlias(alias, Set.of(target));
      return true;
    } catch (PlatformRefusal e) {
      return false;
    }
  }

  @Test
  void saysWhatOpsHaveToMend() {
    mailboxes("ada");
    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> hosting("wrong").removeMailbox(at("ada")))
        .withMessageContaining("doveadm.api-key");
    assertThat(mailHosting().hasMailbox(at("ada"))).isTrue();
    try (HikariDataSource nowhere =
        PostfixConfiguration.connections(settings("jdbc:postgresql://127.0.0.1:1/x", "key"))) {
      MailHosting lost =
          new PostfixMailHosting(
              new MailTables("jdbc:postgresql://127.0.0.1:1/x", nowhere),
              new Doveadm(settings(server.jdbcUrl(), "key")));
      assertThatExceptionOfType(PlatformUnavailable.class)
          .isThrownBy(() -> lost.hasDomain(domain()))
          .withMessageContaining("127.0.0.1:1")
          .withMessageContaining("runs");
    }
    tables().execute("create database empty");
    String empty = server.jdbcUrl().replace("/postgres", "/empty");
    try (HikariDataSource bare = PostfixConfiguration.connections(settings(empty, "key"))) {
      MailHosting wrong =
          new PostfixMailHosting(
              new MailTables(empty, bare), new Doveadm(settings(server.jdbcUrl(), "key")));
      assertThatExceptionOfType(PlatformUnavailable.class)
          .isThrownBy(() -> wrong.hasDomain(domain()))
          .withMessageContaining("postfixadmin's tables");
    }
  }

  @Test
  void showsNoSecret() {
    PostfixSettings settings = settings(server.jdbcUrl(), "sesame");
    assertThat(settings.toString()).doesNotContain("sesame").doesNotContain("none");
  }

  @Test
  void forgetsTheFoldersOfAMailboxToo() throws Exception {
    mailboxes("ada");
    Inbox inbox = new Inbox(smtp(), imap(), new MailLogin(at("ada"), PASSWORD));
    inbox.makeFolder("Secret");
    assertThat(inbox.folders()).contains("INBOX", "Secret");

    mailHosting().removeMailbox(at("ada"));
    mailboxes("ada");

    assertThat(inbox.folders()).contains("INBOX").doesNotContain("Secret");
  }
}
