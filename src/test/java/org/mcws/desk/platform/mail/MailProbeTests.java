package org.mcws.desk.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mail.ProbeResult.Outcome;
import org.mcws.desk.sandbox.mail.MailSandbox;
import org.mcws.desk.sandbox.mail.MailSandboxSettings;

@Timeout(30)
class MailProbeTests {

  private static final Duration IMPATIENCE = Duration.ofMillis(500);

  private static final MailLogin OWNER = new MailLogin("owner@home.example", "sandbox");

  @TempDir Path folder;
  private MailSandbox sandbox;
  private String smtp;
  private String imap;

  @BeforeEach
  void start() {
    sandbox = new MailSandbox(new MailSandboxSettings(0, 0, 0), folder);
    sandbox.start();
    smtp = sandbox.addresses().get("smtp");
    imap = sandbox.addresses().get("imap");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void leavesNothingBehindInTheMailbox() throws Exception {
    Inbox inbox = new Inbox(smtp, imap, OWNER);
    inbox.receive("Mine");

    ProbeResult result = probe(smtp, imap).send("desk@mcws.example", OWNER.address(), OWNER);

    assertThat(result.outcome()).isEqualTo(Outcome.FOUND);
    assertThat(result.detail()).contains(OWNER.address());
    assertThat(inbox.subjects()).containsExactly("Mine");
  }

  @Test
  void saysWhenTheMailDoesNotArriveInTime() throws Exception {
    new Inbox(smtp, imap, OWNER).receive("Mine");

    ProbeResult result =
        probe(smtp, imap, IMPATIENCE).send("desk@mcws.example", "else@far.example", OWNER);

    assertThat(result.outcome()).isEqualTo(Outcome.NOT_FOUND);
    assertThat(result.detail()).contains("else@far.example", OWNER.address());
  }

  @Test
  void saysWhenTheLoginIsRefused() {
    ProbeResult result =
        probe(smtp, imap)
            .send("desk@mcws.example", OWNER.address(), new MailLogin(OWNER.address(), "wr0ng"));

    assertThat(result.outcome()).isEqualTo(Outcome.LOGIN_REFUSED);
    assertThat(result.detail()).doesNotContain("wr0ng");
  }

  @Test
  void passesOnTheReplyOfAServerThatRefusesTheSender() throws IOException {
    try (OneSmtpCall server = new OneSmtpCall("550 5.7.1 Go away")) {
      ProbeResult result =
          probe(server.address(), imap).send("desk@mcws.example", OWNER.address(), OWNER);

      assertThat(result).isEqualTo(new ProbeResult(Outcome.REFUSED, "550 5.7.1 Go away"));
    }
  }

  @Test
  void takesNotNowForNoAnswer() throws IOException {
    try (OneSmtpCall server = new OneSmtpCall("451 4.7.1 Greylisted, come back later")) {
      assertThatThrownBy(
              () -> probe(server.address(), imap).send("a@b.example", OWNER.address(), OWNER))
          .isInstanceOf(PlatformUnavailable.class)
          .hasMessageContaining("Greylisted")
          .hasMessageContaining(server.address());
    }
  }

  @Test
  void givesUpOnAServerThatSaysNothing() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();

      assertThatThrownBy(
              () -> probe(address, imap, IMPATIENCE).send("a@b.example", OWNER.address(), OWNER))
          .isInstanceOf(PlatformUnavailable.class)
          .hasMessageContaining(address);
      assertThatThrownBy(
              () -> probe(smtp, address, IMPATIENCE).send("a@b.example", OWNER.address(), OWNER))
          .isInstanceOf(PlatformUnavailable.class)
          .hasMessageContaining(address);
    }
  }

  @Test
  void saysWhoCannotBeReached() {
    sandbox.close();

    assertThatThrownBy(() -> probe(smtp, imap).send("a@b.example", OWNER.address(), OWNER))
        .isInstanceOf(PlatformUnavailable.class)
        .hasMessageContaining(smtp);
  }

  @Test
  void neverShowsThePasswordOfALogin() {
    assertThat(new MailLogin("a@b.example", "s3cret").toString())
        .contains("a@b.example")
        .doesNotContain("s3cret");
  }

  private static MailProbe probe(String smtp, String imap) {
    return probe(smtp, imap, Duration.ofSeconds(10));
  }

  private static MailProbe probe(String smtp, String imap, Duration patience) {
    return new MailProbe(
        new MailSettings("james", "mail.example", smtp, imap, patience, patience.plusMillis(200)));
  }

  /** A server that greets, lets itself be greeted, and then gives every command the same reply. */
  private static final class OneSmtpCall implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final String reply;

    OneSmtpCall(String reply) throws IOException {
      this.reply = reply;
      Thread thread = new Thread(this::talk, "one-smtp-call");
      thread.setDaemon(true);
      thread.start();
    }

    String address() {
      return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }

    private void talk() {
      try (Socket call = socket.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(call.getInputStream(), StandardCharsets.US_ASCII));
        say(call, "220 test.example");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          say(call, List.of("EHLO", "HELO").contains(line.substring(0, 4)) ? "250 Hello" : reply);
        }
      } catch (IOException e) {
        // The test has hung up.
      }
    }

    private static void say(Socket call, String line) throws IOException {
      call.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
  }
}
