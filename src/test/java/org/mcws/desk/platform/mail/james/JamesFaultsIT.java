package org.mcws.desk.platform.mail.james;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.FaultProxy.Fault;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.mail.Inbox;
import org.mcws.desk.platform.mail.MailHosting;
import org.mcws.desk.platform.mail.MailHosting.Alias;
import org.mcws.desk.platform.mail.MailLogin;

/** A bad wire to a real James: whatever happens to a request, its effect comes once. */
class JamesFaultsIT {

  private static final String FAR = "a@far.example";
  private static final String PASSWORD = "sesame";

  @TempDir static Path home;
  private static RealJames james;
  private static FaultProxy wire;

  private final String domain = "w" + UUID.randomUUID().toString().substring(0, 8) + ".example";
  private final MailHosting direct = hosting(james.url(), FaultProxy.PATIENT);

  @BeforeAll
  static void start() throws IOException {
    james = RealJames.start(home, Map.of());
    URI url = URI.create(james.url());
    wire = new FaultProxy(new InetSocketAddress(url.getHost(), url.getPort()));
  }

  @AfterAll
  static void stop() {
    if (james != null) {
      wire.close();
      james.close();
    }
  }

  private static MailHosting overTheWire(Duration patience) {
    return hosting("http://127.0.0.1:" + wire.port(), patience);
  }

  private static MailHosting hosting(String url, Duration patience) {
    return new JamesMailHosting(
        new JamesSettings(
            URI.create(url), null, new HttpTimeouts(Duration.ofSeconds(2), patience)));
  }

  /** What is done, and which of its requests goes wrong. */
  enum Operation {
    ENSURE_DOMAIN("PUT /domains/", (mail, domain) -> mail.ensureDomain(domain)),
    ENSURE_MAILBOX("PUT /users/", (mail, domain) -> mail.ensureMailbox("eve@" + domain, 100)),
    SET_QUOTA("PUT /quota/", (mail, domain) -> mail.ensureMailbox("eve@" + domain, 100)),
    ENSURE_ALIAS(
        "PUT /address/",
        (mail, domain) -> mail.ensureAlias("info@" + domain, Set.of("ada@" + domain))),
    ENSURE_ALIAS_OF_TWO(
        "PUT /address/",
        1,
        (mail, domain) -> mail.ensureAlias("info@" + domain, Set.of("ada@" + domain, FAR))),
    CHANGE_ALIAS(
        "DELETE /address/", 0, (mail, domain) -> mail.ensureAlias("team@" + domain, Set.of(FAR))),
    SET_PASSWORD("PUT /users/", (mail, domain) -> mail.setPassword("ada@" + domain, PASSWORD)),
    REMOVE_ALIAS("DELETE /address/", (mail, domain) -> mail.removeAlias("team@" + domain)),
    REMOVE_MAILBOX("DELETE /users/", (mail, domain) -> mail.removeMailbox("ada@" + domain)),
    REMOVE_MAILBOX_AFTER_ITS_MAIL(
        "DELETE /users/", 1, (mail, domain) -> mail.removeMailbox("ada@" + domain)),
    REMOVE_DOMAIN("DELETE /domains/", (mail, domain) -> mail.removeDomain(domain)),
    REMOVE_DOMAIN_FROM_ITS_ALIASES(
        "DELETE /address/", 0, (mail, domain) -> mail.removeDomain(domain)),
    READ("GET ", (mail, domain) -> mail.mailboxesOf(domain)),
    HAS_DOMAIN("GET ", 0, (mail, domain) -> assertThat(mail.hasDomain(domain)).isTrue()),
    HAS_MAILBOX("GET ", 0, (mail, domain) -> assertThat(mail.hasMailbox("ada@" + domain)).isTrue()),
    ALIASES_OF("GET ", 0, (mail, domain) -> assertThat(mail.aliasesOf(domain)).hasSize(1));

    private final String request;
    private final int passing;
    private final Set<Fault> faults;
    private final BiConsumer<MailHosting, String> action;

    Operation(String request, BiConsumer<MailHosting, String> action) {
      this(request, 0, EnumSet.allOf(Fault.class), action);
    }

    /** What waits like another is struck only with what takes no time. */
    Operation(String request, int passing, BiConsumer<MailHosting, String> action) {
      this(
          request,
          passing,
          EnumSet.complementOf(EnumSet.of(Fault.SILENCE, Fault.LOST_ANSWER, Fault.STALLED_ANSWER)),
          action);
    }

    Operation(
        String request, int passing, Set<Fault> faults, BiConsumer<MailHosting, String> action) {
      this.request = request;
      this.passing = passing;
      this.faults = faults;
      this.action = action;
    }

    boolean onlyAsks() {
      return request.equals("GET ");
    }
  }

  static Stream<Arguments> strikes() {
    return Stream.of(Operation.values())
        .flatMap(
            operation -> operation.faults.stream().map(fault -> Arguments.of(operation, fault)));
  }

  @ParameterizedTest
  @MethodSource("strikes")
  void theEffectComesOnce(Operation operation, Fault fault) throws MessagingException {
    if (operation != Operation.ENSURE_DOMAIN) {
      direct.ensureDomain(domain);
      direct.ensureMailbox("ada@" + domain, 50);
      direct.ensureAlias("team@" + domain, Set.of("ada@" + domain));
    }
    MailHosting mail = overTheWire(fault.patience());
    // Who only asks may ask again.
    wire.endure(
            fault,
            operation.passing,
            operation.request,
            operation.onlyAsks(),
            () -> operation.action.accept(mail, domain))
        .ifPresent(
            e ->
                assertThat(e.getMessage())
                    .containsPattern("[Cc]heck that|Look into")
                    .doesNotContain(PASSWORD));
    operation.action.accept(overTheWire(FaultProxy.PATIENT), domain);

    assertThat(direct.hasDomain(domain)).isEqualTo(!operation.name().startsWith("REMOVE_DOMAIN"));
    assertThat(direct.mailboxesOf(domain))
        .containsExactlyInAnyOrderElementsOf(mailboxes(operation));
    assertThat(direct.aliasesOf(domain)).containsExactlyInAnyOrderElementsOf(aliases(operation));
    if (operation == Operation.SET_PASSWORD) {
      MailLogin login = new MailLogin("ada@" + domain, PASSWORD);
      assertThat(new Inbox(james.smtp(), james.imap(), login).folders()).contains("INBOX");
    }
  }

  private List<String> mailboxes(Operation operation) {
    String ada = "ada@" + domain;
    return switch (operation) {
      case ENSURE_DOMAIN,
          REMOVE_MAILBOX,
          REMOVE_MAILBOX_AFTER_ITS_MAIL,
          REMOVE_DOMAIN,
          REMOVE_DOMAIN_FROM_ITS_ALIASES ->
          List.of();
      case ENSURE_MAILBOX, SET_QUOTA -> List.of(ada, "eve@" + domain);
      default -> List.of(ada);
    };
  }

  private List<Alias> aliases(Operation operation) {
    Alias team = new Alias("team@" + domain, Set.of("ada@" + domain));
    return switch (operation) {
      case ENSURE_DOMAIN, REMOVE_ALIAS, REMOVE_DOMAIN, REMOVE_DOMAIN_FROM_ITS_ALIASES -> List.of();
      case CHANGE_ALIAS -> List.of(new Alias("team@" + domain, Set.of(FAR)));
      case ENSURE_ALIAS_OF_TWO ->
          List.of(team, new Alias("info@" + domain, Set.of("ada@" + domain, FAR)));
      case ENSURE_ALIAS -> List.of(team, new Alias("info@" + domain, Set.of("ada@" + domain)));
      default -> List.of(team);
    };
  }
}
