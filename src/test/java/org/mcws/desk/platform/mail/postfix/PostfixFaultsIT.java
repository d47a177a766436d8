package org.mcws.desk.platform.mail.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.FaultProxy.Fault;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.mail.Inbox;
import org.mcws.desk.platform.mail.MailHosting;
import org.mcws.desk.platform.mail.MailLogin;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Bad wires to a real Dovecot and to the tables: no mailbox goes before its mail, and all goes in
 * the end.
 */
class PostfixFaultsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static RealPostfix server;
  private static FaultProxy dovecot;
  private static FaultProxy tables;
  private static HikariDataSource connections;

  private final String domain = "w" + UUID.randomUUID().toString().substring(0, 8) + ".example";
  private final String ada = "ada@" + domain;
  private final MailHosting mail = hosting(PATIENCE);

  @BeforeAll
  static void start() throws IOException {
    server = RealPostfix.start();
    String[] doveadm = server.doveadm().split(":");
    dovecot = new FaultProxy(new InetSocketAddress(doveadm[0], Integer.parseInt(doveadm[1])));
    tables =
        new FaultProxy(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.tablesPort()),
            new PostgresProtocol());
    connections = PostfixConfiguration.connections(settings(PATIENCE));
    firstAnswerComes();
  }

  /** That of a Dovecot that has just started takes longer than these tests wait. */
  private static void firstAnswerComes() {
    MailHosting patient = hosting(Duration.ofSeconds(30));
    patient.ensureDomain("first.example");
    patient.ensureMailbox("ada@first.example", 50);
    patient.removeDomain("first.example");
  }

  private static MailHosting hosting(Duration patience) {
    return new PostfixMailHosting(
        new MailTables(connections.getJdbcUrl(), connections), new Doveadm(settings(patience)));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      connections.close();
      tables.close();
      dovecot.close();
      server.close();
    }
  }

  private static PostfixSettings settings(Duration patience) {
    return new PostfixSettings(
        "jdbc:postgresql://%s/postgres?%s".formatted(tables.address(), PostgresProtocol.SETTING),
        RealMailTables.USER,
        "none",
        new PostfixSettings.Doveadm(URI.create("http://" + dovecot.address()), "key"),
        new HttpTimeouts(Duration.ofSeconds(2), patience));
  }

  /** What is done over them. */
  enum Operation {
    REMOVE_MAILBOX((mail, domain) -> mail.removeMailbox("ada@" + domain)),
    REMOVE_DOMAIN(MailHosting::removeDomain);

    private final BiConsumer<MailHosting, String> action;

    Operation(BiConsumer<MailHosting, String> action) {
      this.action = action;
    }
  }

  /** Of the requests for a mailbox with a folder, each: user, list, and those for two folders. */
  static Stream<Arguments> strikes() {
    return FaultProxy.strikes((Object[]) Operation.values())
        .flatMap(
            arguments ->
                Stream.of(0, 1, 2, 3, 5)
                    .map(passing -> Arguments.of(arguments.get()[0], arguments.get()[1], passing)));
  }

  @ParameterizedTest
  @MethodSource("strikes")
  void nothingIsHalfDone(Operation operation, Fault fault, int passing) throws Exception {
    makeMailbox();
    new Inbox(server.smtp(), server.imap(), new MailLogin(ada, "ada")).makeFolder("Secret");
    boolean failed =
        dovecot
            .endure(
                fault, passing, "POST /doveadm", false, () -> operation.action.accept(mail, domain))
            .isPresent();
    assertThat(mail.hasMailbox(ada)).as("it is there as long as its mail").isEqualTo(failed);

    operation.action.accept(mail, domain);

    assertThat(mail.hasMailbox(ada)).isFalse();
    assertThat(mail.hasDomain(domain)).isEqualTo(operation == Operation.REMOVE_MAILBOX);
  }

  /** One transaction asks before, whether there is such a mailbox. */
  static Stream<Arguments> strikesAtTheTables() {
    return Stream.of(Arguments.of("delete from mailbox", 0), Arguments.of("COMMIT", 1))
        .flatMap(
            statement ->
                Stream.of(Fault.values())
                    .map(fault -> Arguments.of(statement.get()[0], statement.get()[1], fault)));
  }

  @ParameterizedTest
  @MethodSource("strikesAtTheTables")
  void allRowsOfAMailboxGoTogether(String statement, int passing, Fault fault) {
    makeMailbox();

    tables
        .endure(fault, passing, statement, false, () -> mail.removeMailbox(ada))
        .ifPresent(e -> assertThat(e).hasMessageContaining("Check that it runs"));

    boolean done = fault.isAnswered() || statement.equals("COMMIT") && fault.takesEffect();
    assertThat(rows()).isEqualTo(done ? List.of() : List.of("alias", "mailbox"));

    mail.removeMailbox(ada);

    assertThat(rows()).isEmpty();
    assertThat(mail.hasDomain(domain)).isTrue();
  }

  private List<String> rows() {
    return new JdbcTemplate(server.tables())
        .queryForList(
            "select 'alias' from alias where domain = ?"
                + " union all select 'mailbox' from mailbox where domain = ?",
            String.class,
            domain,
            domain);
  }

  /** With a password that takes no time, unlike those that the desk makes. */
  private void makeMailbox() {
    mail.ensureDomain(domain);
    mail.ensureMailbox(ada, 50);
    new JdbcTemplate(server.tables())
        .update("update mailbox set password = '{PLAIN}ada' where username = ?", ada);
  }
}
