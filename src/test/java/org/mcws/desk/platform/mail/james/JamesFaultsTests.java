package org.mcws.desk.platform.mail.james;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mail.MailHosting;
import org.mcws.desk.platform.mail.MailHosting.Alias;
import org.mcws.desk.sandbox.Fault;
import org.mcws.desk.sandbox.Fault.Kind;
import org.mcws.desk.sandbox.mail.MailSandbox;
import org.mcws.desk.sandbox.mail.MailSandboxSettings;

/** What the adapter makes of a mail server that misbehaves. */
class JamesFaultsTests {

  private static final String DOMAIN = "faulty.example";
  private static final String ADA = "ada@faulty.example";
  private static final String TEAM = "team@faulty.example";
  private static final Duration LATE = Duration.ofSeconds(2);

  @TempDir Path folder;
  private MailSandbox sandbox;
  private MailHosting mail;

  @BeforeEach
  void start() {
    sandbox = new MailSandbox(new MailSandboxSettings(0, 0, 0), folder);
    sandbox.start();
    mail = adapter(sandbox.addresses().get("mailApi"), null);
    mail.ensureDomain(DOMAIN);
    mail.ensureMailbox(ADA, 10);
    mail.ensureAlias(TEAM, Set.of(ADA, "old@elsewhere.example"));
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest(name = "{0}, {2}, after the effect: {3}")
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("operationsAndFaults")
  void saysThatNoAnswerCameAndDoesItWhenAskedAgain(
      String name, Consumer<MailHosting> operation, Kind kind, boolean afterEffect) {
    for (int before = 0; ; before++) {
      sandbox.faults().clear();
      if (before > 0) {
        sandbox.faults().add(new Fault(Kind.DELAY, null, null, before, 0, Duration.ZERO, false));
      }
      sandbox.faults().add(new Fault(kind, null, null, 1, 503, LATE, afterEffect));
      Throwable failure = catchThrowable(() -> operation.accept(mail));
      if (!sandbox.faults().pending().isEmpty()) {
        // It makes no more requests than those that were struck one after the other.
        assertThat(failure).isNull();
        assertThat(before).isPositive();
        return;
      }
      assertThat(failure)
          .isInstanceOf(PlatformUnavailable.class)
          .hasMessageContaining(sandbox.addresses().get("mailApi"))
          .hasMessageNotContaining("s3cret");
      operation.accept(mail);
    }
  }

  static Stream<Arguments> operationsAndFaults() {
    return Stream.of(
            operation("hasDomain", mail -> assertThat(mail.hasDomain(DOMAIN)).isTrue()),
            operation("ensureDomain", mail -> mail.ensureDomain("new.example")),
            operation("hasMailbox", mail -> assertThat(mail.hasMailbox(ADA)).isTrue()),
            operation("ensureMailbox", mail -> mail.ensureMailbox("ben@faulty.example", 10)),
            operation("setPassword", mail -> mail.setPassword(ADA, "s3cret")),
            operation(
                "ensureAlias",
                mail -> {
                  Set<String> targets = Set.of(ADA, "a@elsewhere.example", "b@elsewhere.example");
                  mail.ensureAlias(TEAM, targets);
                  assertThat(mail.aliasesOf(DOMAIN)).containsExactly(new Alias(TEAM, targets));
                  mail.ensureAlias(TEAM, Set.of(ADA, "old@elsewhere.example"));
                }),
            operation("aliasesOf", mail -> assertThat(mail.aliasesOf(DOMAIN)).hasSize(1)),
            operation("mailboxesOf", mail -> assertThat(mail.mailboxesOf(DOMAIN)).contains(ADA)),
            operation(
                "removeAlias",
                mail -> {
                  mail.removeAlias(TEAM);
                  assertThat(mail.aliasesOf(DOMAIN)).isEmpty();
                  mail.ensureAlias(TEAM, Set.of(ADA));
                }),
            operation(
                "removeMailbox",
                mail -> {
                  mail.ensureMailbox("cem@faulty.example", 10);
                  mail.removeMailbox("cem@faulty.example");
                  assertThat(mail.hasMailbox("cem@faulty.example")).isFalse();
                }),
            operation(
                "removeDomain",
                mail -> {
                  mail.ensureDomain("gone.example");
                  mail.ensureMailbox("dan@gone.example", 10);
                  mail.ensureAlias("all@gone.example", Set.of("dan@gone.example"));
                  mail.removeDomain("gone.example");
                  assertThat(mail.hasDomain("gone.example")).isFalse();
                }))
        .flatMap(
            operation ->
                Stream.of(
                    Arguments.of(operation.name, operation.work, Kind.ERROR, false),
                    Arguments.of(operation.name, operation.work, Kind.ERROR, true),
                    Arguments.of(operation.name, operation.work, Kind.GARBAGE, true),
                    Arguments.of(operation.name, operation.work, Kind.CUT, true)));
  }

  @ParameterizedTest(name = "{0}")
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("requests")
  void givesUpAfterItsTimeOut(String name, Consumer<MailHosting> operation) {
    sandbox.faults().add(new Fault(Kind.SILENCE, null, null, 1, 0, LATE, true));

    assertThatThrownBy(() -> operation.accept(mail))
        .isInstanceOf(PlatformUnavailable.class)
        .hasMessageContaining("got no answer")
        .hasMessageContaining("desk.mail.james.url");

    operation.accept(mail);
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        Arguments.of("GET", operation("", mail -> mail.hasDomain(DOMAIN)).work),
        Arguments.of("PUT", operation("", mail -> mail.ensureDomain("new.example")).work),
        Arguments.of(
            "PUT with a body",
            operation("", mail -> mail.ensureMailbox("ben@faulty.example", 10)).work),
        Arguments.of("DELETE", operation("", mail -> mail.removeDomain("gone.example")).work));
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(ints = {401, 403})
  void tellsOpsToSetATokenWhenJamesWantsOne(int status) {
    sandbox.faults().add(new Fault(Kind.ERROR, null, null, 1, status, null, false));

    assertThatThrownBy(() -> mail.ensureDomain(DOMAIN))
        .isInstanceOf(PlatformUnavailable.class)
        .hasMessageContaining("desk.mail.james.token");
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(ints = {302, 404, 200})
  void tellsOpsToCheckTheAddressWhenSomebodyElseAnswers(int status) {
    sandbox.faults().add(new Fault(Kind.ERROR, null, null, 1, status, null, false));

    assertThatThrownBy(() -> mail.hasMailbox(ADA))
        .isInstanceOf(PlatformUnavailable.class)
        .hasMessageContaining("desk.mail.james.url");
  }

  @Test
  void tellsOpsToCheckTheAddressWhenNobodyListens() {
    sandbox.close();

    assertThatThrownBy(() -> mail.hasDomain(DOMAIN))
        .isInstanceOf(PlatformUnavailable.class)
        .hasMessageContaining("desk.mail.james.url");
  }

  @Test
  void waitsForASlowAnswerWithinItsTimeOut() {
    sandbox.faults().add(new Fault(Kind.DELAY, null, null, 1, 0, Duration.ofMillis(200), false));

    assertThat(mail.hasDomain(DOMAIN)).isTrue();
  }

  private static MailHosting adapter(String url, String token) {
    return new JamesMailHosting(
        new JamesSettings(
            URI.create(url),
            token,
            new HttpTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1))));
  }

  private static Operation operation(String name, Consumer<MailHosting> work) {
    return new Operation(name, work);
  }

  private record Operation(String name, Consumer<MailHosting> work) {}
}
