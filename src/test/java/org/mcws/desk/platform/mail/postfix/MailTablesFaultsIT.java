package org.mcws.desk.platform.mail.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.FaultProxy.Fault;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mail.MailHosting;
import org.mcws.desk.platform.mail.MailHosting.Alias;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A bad wire to a real PostgreSQL with postfixadmin's tables: whatever happens to a statement, its
 * effect comes once, and whole.
 */
@Execution(ExecutionMode.CONCURRENT)
class MailTablesFaultsIT {

  private static final String COMMIT = "COMMIT";
  private static final String ROLE_PASSWORD = "s3cret";
  private static final String NEW_PASSWORD = "sesame";
  private static final List<String> BEFORE =
      List.of(
          "domain x",
          "mailbox ada@x 50 MiB, old password",
          "alias ada@x to ada@x",
          "alias team@x to ada@x",
          "domain cx",
          "alias all@cx to ada@x");

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** What nobody waits for in vain, however busy the machine is. */
  private static final Duration FOREVER = Duration.ofSeconds(20);

  private static RealMailTables server;

  /** A copy for each thread, as some operations hold the table of aliases. */
  private static final ThreadLocal<Copy> COPY = ThreadLocal.withInitial(Copy::make);

  private final String domain = "w" + UUID.randomUUID().toString().substring(0, 8) + ".example";
  private final JdbcTemplate tables = COPY.get().tables;
  private final FaultProxy wire =
      new FaultProxy(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
          new PostgresProtocol());
  private final HikariDataSource connections =
      PostfixConfiguration.connections(settings(wire.address(), COPY.get().database));
  private final MailHosting mail =
      new PostfixMailHosting(
          new MailTables(connections.getJdbcUrl(), connections),
          new Doveadm(settings(wire.address(), COPY.get().database)));

  /** With a good wire of its own. */
  private record Copy(String database, JdbcTemplate tables) {

    static Copy make() {
      String database = server.copy();
      DataSource connections = server.tables(database);
      try {
        return new Copy(
            database,
            new JdbcTemplate(new SingleConnectionDataSource(connections.getConnection(), true)));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @BeforeAll
  static void start() throws IOException {
    server = RealMailTables.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void disconnect() {
    connections.close();
    wire.close();
  }

  private static PostfixSettings settings(String address, String database) {
    return new PostfixSettings(
        "jdbc:postgresql://" + address + "/" + database + "?" + PostgresProtocol.SETTING,
        RealMailTables.USER,
        ROLE_PASSWORD,
        new PostfixSettings.Doveadm(URI.create("http://127.0.0.1:1"), "key"),
        new HttpTimeouts(PATIENCE, PATIENCE));
  }

  /** What is done, and the statements of it that go wrong. */
  enum Operation {
    HAS_DOMAIN(
        (mail, domain) -> assertThat(mail.hasDomain(domain)).isTrue(), "select exists", COMMIT),
    HAS_MAILBOX(
        (mail, domain) -> assertThat(mail.hasMailbox("ada@" + domain)).isTrue(), "select exists"),
    MAILBOXES_OF(
        (mail, domain) -> assertThat(mail.mailboxesOf(domain)).containsExactly("ada@" + domain),
        "select username"),
    ALIASES_OF(
        (mail, domain) ->
            assertThat(mail.aliasesOf(domain))
                .containsExactly(new Alias("team@" + domain, Set.of("ada@" + domain))),
        "select address"),
    ENSURE_DOMAIN((mail, domain) -> mail.ensureDomain("b" + domain), "insert into domain", COMMIT),
    ENSURE_MAILBOX(
        (mail, domain) -> mail.ensureMailbox("eve@" + domain, 100),
        "lock table",
        "insert into mailbox",
        "insert into alias",
        COMMIT),
    CHANGE_QUOTA((mail, domain) -> mail.ensureMailbox("ada@" + domain, 100), COMMIT),
    SET_PASSWORD(
        (mail, domain) -> mail.setPassword("ada@" + domain, NEW_PASSWORD),
        "update mailbox",
        COMMIT),
    ENSURE_ALIAS(
        (mail, domain) -> mail.ensureAlias("info@" + domain, Set.of("ada@" + domain)),
        "insert into alias",
        COMMIT),
    CHANGE_ALIAS(
        (mail, domain) -> mail.ensureAlias("team@" + domain, Set.of("a@far.example")), COMMIT),
    REMOVE_ALIAS((mail, domain) -> mail.removeAlias("team@" + domain), "delete from alias", COMMIT),
    REMOVE_DOMAIN(
        (mail, domain) -> mail.removeDomain("c" + domain), "delete from domain where", COMMIT);

    private final BiConsumer<MailHosting, String> action;
    private final List<String> statements;

    Operation(BiConsumer<MailHosting, String> action, String... statements) {
      this.action = action;
      this.statements = List.of(statements);
    }

    /** How many transactions of its own only ask, before it changes anything. */
    int questions() {
      return this == REMOVE_DOMAIN ? 2 : 0;
    }

    /** What the tables hold in the end. */
    List<String> outcome() {
      List<String> rows = new ArrayList<>(BEFORE);
      switch (this) {
        case ENSURE_DOMAIN -> rows.add("domain bx");
        case ENSURE_MAILBOX -> {
          rows.add("mailbox eve@x 100 MiB, new password");
          rows.add("alias eve@x to eve@x");
        }
        case CHANGE_QUOTA -> {
          rows.remove("mailbox ada@x 50 MiB, old password");
          rows.add("mailbox ada@x 100 MiB, old password");
        }
        case SET_PASSWORD -> {
          rows.remove("mailbox ada@x 50 MiB, old password");
          rows.add("mailbox ada@x 50 MiB, new password");
        }
        case ENSURE_ALIAS -> rows.add("alias info@x to ada@x");
        case CHANGE_ALIAS -> {
          rows.remove("alias team@x to ada@x");
          rows.add("alias team@x to a@far.example");
        }
        case REMOVE_ALIAS -> rows.remove("alias team@x to ada@x");
        case REMOVE_DOMAIN -> {
          rows.remove("domain cx");
          rows.remove("alias all@cx to ada@x");
        }
        default -> {
          // It reads.
        }
      }
      return rows;
    }
  }

  static Stream<Arguments> strikes() {
    return Stream.of(Operation.values())
        .flatMap(
            operation ->
                operation.statements.stream()
                    .flatMap(
                        statement ->
                            Stream.of(Fault.values())
                                .map(fault -> Arguments.of(operation, statement, fault))));
  }

  @ParameterizedTest
  @MethodSource("strikes")
  void theEffectComesOnceAndWhole(Operation operation, String statement, Fault fault) {
    makeRows();

    Optional<PlatformUnavailable> said =
        assertTimeoutPreemptively(
            FOREVER,
            () ->
                wire.endure(
                    fault,
                    statement.equals(COMMIT) ? operation.questions() : 0,
                    statement,
                    false,
                    () -> operation.action.accept(mail, domain)));
    said.ifPresent(e -> assertThat(e).hasMessageContaining(reason(fault)));
    said.ifPresent(MailTablesFaultsIT::assertTellsWhatToDo);
    boolean done = fault.isAnswered() || statement.equals(COMMIT) && fault.takesEffect();
    assertThat(rows()).containsExactlyInAnyOrderElementsOf(done ? operation.outcome() : BEFORE);
    List<String> columns = columns();
    operation.action.accept(mail, domain);

    assertThat(rows()).containsExactlyInAnyOrderElementsOf(operation.outcome());
    if (done && operation != Operation.SET_PASSWORD) {
      assertThat(columns()).as("done again, it changes nothing").isEqualTo(columns);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatDoesNotOpenIsTriedAgain(Fault fault) {
    makeRows();

    assertTimeoutPreemptively(
            FOREVER,
            () -> wire.endure(fault, PostgresProtocol.OPENING, true, () -> mail.hasDomain(domain)))
        .ifPresent(MailTablesFaultsIT::assertTellsWhatToDo);

    assertThat(mail.hasDomain(domain)).isTrue();
  }

  @Test
  void whatIsSaidOfARowThatIsRefusedShowsNoneOfIt() {
    makeRows();
    tables.execute(
        "alter table mailbox add constraint nobody check (local_part <> 'eve') not valid");
    try {
      assertThatExceptionOfType(PlatformUnavailable.class)
          .isThrownBy(() -> mail.ensureMailbox("eve@" + domain, 100))
          .withMessageContaining("nobody")
          .withStackTraceContaining("nobody")
          .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("$6$"));
    } finally {
      tables.execute("alter table mailbox drop constraint nobody");
    }
  }

  /** Its machine went without a word, so that the server waits for what it says next. */
  @Test
  void aDeskThatVanishedHoldsNobodyUpForLong() throws SQLException {
    makeRows();
    Connection vanished = connections.getConnection();
    vanished.setAutoCommit(false);
    vanished.prepareStatement("lock table alias in share row exclusive mode").execute();

    await()
        .atMost(FOREVER)
        .ignoreExceptionsInstanceOf(PlatformUnavailable.class)
        .until(
            () -> {
              mail.removeAlias("team@" + domain);
              return mail.aliasesOf(domain).isEmpty();
            });

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(vanished::commit)
        .withMessageContaining("idle-in-transaction");
  }

  private static String reason(Fault fault) {
    return switch (fault) {
      case RESET, CUT_REQUEST, RESET_ANSWER, CUT_ANSWER -> "reset";
      case SILENCE, LOST_ANSWER, STALLED_ANSWER -> "timed out";
      case UNAVAILABLE -> "starting up";
      case BAD_GATEWAY -> "administrator";
      default -> "Exception";
    };
  }

  private static void assertTellsWhatToDo(PlatformUnavailable e) {
    assertThat(e).hasMessageContaining("Check that it runs and that the desk may reach it");
    assertThat(Throwables.getStackTrace(e)).doesNotContain(ROLE_PASSWORD, NEW_PASSWORD);
  }

  private void makeRows() {
    String ada = "ada@" + domain;
    for (String one : List.of(domain, "c" + domain)) {
      tables.update("insert into domain (domain) values (?)", one);
    }
    tables.update(
        "insert into mailbox (username, password, name, maildir, quota, local_part, domain)"
            + " values (?, 'old', '', ?, 50 * 1048576, 'ada', ?)",
        ada,
        domain + "/ada/",
        domain);
    for (String alias : List.of(ada, "team@" + domain, "all@c" + domain)) {
      tables.update(
          "insert into alias (address, goto, domain) values (?, ?, ?)",
          alias,
          ada,
          alias.substring(alias.indexOf('@') + 1));
    }
  }

  /** Written so that people can read it. */
  private List<String> rows() {
    return ask("""
            select 'domain ' || domain from domain where domain like ?
            union all
            select 'mailbox ' || username || ' ' || quota / 1048576 || ' MiB, '
                || case password when 'old' then 'old' else 'new' end || ' password'
              from mailbox where domain like ?
            union all
            select 'alias ' || address || ' to ' || goto from alias where domain like ?
            """)
        .map(row -> row.replace(domain, "x"))
        .toList();
  }

  /** All of them, with the times at which they were written. */
  private List<String> columns() {
    return ask("""
            select d::text from domain d where domain like ?
            union all select m::text from mailbox m where domain like ?
            union all select a::text from alias a where domain like ?
            order by 1
            """)
        .toList();
  }

  private Stream<String> ask(String question) {
    String here = "%" + domain;
    return tables.queryForList(question, String.class, here, here, here).stream();
  }
}
