package org.mcws.desk.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.DeskTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** Mails leave when they should, once, and also after a bad day. */
@DeskTest
@TestPropertySource(properties = "desk.notification.every=P1D")
class OutboxIT {

  private static final Map<String, Object> FACTS = Map.of("name", "Ana", "community", "Friends");

  @Autowired private Outbox outbox;
  @Autowired private OutboxDispatcher dispatcher;
  @Autowired private OutboxMails mails;
  @Autowired private NotificationSettings settings;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JavaMailSenderImpl sender;
  @Autowired private JdbcTemplate database;
  @Autowired private Environment environment;
  @Autowired private Clock clock;

  private final String ana = "ana@" + UUID.randomUUID() + ".outside.org";

  @BeforeEach
  void empty() {
    database.update("delete from outbox_mail");
  }

  @AfterEach
  void resetClock() {
    ClockUtil.reset();
  }

  @Test
  void aMailIsSentAfterTheCommitAndItsTextForgotten() throws Exception {
    write(1);
    dispatcher.sendDue();
    Message mail = inbox().get(0);
    assertThat(mail.getSubject()).isEqualTo("We have your request for Friends");
    assertThat(mail.getFrom()[0].toString()).contains(settings.from());
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getHeader("Content-Language")).containsExactly("en");
    assertThat(mail.getHeader("Message-ID")[0]).contains(column("id"));
    assertThat(column("state")).isEqualTo("SENT");
    assertThat(column("body")).isEmpty();
    dispatcher.sendDue();
    assertThat(inbox()).hasSize(1);
  }

  @Test
  void aMailCanHaveHeaderLinesOfItsOwnWhichAreForgottenToo() throws Exception {
    MailHeaders headers =
        MailHeaders.oneClickUnsubscribe(URI.create("https://desk.test/end/token"));
    transaction.executeWithoutResult(
        status ->
            outbox.send(
                ana,
                Locale.ENGLISH,
                "onboarding-received",
                FACTS,
                clock.instant(),
                "topic of " + ana.substring(0, 8),
                headers));
    dispatcher.sendDue();
    Message mail = inbox().get(0);
    assertThat(mail.getHeader("List-Unsubscribe")).containsExactly("<https://desk.test/end/token>");
    assertThat(mail.getHeader("List-Unsubscribe-Post"))
        .containsExactly("List-Unsubscribe=One-Click");
    assertThat(column("headers")).isEmpty();
    transaction.executeWithoutResult(status -> outbox.forget("topic of " + ana.substring(0, 8)));
    assertThat(count("SENT")).isZero();
  }

  @Test
  void whatIsRolledBackIsNeverTold() throws Exception {
    transaction.executeWithoutResult(
        status -> {
          outbox.send(ana, Locale.ENGLISH, "onboarding-received", FACTS);
          status.setRollbackOnly();
        });
    write(1);
    dispatcher.sendDue();
    assertThat(inbox()).hasSize(1);
  }

  @Test
  void aMailBelongsToATransaction() {
    assertThatThrownBy(() -> outbox.send(ana, Locale.ENGLISH, "onboarding-received", FACTS))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  void aMailServerThatIsDownIsTriedAgainWithGrowingGaps() throws Exception {
    write(1);
    OutboxDispatcher unlucky = dispatcher(nobodyListens());
    unlucky.sendDue();
    assertThat(column("state")).isEqualTo("WAITING");
    assertThat(column("attempts")).isEqualTo("1");
    assertThat(column("failure")).isNotBlank();
    dispatcher.sendDue();
    assertThat(column("state")).as("not before its time").isEqualTo("WAITING");
    pass(Duration.ofSeconds(11));
    unlucky.sendDue();
    assertThat(column("attempts")).isEqualTo("2");
    pass(Duration.ofSeconds(11));
    dispatcher.sendDue();
    assertThat(column("state")).isEqualTo("WAITING");
    pass(Duration.ofSeconds(10));
    dispatcher.sendDue();
    assertThat(column("state")).isEqualTo("SENT");
    assertThat(inbox()).hasSize(1);
  }

  @Test
  void aMailThatNeverGetsThroughIsGivenUpAfterDays() throws Exception {
    write(1);
    OutboxDispatcher unlucky = dispatcher(nobodyListens());
    int tries = 0;
    while (column("state").equals("WAITING") && tries < 100) {
      unlucky.sendDue();
      pass(Duration.ofHours(3));
      tries++;
    }
    assertThat(tries).isEqualTo(65);
    assertThat(column("state")).isEqualTo("GIVEN_UP");
    assertThat(column("body")).isEmpty();
    dispatcher.sendDue();
    assertThat(column("state")).isEqualTo("GIVEN_UP");
  }

  @Test
  void anAddressThatIsNoneIsGivenUpAtOnceAndHoldsNobodyUp() throws Exception {
    transaction.executeWithoutResult(
        status -> outbox.send("no one@@here", Locale.ENGLISH, "onboarding-received", FACTS));
    write(1);
    dispatcher.sendDue();
    assertThat(inbox()).hasSize(1);
    assertThat(count("GIVEN_UP")).isOne();
  }

  @Test
  void twoNodesSendEveryMailOnce() throws Exception {
    write(30);
    CyclicBarrier gun = new CyclicBarrier(2);
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (OutboxDispatcher node : List.of(dispatcher, dispatcher(sender))) {
        work.add(
            nodes.submit(
                () -> {
                  gun.await();
                  node.sendDue();
                  return null;
                }));
      }
      for (Future<?> node : work) {
        node.get();
      }
    } finally {
      nodes.shutdownNow();
    }
    assertThat(count("SENT")).isEqualTo(30);
    assertThat(inbox()).hasSize(30);
  }

  private void write(int copies) {
    transaction.executeWithoutResult(
        status -> {
          for (int i = 0; i < copies; i++) {
            outbox.send(ana, Locale.ENGLISH, "onboarding-received", FACTS);
          }
        });
  }

  private void pass(Duration time) {
    ClockUtil.setCurrentTime(Date.from(clock.instant().plus(time)));
  }

  private OutboxDispatcher dispatcher(JavaMailSenderImpl by) {
    return new OutboxDispatcher(mails, by, settings, transaction, clock);
  }

  private static JavaMailSenderImpl nobodyListens() throws IOException {
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost("127.0.0.1");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      sender.setPort(taken.getLocalPort());
    }
    return sender;
  }

  private long count(String state) {
    return database.queryForObject(
        "select count(*) from outbox_mail where state = ?", Long.class, state);
  }

  private String column(String name) {
    return database.queryForObject(
        "select " + name + "::text from outbox_mail where recipient = ?", String.class, ana);
  }

  /** What has reached Ana. */
  private List<Message> inbox() throws MessagingException {
    String[] imap = environment.getRequiredProperty("desk.mail.imap").split(":");
    try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
      store.connect(imap[0], Integer.parseInt(imap[1]), ana, "sandbox");
      try (Folder folder = store.getFolder("INBOX")) {
        folder.open(Folder.READ_ONLY);
        List<Message> copies = new ArrayList<>();
        for (Message message : folder.getMessages()) {
          copies.add(
              new jakarta.mail.internet.MimeMessage((jakarta.mail.internet.MimeMessage) message));
        }
        return copies;
      }
    }
  }
}
