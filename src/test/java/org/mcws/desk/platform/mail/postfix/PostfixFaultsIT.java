package org.mcws.desk.platform.mail.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
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

/** A bad wire to a real Dovecot: no mailbox goes before its mail, and all goes in the end. */
class PostfixFaultsIT {

  private static RealPostfix server;
  private static FaultProxy wire;
  private static HikariDataSource connections;

  private final String domain = "w" + UUID.randomUUID().toString().substring(0, 8) + ".example";
  private final String ada = "ada@" + domain;
  private final MailHosting mail =
      new PostfixMailHosting(
          new MailTables(server.jdbcUrl(), connections), new Doveadm(settings()));

  @BeforeAll
  static void start() throws IOException {
    server = RealPostfix.start();
    String[] doveadm = server.doveadm().split(":");
    wire = new FaultProxy(new InetSocketAddress(doveadm[0], Integer.parseInt(doveadm[1])));
    connections = PostfixConfiguration.connections(settings());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      connections.close();
      wire.close();
      server.close();
    }
  }

  private static PostfixSettings settings() {
    return new PostfixSettings(
        server.jdbcUrl(),
        "postgres",
        "none",
        new PostfixSettings.Doveadm(URI.create("http://127.0.0.1:" + wire.port()), "key"),
        new HttpTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }

  /** What is done over that wire. */
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
    mail.ensureDomain(domain);
    mail.ensureMailbox(ada, 50);
    mail.setPassword(ada, "ada");
    new Inbox(server.smtp(), server.imap(), new MailLogin(ada, "ada")).makeFolder("Secret");
    boolean failed =
        wire.endure(
                fault, passing, "POST /doveadm", false, () -> operation.action.accept(mail, domain))
            .isPresent();
    assertThat(mail.hasMailbox(ada)).as("it is there as long as its mail").isEqualTo(failed);

    operation.action.accept(mail, domain);

    assertThat(mail.hasMailbox(ada)).isFalse();
    assertThat(mail.hasDomain(domain)).isEqualTo(operation == Operation.REMOVE_MAILBOX);
  }
}
