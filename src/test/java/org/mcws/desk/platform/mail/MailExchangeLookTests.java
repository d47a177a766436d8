package org.mcws.desk.platform.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.StrangeServer;
import org.mcws.desk.platform.mail.MailExchangeLook.Answer;
import org.mcws.desk.platform.mail.MailExchangeLook.Outcome;
import org.mcws.desk.sandbox.mail.MailSandbox;
import org.mcws.desk.sandbox.mail.MailSandboxSettings;

@Execution(ExecutionMode.CONCURRENT)
class MailExchangeLookTests {

  private static final String ADDRESS = "info@tree.example";
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(20);

  private final List<String> heard = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;

  @Test
  void sendsNoMail() {
    try (MailSandbox sandbox = new MailSandbox(new MailSandboxSettings(0, 0, 0), folder)) {
      sandbox.start();

      Answer answer = look(sandbox.addresses().get("smtp")).ask("owner@home.example");

      assertThat(answer.outcome()).isEqualTo(Outcome.TAKEN);
      assertThat(sandbox.outsideMail()).isEmpty();
    }
  }

  @Test
  void asksAsAReturnedMailWouldAndLeaves() {
    try (StrangeServer server = exchange(Map.of())) {
      assertThat(ask(server)).isEqualTo(new Answer(Outcome.TAKEN, "250 Fine"));
    }
    assertThat(heard)
        .containsExactly(
            "EHLO [127.0.0.1]", "MAIL FROM:<>", "RCPT TO:<info@tree.example>", "RSET", "QUIT");
  }

  @ParameterizedTest
  @CsvSource({
    "250 OK, TAKEN",
    "251 User not local; will forward, TAKEN",
    "252 Cannot tell but will try, TAKEN",
    "250, TAKEN",
    "550 5.1.1 Who is that, REFUSED",
    "554, REFUSED",
    "450 4.2.0 Greylisted, LATER",
    "421 Shutting down, LATER"
  })
  void tellsWhatTheServerAnswers(String reply, Outcome outcome) {
    try (StrangeServer server = exchange(Map.of("RCPT", reply))) {
      assertThat(ask(server)).isEqualTo(new Answer(outcome, reply));
    }
  }

  @Test
  void takesTheLinesOfAReplyTogether() {
    try (StrangeServer server =
        exchange(Map.of("RCPT", "550-5.7.1 Not for\r\n550-5.7.1 \u0007you\r\n550 5.7.1 today"))) {
      assertThat(ask(server).words()).isEqualTo("550 5.7.1 Not for 5.7.1 you 5.7.1 today");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"220", "EHLO", "MAIL"})
  void aServerThatHasNoTimeNowMayHaveItLater(String when) {
    try (StrangeServer server = exchange(Map.of(when, "421 4.3.2 Too busy"))) {
      assertThat(ask(server)).isEqualTo(new Answer(Outcome.LATER, "421 4.3.2 Too busy"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"220", "EHLO", "MAIL"})
  void aServerThatAnswersNobodySaysNothingOfAnAddress(String when) {
    try (StrangeServer server = exchange(Map.of(when, "554 5.7.1 Go away"))) {
      assertThatThrownBy(() -> ask(server))
          .isInstanceOf(PlatformUnavailable.class)
          .hasMessageContaining("554 5.7.1 Go away")
          .hasMessageContaining("desk.mail.smtp");
    }
  }

  @Test
  void anAnswerCountsHoweverTheServerTakesTheLeave() {
    try (StrangeServer server =
        StrangeServer.with(
            (visitor, self) -> {
              BufferedReader in = reader(visitor);
              say(visitor, "220 Hello");
              for (String line = in.readLine(); !line.startsWith("RCPT"); line = in.readLine()) {
                say(visitor, "250 Fine");
              }
              say(visitor, "550 No");
            })) {
      assertThat(ask(server)).isEqualTo(new Answer(Outcome.REFUSED, "550 No"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "info",
        "a@b@c.example",
        "a b@tree.example",
        "a@tree.example>\r\nDATA",
        "<a@tree.example>",
        "bäume@tree.example"
      })
  void asksForAddressesOnly(String address) {
    try (StrangeServer server = exchange(Map.of())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> look(at(server)).ask(address))
          .withMessageContaining("such as");
      assertThat(server.visitors()).isZero();
    }
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertUnavailableSoon("127.0.0.1:" + port);
    assertUnavailableSoon("nowhere.invalid:25");
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() {
    assertUnavailableSoon((visitor, self) -> self.waitUntilItLeaves(visitor));
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() {
    assertUnavailableSoon(
        (visitor, self) -> {
          say(visitor, "220 Hello");
          self.waitUntilItLeaves(visitor);
        });
  }

  @Test
  void aServerThatDripsIsGivenUp() {
    assertUnavailableSoon(
        (visitor, self) -> {
          say(visitor, "220-Hello");
          self.drip(visitor, "2".getBytes(US_ASCII), 100);
        });
  }

  @Test
  void aReplyOfManyLinesThatDripIsGivenUp() {
    assertUnavailableSoon(
        (visitor, self) -> self.drip(visitor, "220-Hello\r\n".getBytes(US_ASCII), 100));
  }

  @Test
  void aServerThatNeverStopsTalkingIsGivenUp() {
    assertHeardOut("220-Hello\r\n");
  }

  @Test
  void aLineWithoutAnEndIsGivenUp() {
    assertHeardOut("x");
  }

  @Test
  void whatIsNotSmtpIsGivenUp() {
    assertUnavailableSoon((visitor, self) -> say(visitor, "HTTP/1.1 400 Bad Request"));
    assertUnavailableSoon((visitor, self) -> say(visitor, "999 Hello"));
    assertUnavailableSoon((visitor, self) -> say(visitor, ""));
  }

  @Test
  void aServerThatHangsUpIsGivenUp() {
    assertUnavailableSoon((visitor, self) -> visitor.setSoLinger(true, 0));
    assertUnavailableSoon((visitor, self) -> say(visitor, "220 Hello"));
  }

  /** Whoever says the same again and again is not listened to until the time is up. */
  private static void assertHeardOut(String words) {
    byte[] many = words.repeat(10_000).getBytes(US_ASCII);
    try (StrangeServer server =
        StrangeServer.with(
            (visitor, self) -> {
              while (true) {
                visitor.getOutputStream().write(many);
              }
            })) {
      assertThatThrownBy(() -> ask(server))
          .isInstanceOf(PlatformUnavailable.class)
          .hasMessageContaining("it never stops talking");
    }
  }

  private static void assertUnavailableSoon(StrangeServer.Manners manners) {
    try (StrangeServer server = StrangeServer.with(manners)) {
      assertUnavailableSoon(at(server));
    }
  }

  private static void assertUnavailableSoon(String smtp) {
    assertTimeoutPreemptively(
        SOON,
        () ->
            assertThatThrownBy(() -> look(smtp).ask(ADDRESS))
                .isInstanceOf(PlatformUnavailable.class)
                .hasMessageContaining(smtp)
                .message()
                .hasSizeLessThan(500));
  }

  /** An exchange that finds everything fine but what is given, by the command's first word. */
  private StrangeServer exchange(Map<String, String> replies) {
    return StrangeServer.with(
        (visitor, self) -> {
          BufferedReader in = reader(visitor);
          say(visitor, replies.getOrDefault("220", "220 tree.example ESMTP"));
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            say(visitor, replies.getOrDefault(line.substring(0, 4), "250 Fine"));
          }
        });
  }

  private static Answer ask(StrangeServer server) {
    return look(at(server)).ask(ADDRESS);
  }

  private static MailExchangeLook look(String smtp) {
    return new MailExchangeLook(
        new MailSettings("james", "mail.example", smtp, "127.0.0.1:143", PATIENCE, PATIENCE));
  }

  private static String at(StrangeServer server) {
    return "127.0.0.1:" + server.port();
  }

  private static BufferedReader reader(Socket visitor) throws IOException {
    return new BufferedReader(new InputStreamReader(visitor.getInputStream(), UTF_8));
  }

  private static void say(Socket visitor, String line) throws IOException {
    visitor.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
  }
}
