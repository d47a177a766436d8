package org.mcws.desk.sandbox.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.mail.Inbox;
import org.mcws.desk.platform.mail.MailLogin;

class MailSandboxTests {

  private static final String OWNER = "owner@home.example";

  @TempDir Path folder;
  private MailSandbox sandbox;

  @BeforeEach
  void start() {
    sandbox = new MailSandbox(new MailSandboxSettings(0, 0, 0), folder);
    sandbox.start();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void letsPeopleReadWhatWentToTheOutsideWorld() throws Exception {
    Instant before = Instant.now().minus(Duration.ofSeconds(1));
    Inbox owner = inbox(OWNER, "sandbox");

    owner.receive("Grüße aus Łódź");

    assertThat(owner.subjects()).containsExactly("Grüße aus Łódź");
    assertThat(sandbox.outsideMail())
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.recipient()).isEqualTo(OWNER);
              assertThat(mail.subject()).isEqualTo("Grüße aus Łódź");
              assertThat(mail.text()).isEqualToIgnoringNewLines("Hello from Grüße aus Łódź");
              assertThat(mail.received()).isAfter(before);
            });
    assertThatThrownBy(() -> inbox(OWNER, "wrong").subjects())
        .isInstanceOf(AuthenticationFailedException.class);
    assertThatThrownBy(() -> inbox("nobody@home.example", "sandbox").subjects())
        .isInstanceOf(AuthenticationFailedException.class);
  }

  @Test
  void keepsMailsOfTheCommunitiesOutOfTheOutsideWorld() throws Exception {
    put("/domains/inside.example", "");
    put("/users/ada@inside.example", "{\"password\":\"pw\"}");

    inbox("ada@inside.example", "pw").receive("Private");

    assertThat(sandbox.outsideMail()).isEmpty();
    assertThatThrownBy(() -> inbox("ada@inside.example", "sandbox").subjects())
        .isInstanceOf(AuthenticationFailedException.class);
  }

  @Test
  void forwardsToTheOutsideAndKeepsACopy() throws Exception {
    put("/domains/inside.example", "");
    put("/users/ada@inside.example", "{\"password\":\"pw\"}");
    put("/address/forwards/ada@inside.example/targets/" + OWNER, "");
    put("/address/forwards/ada@inside.example/targets/ada@inside.example", "");

    inbox("ada@inside.example", "pw").receive("Twice");

    assertThat(inbox(OWNER, "sandbox").subjects()).containsExactly("Twice");
  }

  @Test
  void takesAMailThatComesBack() throws Exception {
    Properties fromNobody = new Properties();
    fromNobody.put("mail.smtp.from", "<>");
    Session session = Session.getInstance(fromNobody);
    MimeMessage mail = new MimeMessage(session);
    mail.setSubject("Undelivered");
    mail.setText("Nobody is there.");

    owner().send(session, mail);

    assertThat(owner().subjects()).containsExactly("Undelivered");
  }

  @Test
  void findsEverythingAgainAfterARestart() throws Exception {
    put("/domains/inside.example", "");
    put("/users/ada@inside.example", "{\"password\":\"pw\"}");
    put("/address/groups/team@inside.example/ada@inside.example", "");
    put("/quota/users/ada@inside.example", "{\"size\":1000000}");
    inbox("ada@inside.example", "pw").receive("First");
    inbox("ada@inside.example", "pw").receive("Second");
    inbox(OWNER, "sandbox").receive("Outside");
    String quota = get("/quota/users/ada@inside.example");
    List<OutsideMail> outside = sandbox.outsideMail();

    sandbox.close();
    start();

    assertThat(inbox("ada@inside.example", "pw").subjects()).containsExactly("First", "Second");
    assertThat(sandbox.outsideMail()).isEqualTo(outside);
    assertThat(get("/domains")).contains("inside.example");
    assertThat(get("/mappings")).contains("team@inside.example");
    assertThat(get("/quota/users/ada@inside.example")).isEqualTo(quota).contains("1000000");
  }

  /** A second sandbox sees what a killed one would have left: the first never gets to tidy up. */
  @Test
  void hasWrittenAMailBeforeItIsAccepted() throws Exception {
    inbox(OWNER, "sandbox").receive("Kept");

    try (MailSandbox heir = new MailSandbox(new MailSandboxSettings(0, 0, 0), folder)) {
      heir.start();

      assertThat(heir.outsideMail()).extracting(OutsideMail::subject).containsExactly("Kept");
    }
  }

  @Test
  void doesNotAcceptAMailThatItCannotWrite() throws Exception {
    inbox(OWNER, "sandbox").receive("First");
    Path mails = folder.resolve("mails/outside/owner%40home.example");
    Files.move(mails, folder.resolve("away"));
    Files.writeString(mails, "in the way");

    assertThatThrownBy(() -> inbox(OWNER, "sandbox").receive("Lost"))
        .isInstanceOf(MessagingException.class);
  }

  @Test
  void forgetsAMailThatItsReaderDeleted() throws Exception {
    Inbox owner = inbox(OWNER, "sandbox");
    owner.receive("Keep");
    owner.receive("Delete");
    owner.receive("Keep too");
    try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
      String[] imap = sandbox.addresses().get("imap").split(":");
      store.connect(imap[0], Integer.parseInt(imap[1]), OWNER, "sandbox");
      Folder inbox = store.getFolder("INBOX");
      inbox.open(Folder.READ_WRITE);
      inbox.getMessage(2).setFlag(Flags.Flag.DELETED, true);
      inbox.close(true);
    }

    sandbox.close();
    start();

    assertThat(owner().subjects()).containsExactly("Keep", "Keep too");
  }

  @Test
  void keepsNoPasswordInItsFiles() throws Exception {
    put("/domains/inside.example", "");
    put("/users/ada@inside.example", "{\"password\":\"open sesame\"}");

    assertThat(folder.resolve("mail.json")).content().doesNotContain("open sesame");
  }

  @Test
  void tellsTheAdaptersWhereItIs() {
    assertThat(sandbox.settings())
        .containsEntry("desk.mail.james.url", sandbox.addresses().get("mailApi"))
        .containsEntry("desk.mail.smtp", sandbox.addresses().get("smtp"))
        .containsEntry("desk.mail.imap", sandbox.addresses().get("imap"))
        .containsEntry("desk.mail.exchange", "mail.example")
        .containsEntry("desk.notification.from", "desk@mcws.example")
        .containsEntry("spring.mail.host", "127.0.0.1")
        .containsKey("spring.mail.port");
  }

  @Test
  void showsMailsAsTheyAreFoundInTheWorld() throws Exception {
    String samples = System.getProperty("samples", "");
    assumeTrue(
        !samples.isEmpty() && Files.isDirectory(Path.of(samples, "08-email")),
        "no sample mails: mvn -Dsamples=<folder with 08-email/*.eml>");
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(samples, "08-email"))) {
      files = all.filter(file -> file.toString().endsWith(".eml")).sorted().toList();
    }
    Session session = Session.getInstance(new Properties());
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        MimeMessage mail = new MimeMessage(session, in);
        owner().send(session, mail);
        OutsideMail shown = sandbox.outsideMail().get(0);
        assertThat(shown.subject()).as(file.toString()).isEqualTo(subject(mail));
        assertThat(shown.text()).as(file.toString()).isNotBlank();
      }
    }
    assertThat(files).isNotEmpty();
    assertThat(sandbox.outsideMail()).hasSameSizeAs(files);
  }

  private static String subject(MimeMessage mail) throws MessagingException {
    return mail.getSubject() == null ? "" : mail.getSubject();
  }

  private Inbox owner() {
    return inbox(OWNER, "sandbox");
  }

  private Inbox inbox(String address, String password) {
    return new Inbox(
        sandbox.addresses().get("smtp"),
        sandbox.addresses().get("imap"),
        new MailLogin(address, password));
  }

  private void put(String path, String body) throws IOException, InterruptedException {
    assertThat(
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(uri(path)).PUT(BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(204);
  }

  private String get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString())
        .body();
  }

  private URI uri(String path) {
    return URI.create(sandbox.addresses().get("mailApi") + path);
  }
}
